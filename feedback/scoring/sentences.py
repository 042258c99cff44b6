"""How the counted points read: a name for each, and one sentence why."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

LABELS = {
    "greeting": gettext_lazy("Greeting"),
    "name": gettext_lazy("Own name"),
    "first_answer": gettext_lazy("First answer"),
    "longest_gap": gettext_lazy("Longest silence"),
    "answered": gettext_lazy("Every question answered"),
    "empathy": gettext_lazy("Feeling acknowledged"),
    "clarity": gettext_lazy("Clear and short"),
    "shortcuts": gettext_lazy("No chat shortcuts"),
    "positive": gettext_lazy("Positive wording"),
    "promise": gettext_lazy("Promise kept"),
    "ending": gettext_lazy("Kind ending"),
}
NOT_APPLICABLE = gettext_lazy("Does not apply here.")

PLAIN = {
    ("greeting", True): gettext_lazy("The first answer greets."),
    ("greeting", False): gettext_lazy("The first answer does not greet."),
    ("name", True): gettext_lazy("The operator says who they are."),
    ("name", False): gettext_lazy("The operator does not say who they are."),
    ("answered", True): gettext_lazy("Each question was followed by an answer."),
    ("empathy", True): gettext_lazy("The customer was upset, and it was acknowledged."),
    ("empathy", False): gettext_lazy("The customer was upset, and nobody said so much as sorry."),
    ("clarity", True): gettext_lazy("No message is long or vague."),
    ("shortcuts", True): gettext_lazy("None were used."),
    ("positive", True): gettext_lazy("Nothing was refused without another way."),
    ("promise", True): gettext_lazy("What was promised came in time."),
    ("promise", None): gettext_lazy("What was promised is not due yet."),
    ("ending", True): gettext_lazy("The last answer ends kindly."),
    ("ending", False): gettext_lazy("The last answer ends without a kind word."),
}


def why(criterion: str, met: bool | None, value: int | None) -> str:
    """One sentence; `value` is seconds or how often."""
    if met is None and value is None:
        return str(NOT_APPLICABLE)
    if criterion in ("first_answer", "longest_gap"):
        return _("{time} from the question to the answer.").format(time=told_time(value or 0))
    if (criterion, met) in PLAIN:
        return str(PLAIN[criterion, met])
    return _how_often(criterion, value or 0)


def _how_often(criterion: str, n: int) -> str:
    words = {
        "answered": ngettext(
            "{n} question was left without an answer.",
            "{n} questions were left without an answer.",
            n,
        ),
        "clarity": ngettext(
            "{n} message is very long, or says “soon” instead of when.",
            "{n} messages are very long, or say “soon” instead of when.",
            n,
        ),
        "shortcuts": ngettext(
            "{n} message has some, such as “thx”.", "{n} messages have some, such as “thx”.", n
        ),
        "positive": ngettext(
            "{n} message refuses or blames without offering another way.",
            "{n} messages refuse or blame without offering another way.",
            n,
        ),
        "promise": ngettext("{n} promise was not kept.", "{n} promises were not kept.", n),
    }
    return words[criterion].format(n=n)


def told_time(seconds: int) -> str:
    """ "45 s", "2 min 10 s", "3 h 20 min"."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return _("{s} s").format(s=rest)
    hours, minutes = divmod(minutes, 60)
    if not hours:
        return _("{min} min {s} s").format(min=minutes, s=rest)
    return _("{h} h {min} min").format(h=hours, min=minutes)

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import speech
from ..draft import Draft, Example, Fix, Hit, Rule
from ..texts import as_begun, is_at_start, without

# After these a comma would be wrong: “thanks for waiting”, “thanks a lot”, “thanks Ben”.
_GO_ON = {"for", "a", "so", "very", "to", "again", "and", "in", "u", "you", "but", "much", "lot"}
_ARE = {"welcome", "right", "not", "the", "a", "an", "all", "very", "so", "going", "still", "good"}


def find(draft: Draft) -> Iterator[Hit]:
    for start, end in speech.shortcuts(draft.text, draft.language):
        word = draft.text[start:end]
        if word.lower() in draft.company.words or word.lower() in draft.company.jargon:
            continue
        plain = speech.spelled_out(word, draft.language)
        if not plain:
            start, end = without(draft.text, start, end)
            yield Hit(start, end, Fix("", _("Leave it out")))
            continue
        plain = as_begun(draft.text, start, _in_place(draft.text, end, word.lower(), plain))
        yield Hit(start, end, Fix(plain, plain))


def _in_place(text: str, end: int, word: str, plain: str) -> str:
    """The words for a shortcut, as what follows wants them."""
    following = text[end:].split()
    after = following[0].lower().strip(".,!?") if following and text[end] == " " else ""
    if word == "ur" and (after in _ARE or (after.endswith("ing") and len(after) > 5)):
        return "you're"
    if plain == "thanks" and is_at_start(text, end - len(word)) and _begins_anew(following, after):
        return "thanks,"
    return plain


def _begins_anew(following: list[str], after: str) -> bool:
    return bool(after) and after not in _GO_ON and following[0][0].islower()


RULE = Rule(
    name="shortcuts",
    title=gettext_lazy("Shortcut"),
    why=gettext_lazy("Written out, everybody understands it at once."),
    severity="warn",
    find=find,
    examples_hit=(
        Example("thx ur refund is on its way", fixed="Thanks, your refund is on its way"),
        Example("How r u today?", fixed="How are you today?"),
        Example("It can't b sent today, pls wait", fixed="It can't be sent today, please wait"),
        Example("I will look ASAP", found="ASAP", fixed="I will look as soon as I can"),
        Example("That was quick lol", fixed="That was quick"),
        Example("Ur welcome, thx for waiting", fixed="You're welcome, thanks for waiting"),
        Example("Vllt klappt es morgen", fixed="Vielleicht klappt es morgen", language="de"),
    ),
    examples_miss=(
        Example("Plan b is to send you another one."),
        Example("The size is XS, the code is u-4711 and the type is R."),
        Example("You can read it at https://example.com/u/thx?asap=1"),
        Example("Our UR-50 cable fits.", company={"words": frozenset({"ur"})}),
        Example("thx", language="fr"),
    ),
)

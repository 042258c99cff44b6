"""From the log of a chat to what its points are counted by. Call inside the company's scope."""

from collections.abc import Sequence

from django.utils import timezone

from chat.models import Conversation, Entry, Kind
from chat.mood.choices import choices_of
from chat.mood.feeling import MOST_SAID
from chat.mood.scoring import course
from chat.mood.turns import Turn
from chat.phrases import language_of
from feedback.models import FollowUp
from helpdesk.languages import spoken

from .counted import AutoScore
from .facts import Facts, Promised, Said
from .points import score

CONFIRMS = ("thanks",)


def score_conversation(conversation: Conversation, until: int | None = None) -> AutoScore:
    """`until`: the `seq` of a closing; what was said later is not looked at."""
    entries = _entries(conversation, until)
    said = [
        Said(entry.seq, entry.at, entry.author, entry.body, entry.author_name)
        for entry in entries
        if entry.kind == Kind.MESSAGE
    ]
    return score(said, _facts(conversation, entries, said))


def _entries(conversation: Conversation, until: int | None) -> list[Entry]:
    rows = Entry.objects.filter(conversation=conversation, kind__in=(Kind.MESSAGE, Kind.SIGNAL))
    if until is not None:
        rows = rows.filter(seq__lte=until)
    return list(rows.order_by("seq"))


def _facts(conversation: Conversation, entries: list[Entry], said: list[Said]) -> Facts:
    language = spoken(conversation.visitor.spoken) or language_of(conversation.tenant)
    return Facts(
        looked_at=timezone.now(),
        language=language,
        promises=_promises(conversation),
        upset_seq=upset_seq(conversation, said, language),
        was_closed=any(entry.data.get("auto") == "masked" for entry in entries),
        is_confirmed=any(entry.data.get("signal") in CONFIRMS for entry in entries),
    )


def _promises(conversation: Conversation) -> list[Promised]:
    rows = FollowUp.objects.filter(conversation=conversation)
    return [
        Promised(
            row.created_at,
            row.due_at,
            row.ended_at if row.state == FollowUp.State.KEPT else None,
            row.state == FollowUp.State.DROPPED,
        )
        for row in rows
    ]


def upset_seq(conversation: Conversation, said: Sequence[Said], language: str) -> int | None:
    """The message after which the frustration signal first took the customer for upset; None where
    it never did, or the company does not want it told."""
    choices = choices_of(conversation.tenant)
    turns = [Turn(one.at, one.author, one.text, one.seq) for one in said[-MOST_SAID:]]
    scores = course(turns, language) if choices.is_on else []
    told = zip(turns, scores, strict=False)
    return next((turn.seq for turn, points in told if points >= choices.upset), None)

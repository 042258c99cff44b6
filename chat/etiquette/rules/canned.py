from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from ..draft import Draft, Example, Hit, Rule
from ..texts import words_of

SHORTEST = 60  # signs: below, there is nothing in it to make one's own


def find(draft: Draft) -> Iterator[Hit]:
    chat = draft.chat
    if not chat.canned or len(draft.text) < SHORTEST:
        return
    name = chat.customer_name.partition(" ")[0].lower()
    if not name or name not in words_of(draft.text):
        yield Hit(0, 0)


_REPLY = "Our opening hours are nine to five on weekdays, and ten to two on Saturdays."

RULE = Rule(
    name="canned",
    title=gettext_lazy("Word for word"),
    why=gettext_lazy("Nobody likes a form letter: add a word that is meant for this person."),
    severity="hint",
    find=find,
    examples_hit=(Example(_REPLY, chat={"canned": True}),),
    examples_miss=(
        Example(_REPLY),
        Example(f"Ben, {_REPLY}", chat={"canned": True, "customer_name": "Ben Low"}),
        Example("You are welcome!", chat={"canned": True}),
    ),
)

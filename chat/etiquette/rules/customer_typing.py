from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from ..draft import Draft, Example, Hit, Rule


def find(draft: Draft) -> Iterator[Hit]:
    if draft.chat.customer_typing and draft.text.strip():
        yield Hit(0, 0)


RULE = Rule(
    name="customer_typing",
    title=gettext_lazy("Still writing"),
    why=gettext_lazy("The customer is still writing: let them finish, as you would in a talk."),
    severity="hint",
    find=find,
    examples_hit=(Example("It is blue.", chat={"customer_typing": True}),),
    examples_miss=(Example("It is blue."), Example(" ", chat={"customer_typing": True})),
)

"""The list of rules in docs/etiquette.md, made from the rules."""

from chat.etiquette.draft import Example
from chat.etiquette.rules import RULES

from .tables import Table

HEAD = ["Rule", "What it is called", "Why", "At first", "Speaks up", "Keeps quiet"]
LONGEST = 70


def rule_list() -> str:
    """Markdown; in the words of the source."""
    rows = [
        [
            f"`{rule.name}`",
            str(rule.title),
            str(rule.why),
            rule.severity,
            _shown(rule.examples_hit[0]),
            _shown(rule.examples_miss[0]),
        ]
        for rule in RULES
    ]
    title = f"{len(RULES)} rules, each in a module of its own in chat/etiquette/rules/"
    return str(Table(title, HEAD, rows, NOTE))


NOTE = (
    "The examples, and all the others beside each rule, are run by the test suite. An example may "
    "speak up only in its chat: in a first message, to somebody upset, at closing. A company sets "
    "each rule to off, hint, warn or ask, and adds house rules of its own."
)


def _shown(example: Example) -> str:
    text = " ".join(example.text.split())
    return f"“{text if len(text) <= LONGEST else text[:LONGEST].rstrip() + ' …'}”"

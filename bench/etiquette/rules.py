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
    "The examples, and all the others beside each rule, are run by the test suite; in brackets "
    "stands what else has to be so in the chat. A company sets each rule to off, hint, warn or "
    "ask, and adds house rules of its own."
)
# What is said of a chat (chat.etiquette.draft.ChatFacts) that some rules look at.
CHAT = {
    "first_message": "first message",
    "customer_typing": "the customer is typing",
    "upset": "the customer is upset",
    "unanswered": "a question is open",
    "closing": "at closing",
    "canned": "a canned reply as it stands",
    "has_promise": "a promise is open",
    "acknowledged": "understanding was shown before",
}


def _shown(example: Example) -> str:
    text = " ".join(example.text.split())
    said = f"“{text if len(text) <= LONGEST else text[:LONGEST].rstrip() + ' …'}”"
    told = [CHAT[fact] for fact, value in example.chat.items() if value and fact in CHAT]
    return said + (f" ({', '.join(told)})" if told else "")

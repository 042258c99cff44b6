"""Every check there is, in the order in which they count where two mean the same words."""

from . import (
    answer_first,
    blame,
    canned,
    closed_question,
    customer_typing,
    emoticons,
    empathy,
    grammar,
    greeting,
    jargon,
    kind_ending,
    negative,
    promise,
    shortcuts,
    shouting,
    spelling,
    upselling,
    vague_time,
    wall_of_text,
)

MODULES = (
    customer_typing,
    greeting,
    empathy,
    upselling,
    answer_first,
    blame,
    negative,
    promise,
    vague_time,
    canned,
    closed_question,
    wall_of_text,
    jargon,
    shortcuts,
    shouting,
    emoticons,
    spelling,
    grammar,
    kind_ending,
)
RULES = tuple(module.RULE for module in MODULES)
BY_NAME = {rule.name: rule for rule in RULES}

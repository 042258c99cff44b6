"""Anything at all may be said to both sockets: it is answered, or the line is closed, with a code
of docs/protocol.md, and nobody else feels it. `make faults` tries for longer."""

from collections import Counter

SEEDS = range(60)


def test_anything_may_be_said(fuzz, loop):
    answers = Counter()
    for seed in SEEDS:
        answers += loop.run_until_complete(fuzz.try_seed(seed))
    assert len(answers) > 20, answers  # it comes further than the first check

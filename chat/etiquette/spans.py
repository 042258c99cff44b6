"""Places in a text: from a code point up to, and without, another one."""

Span = tuple[int, int]


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]

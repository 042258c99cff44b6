"""What a command writes into a page of docs/ stands between two lines of its own."""

from collections.abc import Callable
from pathlib import Path


def between(text: str, begin: str, end: str) -> str | None:
    """What stands there; None without the marks."""
    _, begins, rest = text.partition(begin)
    made, ends, _ = rest.partition(end)
    return made if begins and ends else None


def put(text: str, begin: str, end: str, made: str) -> str:
    """`text` with `made` there. Raises ValueError without the marks."""
    if between(text, begin, end) is None:
        raise ValueError(f"there are no lines {begin.strip()} and {end.strip()}")
    before, _, rest = text.partition(begin)
    return before + begin + made + end + rest.partition(end)[2]


def rewrite(page: Path, begin: str, end: str, make: Callable[[str], str]) -> None:
    """`make` is shown what stands there, and says what shall."""
    text = page.read_text()
    try:
        made = put(text, begin, end, make(between(text, begin, end) or ""))
    except ValueError as error:
        raise SystemExit(f"{page}: {error}") from None
    page.write_text(made)

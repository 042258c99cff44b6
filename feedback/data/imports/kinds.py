"""All kinds of import by name."""

from feedback.models import ImportRun
from tenants.models import Membership

from .articles import Articles
from .canned import Canned
from .chatwoot import Chatwoot
from .kind import Column
from .kind import Kind as AnyKind
from .people import People

Kind = ImportRun.Kind
KINDS: dict[str, type[AnyKind]] = {
    Kind.PEOPLE: People,
    Kind.CANNED: Canned,
    Kind.ARTICLES: Articles,
    Kind.CHATWOOT: Chatwoot,
}


def open_to(member: Membership) -> list[tuple[str, str]]:
    """[("canned", "Canned replies")] of what somebody may bring."""
    return [(kind.value, kind.label) for kind in Kind if member.may(KINDS[kind].right)]


def kind_of(run: ImportRun) -> AnyKind:
    return KINDS[run.kind](run, run.by)


def columns_of(kind: str) -> tuple[Column, ...]:
    return KINDS[kind].columns


def mapping_of(kind: str, heading: list[str]) -> dict[str, int]:
    """{our column: number of theirs}, as far as the heading tells."""
    words = [cell.strip().casefold() for cell in heading]
    found = {}
    for column in columns_of(kind):
        known = {column.name, str(column.label).casefold(), *column.aliases}
        number = next((n for n, word in enumerate(words) if word in known), None)
        if number is not None:
            found[column.name] = number
    return found


def is_mapped(kind: str, mapping: dict[str, int]) -> bool:
    return all(c.name in mapping for c in columns_of(kind) if c.is_required)

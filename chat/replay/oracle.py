"""What must be true after any fault: acknowledged is a subset of stored, each id is stored once,
every view equals the stored order, and who sent in an order finds it in the log.

Knows nothing of sockets or databases, so that the tests can ask it too.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """A stored entry; `public_seq` is None where the visitor does not see it."""

    seq: int
    public_seq: int | None
    id: str


@dataclass(frozen=True)
class Witness:
    """One client's part in one conversation, when all is over.

    `shown`: (seq, id) as its view holds them. `sent`: the ids it sent, in that order."""

    name: str
    conversation: int
    is_visitor: bool
    shown: Sequence[tuple[int, str]]
    sent: Sequence[str] = ()
    acknowledged: frozenset[str] = frozenset()


@dataclass
class Findings:
    """Ids that were lost or doubled; what is out of order, in words. All empty: nothing is wrong.

    `reasons` says of each where it was missed or found again."""

    lost: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)
    disorder: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.disorder)

    def lose(self, ids: Iterable[str], why: str) -> None:
        ids = sorted(ids)
        self.lost.update(ids)
        self.reasons += [f"lost: {why}: {id}" for id in ids]

    def double(self, ids: Sequence[str], why: str) -> None:
        again = sorted(id for id, times in Counter(ids).items() if times > 1)
        self.doubled.update(again)
        self.reasons += [f"doubled: {why}: {id}" for id in again]

    def disordered(self, is_wrong: bool, why: str) -> None:
        if is_wrong:
            self.disorder.append(why)
            self.reasons.append(f"out of order: {why}")


def judge(logs: Mapping[int, Sequence[Row]], witnesses: Iterable[Witness]) -> Findings:
    """`logs`: {conversation: its rows by `seq`}."""
    findings = Findings()
    for conversation, rows in logs.items():
        _judge_log(findings, f"log of {conversation}", rows)
    for witness in witnesses:
        rows = logs.get(witness.conversation, ())
        _judge_view(findings, witness, rows)
        _judge_sends(findings, witness, rows)
    return findings


def _judge_log(findings: Findings, name: str, rows: Sequence[Row]) -> None:
    public = [row.public_seq for row in rows if row.public_seq is not None]
    findings.double([row.id for row in rows], name)
    findings.disordered([row.seq for row in rows] != _counted(rows), f"{name}: seq has gaps")
    findings.disordered(public != _counted(public), f"{name}: public_seq has gaps")


def _counted(items: Sequence[object]) -> list[int]:
    return list(range(1, len(items) + 1))


def _judge_view(findings: Findings, witness: Witness, rows: Sequence[Row]) -> None:
    expected = [(row.seq, row.id) for row in rows]
    if witness.is_visitor:
        expected = [(row.public_seq, row.id) for row in rows if row.public_seq is not None]
    name = f"view of {witness.name} in {witness.conversation}"
    findings.double([id for _, id in witness.shown], name)
    findings.lose({id for _, id in expected} - {id for _, id in witness.shown}, name)
    held = set(witness.shown)
    common = [place for place in expected if place in held]
    findings.disordered(list(witness.shown) != common, f"{name}: it differs from the log")


def _judge_sends(findings: Findings, witness: Witness, rows: Sequence[Row]) -> None:
    seq_of = {row.id: row.seq for row in rows}
    name = f"{witness.name} in {witness.conversation}"
    findings.lose(witness.acknowledged - seq_of.keys(), f"acknowledged to {name}, not stored")
    stored = [seq_of[id] for id in witness.sent if id in seq_of]
    findings.disordered(stored != sorted(stored), f"what {name} sent")

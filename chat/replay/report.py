"""The table at the end of a replay."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chat.client import View
from chat.client.client import Client

from .oracle import Findings, Row, Witness, judge
from .play import Part, Performance

QUANTILES = (0.50, 0.95, 0.99)
MOST_REASONS = 10


@dataclass
class Account:
    """What one side sent (messages; takes and closings are judged, but not counted here), how much
    of it the server acknowledged and stored, and how much the other side has displayed."""

    sent: int = 0
    acknowledged: int = 0
    stored: int = 0
    displayed: int = 0

    def __add__(self, other: "Account") -> "Account":
        return Account(
            self.sent + other.sent,
            self.acknowledged + other.acknowledged,
            self.stored + other.stored,
            self.displayed + other.displayed,
        )


@dataclass
class Report:
    visitors: Account
    operators: Account
    findings: Findings
    refused: Counter[str]  # codes of sends that the server did not want
    to_ack: Sequence[float]  # seconds
    to_display: Sequence[float]  # seconds

    @property
    def total(self) -> Account:
        return self.visitors + self.operators

    @property
    def is_clean(self) -> bool:
        total = self.total
        is_complete = total.sent == total.acknowledged == total.stored == total.displayed
        return self.findings.is_clean and is_complete and not self.refused


def report(performance: Performance, logs: Mapping[int, Sequence[Row]]) -> Report:
    witnesses = [witness for part in performance.parts for witness in _witnesses(part)]
    made = Report(Account(), Account(), judge(logs, witnesses), _refused(performance), [], [])
    for part in performance.parts:
        stored = {row.id for row in logs.get(part.number or 0, ())}
        desk_view = part.desk.views.get(part.number or 0, View())
        lane = part.number or 0
        _count(made, made.visitors, part.visitor, 0, desk_view, stored)
        _count(made, made.operators, part.desk, lane, part.visitor.view, stored)
    return made


def _count(
    made: Report, account: Account, sender: Client, lane: int, other: View, stored: set[str]
) -> None:
    outbox = sender.outbox
    for id in outbox.messages(lane):
        account.sent += 1
        account.stored += id in stored
        if (answer := outbox.acknowledged.get(id)) is not None:
            account.acknowledged += 1
            made.to_ack.append(answer.heard_at - outbox.added_at[id])
        if (shown_at := other.shown_at.get(id)) is not None:
            account.displayed += 1
            made.to_display.append(shown_at - outbox.added_at[id])


def _witnesses(part: Part) -> Iterable[Witness]:
    number = part.number or 0
    yield _witness(f"visitor {part.index}", part.visitor, number, 0, is_visitor=True)
    yield _witness(f"operator of {part.index}", part.desk, number, number, is_visitor=False)


def _witness(name: str, client: Client, number: int, lane: int, *, is_visitor: bool) -> Witness:
    view = client.views.get(lane, View())
    sent = client.outbox.order.get(lane, [])
    acknowledged = frozenset(id for id in sent if id in client.outbox.acknowledged)
    shown = [(entry["seq"], entry["id"]) for entry in view.entries]
    return Witness(name, number, is_visitor, shown, sent, acknowledged)


def _refused(performance: Performance) -> Counter[str]:
    return Counter(code for client in performance.clients for code in client.outbox.failed.values())


def lines(performance: Performance, made: Report) -> Iterable[str]:
    """The report, for people."""
    yield _summary(performance)
    yield ""
    yield f"{'':<22}{'visitors':>10}{'operators':>11}{'total':>10}"
    for name in ("sent", "acknowledged", "stored", "displayed"):
        values = [getattr(a, name) for a in (made.visitors, made.operators, made.total)]
        yield f"{name:<22}{values[0]:>10,}{values[1]:>11,}{values[2]:>10,}"
    found = made.findings
    for name, ids in (("lost", found.lost), ("doubled", found.doubled)):
        yield f"{name:<22}{'':>21}{len(ids):>10,}"
    yield f"{'out of order':<22}{'':>21}{len(found.disorder):>10,}"
    yield ""
    yield f"{'latency, ms':<22}" + "".join(f"{f'p{q * 100:.0f}':>10}" for q in QUANTILES)
    yield _latencies("send to acknowledged", made.to_ack)
    yield _latencies("send to displayed", made.to_display)
    yield from _what_is_wrong(made)


def _summary(performance: Performance) -> str:
    seconds = max(performance.ended_at - performance.started_at, 0.001)
    said = sum(part.said for part in performance.parts)
    again = sum(max(client.welcomes - 1, 0) for client in performance.clients)
    return (
        f"{len(performance.parts):,} dialogues, {said:,} messages in {seconds:.1f} s "
        f"({said / seconds:.1f} a second); {len(performance.clients):,} connections, "
        f"{again:,} reconnects"
    )


def _latencies(name: str, seconds: Sequence[float]) -> str:
    return f"{name:<22}" + "".join(f"{1000 * quantile(seconds, q):>10,.1f}" for q in QUANTILES)


def quantile(values: Sequence[float], q: float) -> float:
    """The smallest value that at least `q` of them do not exceed; NaN of none."""
    ordered = sorted(values)
    return ordered[max(math.ceil(q * len(ordered)) - 1, 0)] if ordered else math.nan


def _what_is_wrong(made: Report) -> Iterable[str]:
    reasons = list(made.findings.reasons)
    reasons += [f"refused by the server: {n} x {code}" for code, n in sorted(made.refused.items())]
    missing = made.total.sent - made.total.acknowledged - sum(made.refused.values())
    if missing > 0:
        reasons.append(f"never acknowledged: {missing}")
    if reasons:
        yield ""
        yield from reasons[:MOST_REASONS]
    if len(reasons) > MOST_REASONS:
        yield f"... and {len(reasons) - MOST_REASONS:,} more"

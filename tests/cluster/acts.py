"""One act: dialogues are played through the proxy, one part is taken away meanwhile, and everything
that was said is judged."""

import asyncio
import time
from dataclasses import dataclass, field

from chat.replay.dialogues import Dialogue, Turn
from chat.replay.oracle import Row
from chat.replay.play import Performance, Stage, Stalled
from chat.replay.report import Report, report

from .cluster import Cluster
from .faults import Fault

BEGINS_AFTER_S = 2.0
PATIENCE_S = 45.0
LINES = 16


@dataclass(frozen=True)
class Size:
    """`rate`: messages a second of all dialogues together, for about `seconds`."""

    rate: float = 25.0
    seconds: float = 9.0


@dataclass
class Act:
    """What came of it. Times in seconds, the longest of all messages."""

    fault: Fault
    took_s: float = 0.0
    messages: int = 0
    acknowledged: int = 0
    stored: int = 0
    lost: int = 0
    doubled: int = 0
    disordered: int = 0
    reconnects: int = 0
    ended: list[str] = field(default_factory=list)  # parts that gave up by themselves
    to_ack_s: float = 0.0
    to_display_s: float = 0.0
    wrong: list[str] = field(default_factory=list)


def dialogues(size: Size) -> list[Dialogue]:
    """Customer and operator in turn; as many as the rate fills."""
    count = max(round(size.rate * size.seconds / LINES), 2)
    turns = tuple(Turn(number % 2 == 0, f"line {number}") for number in range(LINES))
    return [Dialogue(turns)] * count


async def play(cluster: Cluster, fault: Fault, size: Size) -> Act:
    """Everything runs again when it returns."""
    acme, act, begun = cluster.acme, Act(fault), time.monotonic()
    stage = Stage(cluster.url, acme.site_key, acme.slug, list(acme.cookies.values()))
    performance = Performance(dialogues(size), stage, size.rate)
    before = _endings(cluster)
    taking = asyncio.create_task(_take_away(cluster, fault, performance))
    try:
        await performance.run(lambda: None, 0.2, PATIENCE_S)
    except (Stalled, OSError, TimeoutError) as error:
        act.wrong.append(f"{type(error).__name__} {error}".strip())
    try:
        await taking
        await asyncio.to_thread(cluster.wait_until_whole)
    except Exception as error:  # whatever it is, what was said is judged all the same
        act.wrong.append(f"{type(error).__name__}: {error}")
        await asyncio.to_thread(cluster.postgres.ensure)
    _count(
        act, report(performance, await asyncio.to_thread(_logs, cluster, performance)), performance
    )
    act.took_s = time.monotonic() - begun
    act.ended = [
        name for name, times in _endings(cluster).items() for _ in range(times - before[name])
    ]
    return act


def _endings(cluster: Cluster) -> dict[str, int]:
    return {name: part.ended_by_itself for name, part in cluster.parts.items()}


async def _take_away(cluster: Cluster, fault: Fault, performance: Performance) -> None:
    """In the middle of it: once everybody is connected and talks."""
    while not performance.started_at:
        await asyncio.sleep(0.05)
    await asyncio.sleep(BEGINS_AFTER_S)
    await fault.act(cluster)


def _logs(cluster: Cluster, performance: Performance) -> dict[int, list[Row]]:
    stored = cluster.logs()
    return {part.number: stored.get(part.number, []) for part in performance.parts if part.number}


def _count(act: Act, made: Report, performance: Performance) -> None:
    total = made.total
    act.messages, act.acknowledged, act.stored = total.sent, total.acknowledged, total.stored
    found = made.findings
    act.lost, act.doubled = len(found.lost), len(found.doubled)
    act.disordered = len(found.disorder)
    act.reconnects = sum(max(client.welcomes - 1, 0) for client in performance.clients)
    act.to_ack_s = max(made.to_ack, default=0.0)
    act.to_display_s = max(made.to_display, default=0.0)
    if not made.is_clean and not act.wrong:
        refused = [f"refused: {count} x {code}" for code, count in made.refused.items()]
        act.wrong += [*found.reasons[:5], *refused] or [f"incomplete: {total}"]

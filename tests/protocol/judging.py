"""Whether what the server stored and answered is what the model says.

The log is the witness: it puts what several people sent at once into one order, and that order is
gone through with the model. Each line has to be what somebody sent brings about in the state the
conversation was in by then; each refusal has to be right in some state it went through meanwhile.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .model import Act, Line, State, outcome
from .stage import Stored


class Wrong(AssertionError):
    """The server did something that the protocol does not allow."""


@dataclass
class Conversation:
    """One visitor's. `worlds`: the states it may be in; `acts`: all that was ever sent into it."""

    worlds: frozenset[State] = frozenset({State()})
    lines: dict[str, Line] = field(default_factory=dict)  # stored, by id, in order
    seqs: dict[str, tuple[int, int | None]] = field(default_factory=dict)
    acts: dict[str, list[Act]] = field(default_factory=dict)
    number: int | None = None
    been: set[State] = field(default_factory=set)  # since `begin`

    def begin(self, acts: Iterable[Act]) -> None:
        """These are sent now."""
        self.been = set(self.worlds)
        for act in acts:
            self.acts.setdefault(act.id, []).append(act)

    # --- what was stored ----------------------------------------------------------------------

    def follow(self, stored: Stored) -> None:
        """Goes through what is new in the log. Raises Wrong."""
        self.number = stored.number
        new = stored.rows[len(self.lines) :]
        if [row.seq for row in stored.rows] != list(range(1, len(stored.rows) + 1)):
            raise Wrong(f"the log has gaps: {[row.seq for row in stored.rows]}")
        while new:
            lines = [row.line for row in new]
            explained = self._explain(lines)
            for row in new[:explained]:
                self.lines[row.line.id] = row.line
                self.seqs[row.line.id] = (row.seq, row.public_seq)
            new = new[explained:]
        if stored.state not in self.worlds:
            raise Wrong(f"it is {stored.state}, and may be {sorted(self.worlds)}")
        self.worlds = frozenset({stored.state})

    def _explain(self, lines: Sequence[Line]) -> int:
        """How many of the first lines one act brought about."""
        for act in self._unstored():
            reached: set[State] = set()
            length = 0
            for state in self.worlds:
                told = outcome(state, act, self.lines)
                if told.lines and tuple(lines[: len(told.lines)]) == told.lines:
                    reached |= told.states
                    length = len(told.lines)
            if reached:
                self.worlds = frozenset(reached)
                self.been |= reached
                return length
        raise Wrong(f"nobody sent what the log goes on with: {lines[0]} in {sorted(self.worlds)}")

    def _unstored(self) -> Iterable[Act]:
        return (act for id, acts in self.acts.items() if id not in self.lines for act in acts)

    # --- what was answered --------------------------------------------------------------------

    def check_ack(self, act: Act, seq: int) -> None:
        if act.id not in self.seqs:
            raise Wrong(f"acknowledged and not stored: {act}")
        mine = self.seqs[act.id][1 if act.member is None else 0]
        if seq != mine:
            raise Wrong(f"{act} was acknowledged as {seq}, and is {mine}")
        if act.line[:4] != self.lines[act.id][:4]:
            raise Wrong(f"{act} was acknowledged, and is {self.lines[act.id]}")

    def check_refusal(self, act: Act, code: str) -> None:
        allowed = {outcome(state, act, self.lines).refusal for state in self.been}
        allowed |= {outcome(state, act, {}).refusal for state in self.been}
        if code not in allowed - {""}:
            raise Wrong(f"{act} was refused with {code}, and may be with {sorted(allowed)}")

    def check_order(self, acts: Sequence[Act], *, unheard: bool = False) -> None:
        """These were sent for the first time on one line, in that order. `unheard`: and sent again,
        as no answer came; what may have been refused the first time has no place in the order."""
        if unheard:
            acts = [act for act in acts if not self._may_be_refused(act)]
        stored = [self.seqs[act.id][0] for act in acts if act.id in self.seqs]
        if stored != sorted(stored):
            raise Wrong(f"one line's entries were stored in another order: {stored}")

    def _may_be_refused(self, act: Act) -> bool:
        return any(outcome(state, act, {}).refusal for state in self.been)

    def expected_view(self, stored: Stored, *, is_visitor: bool) -> list[tuple]:
        rows = [row for row in stored.rows if not is_visitor or row.line.is_public]
        return [
            (row.public_seq if is_visitor else row.seq, row.line.id, row.line.kind, row.body)
            for row in rows
        ]


def shown(entries: Sequence[Mapping]) -> list[tuple]:
    return [(entry["seq"], entry["id"], entry["kind"], entry["body"]) for entry in entries]

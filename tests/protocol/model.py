"""What docs/protocol.md says a conversation does, without sockets, database or clock.

A conversation is in one of a few states; what somebody sends is refused with a code, or adds
entries to the log and leads to the next state. Nothing here is shared with the server.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID, uuid5


class State(NamedTuple):
    """`operator`: the membership that has it, or had it before it was closed."""

    status: str = "none"
    operator: int | None = None


class Line(NamedTuple):
    """An entry of the log, as far as the model says what it is."""

    id: str
    kind: str
    author: str
    member: int | None = None
    is_public: bool = True


@dataclass(frozen=True)
class Act:
    """Something sent that would be an entry. `member` is None for the visitor."""

    id: str
    verb: str
    member: int | None = None

    @property
    def line(self) -> Line:
        """The entry that carries its id."""
        match self.verb:
            case "send" if self.member is None:
                return Line(self.id, "message", "visitor")
            case "send":
                return Line(self.id, "message", "operator", self.member)
            case "note":
                return Line(self.id, "note", "operator", self.member, is_public=False)
            case "take":
                return assigned(self.id, self.member)
            case "release":
                return assigned(self.id, None)
            case "close":
                return Line(self.id, "closed", "operator", self.member)
            case "reopen":
                return Line(self.id, "reopened", "operator", self.member)
        raise ValueError(self.verb)

    def brings(self, purpose: str) -> str:
        """The id of an entry that this one brings about, the same at every retry."""
        return str(uuid5(UUID(self.id), purpose))


@dataclass(frozen=True)
class Outcome:
    """`refusal`: a code, and nothing happens. Else the lines it adds, and where that may lead.

    No lines and no refusal: it was stored before, and is acknowledged again."""

    lines: tuple[Line, ...] = ()
    states: frozenset[State] = field(default_factory=frozenset)
    refusal: str = ""


def assigned(id: str, member: int | None) -> Line:
    return Line(id, "assigned", "system", member)


def outcome(state: State, act: Act, stored: Mapping[str, Line]) -> Outcome:
    """Of the act in that state, where `stored` is in the log already."""
    if known := stored.get(act.id):
        is_same = known[:4] == act.line[:4]
        return Outcome(states=frozenset({state})) if is_same else Outcome(refusal="id_reused")
    if act.member is None:
        return _visitor_sends(state, act)
    if act.verb == "note":
        return _leads(act.line, to=state)
    return _ACTIONS[act.verb](state, act)


def _leads(*lines: Line, to: State | set[State]) -> Outcome:
    return Outcome(lines, frozenset({to} if isinstance(to, State) else to))


def _visitor_sends(state: State, act: Act) -> Outcome:
    if state.status == "none":
        told = Line(act.brings("acknowledgement"), "message", "automatic")
        return _leads(act.line, told, to=State("waiting"))
    if state.status != "closed":
        return _leads(act.line, to=state)
    # Back to whoever had it, where they would be given it now: the model does not know.
    back = {State("waiting")} | ({State("open", state.operator)} if state.operator else set())
    again = Line(act.brings("reopened"), "reopened", "system")
    return _leads(again, act.line, to=back)


def _sends(state: State, act: Act) -> Outcome:
    if state.status == "closed":
        return Outcome(refusal="not_open")
    mine = State("open", act.member)
    if state.status == "waiting":
        return _leads(assigned(act.brings("taken"), act.member), act.line, to=mine)
    return _leads(act.line, to=mine) if state == mine else Outcome(refusal="not_yours")


def _takes(state: State, act: Act) -> Outcome:
    if state.status == "waiting":
        return _leads(act.line, to=State("open", act.member))
    return Outcome(refusal="not_open" if state.status == "closed" else "already_taken")


def _releases(state: State, act: Act) -> Outcome:
    if state == State("open", act.member):
        return _leads(act.line, to=State("waiting"))
    return Outcome(refusal="not_yours")


def _closes(state: State, act: Act) -> Outcome:
    if state.status == "closed":
        return Outcome(refusal="already_closed")
    return _leads(act.line, to=State("closed", state.operator))


def _reopens(state: State, act: Act) -> Outcome:
    if state.status != "closed":
        return Outcome(refusal="not_open")
    taken = assigned(act.brings("taken"), act.member)
    return _leads(act.line, taken, to=State("open", act.member))


_ACTIONS = {
    "send": _sends,
    "take": _takes,
    "release": _releases,
    "close": _closes,
    "reopen": _reopens,
}

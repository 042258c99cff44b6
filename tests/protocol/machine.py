"""The state machine: people who chat by raw frames, well and badly, and a model that knows better.

Two visitors (one with two tabs) and two operators on real sockets of a running server. Hypothesis
chooses who does what, alone or at once, repeats ids, cuts lines with frames on their way, comes
back with an old place in the log; after each step the log is gone through with the model.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from .playing import ENDS, VISITORS, Play
from .stage import Stage

VERBS = ["send", "send", "note", "take", "release", "close", "reopen"]

who_does_what = st.tuples(
    st.sampled_from(ENDS), st.sampled_from(VERBS), st.sampled_from([*VISITORS])
)
Deed = tuple[str, str, str]  # who (one of their lines), what, in whose conversation


class ProtocolMachine(RuleBasedStateMachine):
    """Subclasses say on which `stage`."""

    stage: ClassVar[Stage]

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.play = Play(self.stage)

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        self.loop.run_until_complete(work)

    @initialize()
    def everybody_comes(self) -> None:
        self.run(self.play.begin())

    @rule(deed=who_does_what)
    def somebody_does_something(self, deed: Deed) -> None:
        self.run(self.play.play([self.play.sent(deed)]))

    @rule(deeds=st.lists(who_does_what, min_size=2, max_size=6))
    def several_do_something_at_once(self, deeds: list[Deed]) -> None:
        self.run(self.play.play([self.play.sent(deed) for deed in deeds]))

    @rule(deed=who_does_what, times=st.integers(2, 3))
    def somebody_repeats_themselves(self, deed: Deed, times: int) -> None:
        self.run(self.play.play([self.play.sent(deed)] * times))

    @rule(deed=who_does_what, which=st.integers(0, 30))
    def an_old_id_comes_again(self, deed: Deed, which: int) -> None:
        """From whoever, as what it was or as something else."""
        used = [*self.play.chats[deed[2]].acts]
        if used:
            self.run(self.play.play([self.play.sent(deed, id=used[which % len(used)])]))

    @rule(deeds=st.lists(who_does_what, min_size=1, max_size=4))
    def lines_break_with_something_on_its_way(self, deeds: list[Deed]) -> None:
        self.run(self.play.break_lines([self.play.sent(deed) for deed in deeds]))

    @rule(
        end=st.sampled_from(ENDS),
        after=st.one_of(st.none(), st.integers(0, 40)),
        epoch=st.sampled_from(["known", "none", "another"]),
    )
    def somebody_comes_back(self, end: str, after: int | None, epoch: str) -> None:
        """With any place in the log: what fits is gone on with, what does not is begun anew."""
        who = self.play.ends[end]
        said = {"known": who.epoch, "none": None, "another": "f" * 16}[epoch]
        self.run(self.play.come_back(who, after, said))

    @rule(end=st.sampled_from(ENDS))
    def somebody_reads_it_all(self, end: str) -> None:
        self.run(self.play.read(self.play.ends[end]))

    def teardown(self) -> None:
        try:
            if len(self.play.ends) == len(ENDS):
                self.run(self.play.all_see_the_same())
        finally:
            self.run(self.play.end())
            self.loop.close()

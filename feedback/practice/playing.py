"""What the simulated customer does by themselves: hears, waits, types and writes.

`move_on` is called by whoever looks at the sandbox: the worker that tends it, and the console that
asks how it stands. The chat's row is the lock and the memory, and a line is posted in the
transaction that takes it off what is pending: it survives every restart and is said once.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from chat import actions
from chat.actions import Refused
from chat.events import Push, announce, conversation_group
from chat.models import Entry, Visitor
from chat.team import is_here
from feedback.models import PracticeChat, PracticeRun
from helpdesk.tenancy import tenant_scope
from tenants.models import Tenant

from .customer import Customer, Line
from .finishing import finish
from .listening import Turn, event_of, turns
from .scenario import read

NAMESPACE = UUID("0d4f9f0e-55a4-4a53-9d3e-8f5a0a6a3a77")
LOOK_EVERY_S = 2.0
PAUSE_S = 2.5  # so long nothing more comes from the operator: what they said is whole
PARTING_S = 60.0  # so long a customer who has everything waits for a kind ending
COMES_WITHIN = timedelta(minutes=10)  # whoever has not opened the console by then does not practise
LONGEST_BODY = 4000


def care(tenant: Tenant) -> Iterable[datetime | None]:
    """Registered with chat.tending: in a sandbox the customer moves on."""
    return [move_on()] if tenant.is_sandbox else []


@transaction.atomic
def move_on() -> datetime | None:
    """Call inside a sandbox's scope. When to look again; None where nobody practises, or somebody
    else is at it in this moment."""
    rows = PracticeChat.objects.select_for_update(skip_locked=True, of=("self",))
    rows = rows.select_related("tenant", "visitor", "member").defer("member__photo")
    chat = rows.filter(over_at=None).first()
    return None if chat is None else Play(chat, timezone.now()).go()


class Play:
    """One look at a locked chat."""

    def __init__(self, chat: PracticeChat, now: datetime) -> None:
        self.chat, self.now = chat, now
        self.customer = Customer.from_state(read(chat.content), chat.state)

    def go(self) -> datetime | None:
        if self.chat.visitor is None and not self._come():
            return self._keep()
        self._hear()
        self._wait()
        self._write()
        if self.customer.is_over and not self.chat.pending:
            finish(self.chat, self.customer.outcome, self.customer.memory.changes)
            return None
        return self._keep()

    def _keep(self) -> datetime | None:
        """Stored, with when to look again."""
        chat = self.chat
        if chat.over_at is not None:
            return None
        soonest = self.now + timedelta(seconds=LOOK_EVERY_S * min(chat.pace, 1))
        moments = [_moment(line[key]) for line in chat.pending for key in ("typing", "due")]
        chat.due_at = min([soonest, *(moment for moment in moments if moment > self.now)])
        chat.state = self.customer.state()
        chat.save()
        return chat.due_at

    # --- they come ----------------------------------------------------------------------------

    def _come(self) -> bool:
        """Once somebody is there to answer."""
        chat = self.chat
        if not is_here(chat.member):
            if self.now - chat.started_at > COMES_WITHIN:
                finish(chat, PracticeRun.Outcome.STOPPED, [])
            return False
        scenario = self.customer.scenario
        page = {"url": _page(chat, scenario.page), "title": ""} if scenario.page else None
        visitor, _ = actions.new_visitor(
            tenant=chat.tenant, page=page, locale="en", language="en", zone=chat.tenant.zone
        )
        Visitor.objects.filter(pk=visitor.pk).update(name=scenario.name)
        visitor.name = scenario.name
        chat.visitor, chat.started_at = visitor, self.now
        self._plan(self.customer.begin())
        return True

    # --- they hear ----------------------------------------------------------------------------

    def _hear(self) -> None:
        if self.chat.visitor.current_id is None:
            return
        rows = Entry.objects.filter(
            conversation=self.chat.visitor.current_id, seq__gt=self.chat.heard_seq
        )
        heard = [entry for entry in rows.order_by("seq") if event_of(entry) is not None]
        if not heard or not self._is_whole(heard[-1]):
            return
        for turn in turns(heard):
            self._take(turn)
        self.chat.heard_seq = heard[-1].seq
        shown = [entry.public_seq for entry in heard if entry.public_seq is not None]
        if shown:
            actions.mark_read_by_visitor(visitor=self.chat.visitor, seq=max(shown))

    def _is_whole(self, last: Entry) -> bool:
        paused = (self.now - last.at).total_seconds()
        return bool(event_of(last)) or paused >= PAUSE_S * self.chat.pace

    def _take(self, turn: Turn) -> None:
        known = len(self.customer.memory.changes)
        if turn.event:
            lines = self.customer.event(turn.event)
        else:
            lines = self.customer.answer(turn.said, self._waited(turn.at))
        for change in self.customer.memory.changes[known:]:
            change["seq"] = turn.seq_at(change["at"])
        self.chat.since = None
        if turn.event in ("closed", "blocked"):
            self.chat.pending = []
        else:
            self._plan(lines)

    def _waited(self, until: datetime) -> float:
        if self.chat.since is None:
            return 0.0
        return max((until - self.chat.since).total_seconds(), 0) / self.chat.pace

    # --- they wait ----------------------------------------------------------------------------

    def _wait(self) -> None:
        chat, customer = self.chat, self.customer
        longest = timedelta(minutes=customer.scenario.most_minutes * chat.pace)
        if self.now - chat.started_at > longest:
            self._plan(customer.run_out())
        elif not chat.pending and chat.since is not None:
            silent_s = self._waited(self.now)
            if customer.memory.content and silent_s > PARTING_S:
                customer.let_go()
            self._plan(customer.wait(silent_s))

    # --- they write ---------------------------------------------------------------------------

    def _plan(self, lines: list[Line]) -> None:
        """Typed one after the other."""
        begins = max([self.now, *(_moment(line["due"]) for line in self.chat.pending)])
        for line in lines:
            takes = timedelta(seconds=line.delay_s * self.chat.pace)
            due = begins + takes
            self.chat.pending.append(
                {
                    "n": self.chat.said + len(self.chat.pending),
                    "text": line.text[:LONGEST_BODY],
                    "typing": (begins + takes * 0.25).isoformat(),
                    "due": due.isoformat(),
                }
            )
            begins = due

    def _write(self) -> None:
        chat = self.chat
        while chat.pending and _moment(chat.pending[0]["due"]) <= self.now:
            line = chat.pending.pop(0)
            chat.said = line["n"] + 1
            self._post(line)
        if chat.pending and _moment(chat.pending[0]["typing"]) <= self.now:
            self._show_typing()

    def _post(self, line: dict) -> None:
        chat = self.chat
        about = f"{chat.company_id}.{chat.run}.{line['n']}"
        try:
            actions.post_visitor_message(
                visitor=chat.visitor, client_id=uuid5(NAMESPACE, about), body=line["text"]
            )
        except Refused:  # shut out meanwhile: nothing more is heard of them
            chat.pending = []
            return
        chat.visitor.refresh_from_db(fields=["current"])
        chat.since = chat.since or self.now

    def _show_typing(self) -> None:
        visitor = self.chat.visitor
        if visitor.current_id is None:
            return
        author = {"kind": "visitor", "name": visitor.name, "member": None}
        told = {"type": "typing", "on": True, "author": author, "conversation": visitor.current_id}
        announce([Push(conversation_group(self.chat.tenant_id, visitor.current_id), told)])


def _page(chat: PracticeChat, path: str) -> str:
    """On the company's own site, where it has named one."""
    with tenant_scope(chat.company_id):
        origins = Tenant.objects.values_list("allowed_origins", flat=True).get(pk=chat.company_id)
    origin = next(iter(origins), "https://shop.example")
    return f"{origin}/{path.lstrip('/')}"


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)

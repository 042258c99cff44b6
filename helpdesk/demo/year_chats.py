"""One chat of the year: who asks, who answers, how long it takes and how it ends."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from chat.history import Line, PastChat, PastVisitor, assigned, said_by
from chat.models import Author, Kind, Priority
from chat.phrases import phrase
from tenants.models import Membership, Tenant

from .telling import SHOP
from .year_words import BYE, HELLO, LANGUAGES, MORE, PROMISE, SORE, SUBJECTS, THANKS, Subject

OPENS, CLOSES = 9, 17
NAMES = ["", "", "", "", "Ida", "Jonas", "Marie", "Lucas", "Elena", "Hugo", "Sofia", "Karim"]


@dataclass(frozen=True)
class Worker:
    """`pace`: how long they take, 1 being usual; `care`: how happy it leaves people, 1 usual."""

    member: Membership
    departments: frozenset[int]
    pace: float
    care: float


@dataclass(slots=True)
class Told:
    """A chat with what it became: for ratings, promises, reviews and tags."""

    chat: PastChat
    subject: Subject
    language: str
    worker: Worker | None
    wait_s: float
    is_sore: bool
    promised_at: datetime | None = None


class Teller:
    """Invents chats of one company. Call inside its scope."""

    def __init__(
        self,
        tenant: Tenant,
        workers: list[Worker],
        departments: dict[str, int],
        chance: Random,
    ) -> None:
        self.tenant, self.workers = tenant, workers
        self.departments, self.chance = departments, chance
        self.languages = list(LANGUAGES), list(LANGUAGES.values())
        self.subjects = [subject.weight for subject in SUBJECTS]
        self.phrases = {
            (name, language): phrase(name, tenant, language)
            for name in ("acknowledgement", "masked", "goodbye")
            for language in LANGUAGES
        }

    def tell(self, at: datetime) -> Told:
        chance = self.chance
        language = chance.choices(*self.languages)[0]
        subject = chance.choices(SUBJECTS, self.subjects)[0]
        is_open = at.weekday() < 6 and OPENS <= at.hour < CLOSES
        busy = 1.6 if at.hour in (10, 11, 14) and at.month in (1, 11, 12) else 1.0
        is_sore = chance.random() < (0.22 if subject.is_sore else 0.06) * busy
        chat = PastChat(
            PastVisitor(chance.choice(NAMES), language),
            [Line(at.astimezone(UTC), Kind.MESSAGE, Author.VISITOR, subject.said[language][0])],
            page_url=SHOP + subject.page,
            page_title=subject.title,
            department_id=self.departments.get(subject.department),
            priority=Priority.HIGH if is_sore else Priority.NORMAL,
            mood_peak=chance.randint(58, 95) if is_sore else min(50, int(chance.expovariate(0.09))),
        )
        told = Told(chat, subject, language, None, 0.0, is_sore)
        self._automatic(told, "acknowledgement" if is_open else "masked", 1)
        if is_open and chance.random() < 0.035 * busy**2:
            self._give_up(told)
        else:
            self._answer(told, at if is_open else _next_opening(at), busy)
        return told

    def _automatic(self, told: Told, name: str, after_s: float) -> None:
        lines = told.chat.lines
        at = lines[-1].at + timedelta(seconds=after_s)
        words, data = self.phrases[name, told.language], {"auto": name}
        who = {"author_name": self.tenant.name, "data": data}
        lines.append(Line(at, Kind.MESSAGE, Author.AUTOMATIC, words, **who))

    def _give_up(self, told: Told) -> None:
        """Nobody came in time."""
        self._automatic(told, "goodbye", self.chance.uniform(400, 1500))
        at, data = told.chat.lines[-1].at, {"by": "automatic"}
        told.chat.lines.append(Line(at, Kind.CLOSED, Author.SYSTEM, data=data))

    def _answer(self, told: Told, since: datetime, busy: float) -> None:
        chance, chat = self.chance, told.chat
        worker = told.worker = self._worker(chat.department_id)
        told.wait_s = chance.lognormvariate(2.9, 0.9) * worker.pace * busy
        at = since.astimezone(UTC) + timedelta(seconds=1 + told.wait_s)
        chat.operator_id, chat.assigned_at = worker.member.pk, at
        chat.lines.append(assigned(at, worker.member))
        name = worker.member.display_name
        at = self._says(told, at, HELLO[told.language].format(name=name), 14)
        at = self._says(told, at, told.subject.said[told.language][1], 45 * busy)
        if told.is_sore:
            at = self._asks(told, at, SORE[told.language])
            told.promised_at = at = self._says(told, at, PROMISE[told.language], 60 * busy)
        for _ in range(chance.choices([0, 1, 2], [50, 35, 15])[0]):
            at = self._asks(told, at, MORE[told.language][0])
            at = self._says(told, at, MORE[told.language][1], 40 * busy)
        if chance.random() < 0.7:
            at = self._asks(told, at, THANKS[told.language])
            at = self._says(told, at, BYE[told.language], 20)
        at += timedelta(seconds=chance.uniform(5, 240))
        if chance.random() < 0.4:
            data = {"what": "tagged", "value": told.subject.tag}
            chat.lines.append(said_by(worker.member, at, "", Kind.CHANGED)._replace(data=data))
        chat.lines.append(said_by(worker.member, at, "", Kind.CLOSED))

    def _says(self, told: Told, at: datetime, words: str, usual_s: float) -> datetime:
        """Now and then somebody is kept waiting."""
        assert told.worker is not None, "somebody has it"
        slow = 4.0 if self.chance.random() < 0.07 else 1.0
        after_s = self.chance.lognormvariate(0, 0.5) * usual_s * told.worker.pace * slow
        at += timedelta(seconds=after_s)
        told.chat.lines.append(said_by(told.worker.member, at, words))
        return at

    def _asks(self, told: Told, at: datetime, words: str) -> datetime:
        at += timedelta(seconds=self.chance.lognormvariate(3.4, 0.6))
        told.chat.lines.append(Line(at, Kind.MESSAGE, Author.VISITOR, words))
        return at

    def _worker(self, department: int | None) -> Worker:
        fit = [each for each in self.workers if department in each.departments]
        return self.chance.choice(fit or self.workers)


def _next_opening(at: datetime) -> datetime:
    opening = at.replace(hour=OPENS, minute=1, second=0)
    if at.hour >= OPENS:
        opening += timedelta(days=1)
    return opening + timedelta(days=1) if opening.weekday() == 6 else opening

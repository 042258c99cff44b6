"""Tess has practised twice: once it was read and passed, once it waits for a supervisor."""

from datetime import datetime, timedelta

from django.utils import timezone

from chat.models import Author
from chat.render import instant
from feedback.models import PracticeRun
from feedback.practice.customer import Customer, Line
from feedback.practice.shipped import shipped
from feedback.reviews.masking import masked
from feedback.scoring import Facts, Said, score
from tenants.models import Membership, Tenant

NEWCOMERS_PASS = 2
WELL = [
    (25, "Hello Ben, I am Tess, happy to help. What exactly is not working?"),
    (20, "Thank you. What happens when you switch it on?"),
    (30, "I see. How long does it take until it goes dark?"),
    (
        35,
        "That sounds like its timer. Please press the button on the cable for three seconds, until "
        "the green dot goes out. Then it stays on.",
    ),
    (15, "You are very welcome, Ben. Have a lovely evening!"),
]
MIXED = [
    (70, "Hi"),
    (20, "Can you give me ur order number?"),
    (
        40,
        "Thank you. I am so sorry that it came broken, I understand how annoying that is. I can "
        "send you a new lamp today or give you your money back, whichever you prefer.",
    ),
    (20, "The new one will be with you by Friday. Have a good day, Rita!"),
]


def practise_some(tenant: Tenant, people: dict[str, Membership]) -> None:
    """Call inside the company's scope."""
    tenant.practice_required = NEWCOMERS_PASS
    tenant.save(update_fields=["practice_required"])
    now = timezone.now()
    passed = _play(tenant, people["tess"], "unclear", WELL, now - timedelta(days=2, hours=3))
    passed.reviewer, passed.reviewed_at = people["sam"], now - timedelta(days=1, hours=20)
    passed.verdict = PracticeRun.Verdict.PASSED
    passed.comment = (
        "One open question at a time, and you let him finish. Next time say back what you have "
        "understood before you give the solution."
    )
    waiting = _play(tenant, people["tess"], "angry", MIXED, now - timedelta(hours=20))
    PracticeRun.objects.bulk_create([passed, waiting])


def _play(
    tenant: Tenant, member: Membership, key: str, told: list[tuple[int, str]], at: datetime
) -> PracticeRun:
    scenario = shipped()[key]
    customer, talk = Customer(scenario, seed=3), Talk(at, scenario.name, member.display_name)
    talk.hears(customer.begin())
    for after_s, words in told:
        known = len(customer.memory.changes)
        seq = talk.says(words, after_s)
        talk.hears(customer.answer(words, after_s))
        for change in customer.memory.changes[known:]:
            change["seq"] = seq
    customer.let_go()
    points = score(talk.said, Facts(looked_at=talk.at)).points
    return PracticeRun(
        tenant=tenant,
        member=member,
        scenario=key,
        content=scenario.as_data(),
        seed=3,
        started_at=at,
        ended_at=talk.at,
        outcome=customer.outcome,
        presence_before=member.presence,
        transcript=talk.kept(),
        changes=customer.memory.changes,
        score=[point.stored() for point in points],
    )


class Talk:
    """What is said, one after the other, from a moment on."""

    def __init__(self, at: datetime, customer: str, operator: str) -> None:
        self.at, self.customer, self.operator = at, customer, operator
        self.said: list[Said] = []

    def hears(self, lines: list[Line]) -> None:
        for line in lines:
            self._add(Author.VISITOR, line.text, line.delay_s, self.customer)

    def says(self, words: str, after_s: float) -> int:
        return self._add(Author.OPERATOR, words, after_s, self.operator)

    def _add(self, author: str, text: str, after_s: float, name: str) -> int:
        self.at += timedelta(seconds=after_s)
        self.said.append(Said(len(self.said) + 1, self.at, str(author), text, name))
        return len(self.said)

    def kept(self) -> list[dict[str, object]]:
        return [
            {
                "seq": one.seq,
                "at": instant(one.at),
                "author": one.author,
                "name": one.name,
                "text": masked(one.text),
            }
            for one in self.said
        ]

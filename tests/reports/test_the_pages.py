"""The pages of reports: who sees them, what they say and what they keep to themselves."""

import csv
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chat.etiquette.models import CheckCount
from chat.models import Conversation
from chat.presence import come_online
from feedback.models import ReportChat, WeekTerm
from feedback.reports.counting import count, hour_of_week
from feedback.reports.live import clock, tone
from feedback.reports.parts import PARTS
from feedback.reports.saying import share_number, time, time_number
from feedback.surveys.figures import share
from feedback.surveys.pictures import monday
from tenants.audit.models import AuditEntry
from tenants.models import Department
from tests.conftest import sign_in
from tests.surveys.conftest import Chat

HOME = "/t/acme/reports/"


@pytest.fixture
def as_():
    return lambda member: sign_in(Client(), member)


@pytest.fixture
def busy(in_acme):
    """Forty chats of these and the last days, half of them Omar's, and what stands beside them."""
    cast, now = in_acme, timezone.now()
    cast.billing = Department.objects.create(tenant=cast.acme, name="=Billing")
    count(cast.acme)
    chats = Conversation.objects.bulk_create(
        Conversation(tenant=cast.acme, visitor=cast.visitor) for _ in range(40)
    )
    ReportChat.objects.bulk_create(_facts(cast, n, row, now) for n, row in enumerate(chats))
    CheckCount.objects.create(
        tenant=cast.acme, rule="shortcuts", day=now.date(), member=cast.omar, shown=9, fixed=6
    )
    week = {"week": monday(now.date()), "language": "de", "stem": "paket", "word": "Paket"}
    WeekTerm.objects.create(tenant=cast.acme, chats=7, **week)
    count(cast.acme)
    return cast


def _facts(cast, n, row, now):
    began = now - timedelta(days=n)
    return ReportChat(
        tenant=cast.acme,
        conversation=row,
        began_at=began,
        day=began.date(),
        hour=hour_of_week(began),
        department=cast.billing.pk if n % 2 else None,
        member=cast.omar.pk if n % 2 else cast.sam.pk,
        page="/pricing" if n % 4 else "",
        language="de" if n % 3 else "ar",
        answer_s=30 + n,
        wait_s=9,
        handling_s=600,
        satisfied=n % 2,
        **dict.fromkeys(("answered", "in_target", "asked", "rated", "felt", "upset", "gaps"), 1),
    )


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_before_there_is_anything(in_acme, as_):
    ada = as_(in_acme.ada)
    assert "No chat has ended yet" in text_of(ada.get(f"{HOME}speed/"))
    assert "<dd>0</dd>" in text_of(ada.get(f"{HOME}live/"))


def test_before_the_first_count(in_acme, as_, new_id):
    Chat(in_acme, new_id).closes()
    assert "Your chats are being counted" in text_of(as_(in_acme.ada).get(HOME))


def test_every_page_with_every_filter(busy, as_):
    sam = as_(busy.sam)
    asked = [
        {},
        {"operator": busy.omar.pk},
        {"department": busy.billing.pk, "language": "de"},
        {"page": "/pricing", "first": "2020-01-01"},
        {"first": "nonsense", "operator": "x", "language": "<script>"},
    ]
    for part in PARTS:
        for data in asked:
            text_of(sam.get(f"{HOME}{part}/", data))
    assert sam.get(f"{HOME}nonsense/").status_code == 404


def test_what_they_say(busy, as_):
    ada = as_(busy.ada)
    overview = text_of(ada.get(HOME))
    assert 'class="figure">30<' in overview and "Before: 10" in overview and "+200%" in overview
    speed = text_of(ada.get(f"{HOME}speed/"))
    assert "9 s" in speed and "10 min<" in speed
    groups = text_of(ada.get(f"{HOME}groups/"))
    assert "Omar" in groups and "German" in groups and "No department" in groups
    quality = text_of(ada.get(f"{HOME}quality/"))
    assert "67%" in quality and "Upset customers" in quality
    assert "Paket" in text_of(ada.get(f"{HOME}topics/"))
    assert "level-5" in text_of(ada.get(f"{HOME}volume/"))


def test_nobody_is_ranked_by_upset_customers_nor_judged_by_a_few_ratings(busy, as_):
    ada = as_(busy.ada)
    of_omar = text_of(ada.get(f"{HOME}quality/", {"operator": busy.omar.pk}))
    assert "Upset" not in of_omar and "100%" in of_omar
    few = {"operator": busy.omar.pk, "first": f"{timezone.now() - timedelta(days=3):%Y-%m-%d}"}
    assert "Too few answers yet" in text_of(ada.get(f"{HOME}quality/", few))
    assert "Upset" not in text_of(ada.get(f"{HOME}groups/"))


def test_every_table_as_a_file(busy, as_):
    ada = as_(busy.ada)
    for part, name in [
        ("overview", "chats"),
        ("volume", "hours"),
        ("speed", "speed"),
        ("speed", "first-answer"),
        ("quality", "quality"),
        ("quality", "checks"),
        ("groups", "member"),
        ("topics", "topics"),
    ]:
        response = ada.get(f"{HOME}{part}/{name}.csv")
        lines = list(csv.reader(response.content.decode("utf-8-sig").splitlines()))
        assert len(lines) > 1 and {len(line) for line in lines} == {len(lines[0])}, name
    names = [line[0] for line in _lines(ada.get(f"{HOME}groups/department.csv"))]
    assert "'=Billing" in names  # no spreadsheet runs it
    assert ada.get(f"{HOME}groups/nonsense.csv").status_code == 404
    assert AuditEntry.objects.filter(action="export.made", target="reports").count() == 9


def _lines(response):
    return list(csv.reader(response.content.decode("utf-8-sig").splitlines()))


def test_only_whoever_may_see_reports(busy, as_):
    for path in (
        HOME,
        f"{HOME}speed/",
        f"{HOME}live/",
        f"{HOME}live/now/",
        f"{HOME}groups/page.csv",
    ):
        assert as_(busy.omar).get(path).status_code == 403
        assert as_(busy.eve).get(path).status_code == 404
    assert "/reports/" not in text_of(as_(busy.omar).get("/t/acme/ratings/"))


def test_how_it_stands_now(in_acme, as_, new_id):
    from chat import actions

    cast, ada = in_acme, as_(in_acme.ada)
    come_online(member=cast.omar)
    said = {"client_id": new_id(), "body": "Hello?"}
    number = actions.post_visitor_message(visitor=cast.visitor, **said).entry.conversation_id
    Conversation.objects.filter(pk=number).update(queued_at=timezone.now() - timedelta(seconds=90))
    told = ada.get(f"{HOME}live/now/").json()
    waits = (told["numbers"]["waiting"], told["tones"]["longest"])
    assert waits == ("1", "warn") and told["numbers"]["longest"].startswith("1:3")
    assert [row["name"] for row in told["team"]] == ["Omar"]
    assert told["departments"][0]["name"] == "No department"
    actions.take(member=cast.omar, conversation_id=number, client_id=new_id())
    Conversation.objects.update(waiting_since=timezone.now() - timedelta(seconds=121))
    told = ada.get(f"{HOME}live/now/").json()["numbers"]
    assert (told["waiting"], told["open"], told["unanswered"], told["online"]) == (
        "0",
        "1",
        "1",
        "1",
    )
    assert (told["load"], told["longest"]) == ("33%", "–")


@pytest.mark.parametrize(
    ("seconds", "text", "how"),
    [
        (None, "–", ""),
        (59, "0:59", ""),
        (60, "1:00", "warn"),
        (120, "2:00", "bad"),
        (3729, "1:02:09", "bad"),
    ],
)
def test_how_a_wait_reads(seconds, text, how):
    assert (clock(seconds), tone(seconds)) == (text, how)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, "–"), (0, "0 s"), (59.4, "59 s"), (61, "1 min"), (98, "1 min 40 s"), (577, "10 min"),
     (3540, "59 min"), (3700, "1 h 2 min")],
)  # fmt: skip
def test_times_are_said_no_finer_than_they_are_known(seconds, text):
    assert time(seconds) == text


@pytest.mark.parametrize(
    ("now", "before", "more_is", "expected"),
    [
        (share(90, 100), share(60, 100), "good", ("+30", "good")),
        (share(60, 100), share(90, 100), "good", ("−30", "bad")),
        (share(90, 100), share(60, 100), "bad", ("+30", "bad")),
        (share(17, 20), share(6, 6), "good", ("−15", "")),  # too few to call it worse
        (share(5, 10), share(5, 10), "good", ("=", "")),
        (share(5, 10), None, "good", ("", "")),
        (None, share(5, 10), "good", ("", "")),
    ],
)
def test_only_what_is_more_than_chance_is_judged(now, before, more_is, expected):
    number = share_number("x", now, before, more_is=more_is)
    assert (number.change, number.tone) == expected


def test_a_change_of_times_within_the_blur_is_not_judged():
    told = [time_number("x", now, 100).tone for now in (60, 91, 109, 150)]
    assert told == ["good", "", "", "bad"]
    assert time_number("x", 150, 100, is_judged=False).tone == ""

"""Whatever is asked for, sums of months and days say what counting each chat says: also after chats
changed, went away or turned up, and in whatever zone."""

from datetime import UTC, date, datetime, timedelta
from math import ceil
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chat.models import Conversation
from feedback.models import ReportChat, ReportDirtyDay, ReportState, ReportSum
from feedback.reports.asking import NOTHING, Filters, Period
from feedback.reports.buckets import ANSWER, EDGES, ERROR, HANDLING, WAIT, bucket_of
from feedback.reports.counting import count, hour_of_week
from feedback.reports.reading import days_of, times_of, totals, totals_by
from feedback.reports.summing import BY, COUNTS, sum_up, sum_up_month

START = datetime(2026, 1, 28, 20, tzinfo=UTC)
ZONES = ["UTC", "Asia/Kolkata", "America/New_York", "Pacific/Apia"]
seconds = st.none() | st.integers(0, 100) | st.integers(0, 3 * 10**6)
chats = st.fixed_dictionaries(
    {
        "began_at": st.integers(0, 40 * 24 * 60).map(lambda n: START + timedelta(minutes=n)),
        "department": st.sampled_from([None, 1, 2]),
        "member": st.sampled_from([None, 7]),
        "page": st.sampled_from(["", "/pricing"]),
        "language": st.sampled_from(["de", "ar"]),
        "wait_s": seconds,
        "answer_s": seconds,
        "handling_s": seconds,
        **{name: st.integers(0, 3) for name in ("answered", "gaps", "rated", "review_points")},
    }
)
filters = st.builds(
    Filters,
    department=st.sampled_from([None, None, 1, NOTHING]),
    member=st.sampled_from([None, None, 7]),
    page=st.sampled_from([None, None, "/pricing", NOTHING]),
    language=st.sampled_from([None, None, "de"]),
)


@pytest.fixture
def kept(in_acme):
    """Eight empty chats to hang facts on."""
    rows = [Conversation(tenant=in_acme.acme, visitor=in_acme.visitor) for _ in range(8)]
    return SimpleNamespace(tenant=in_acme.acme, ids=[row.pk for row in _stored(rows)])


def _stored(rows):
    return Conversation.objects.bulk_create(rows)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    first=st.lists(chats, max_size=8),
    later=st.dictionaries(st.integers(0, 7), st.none() | chats, max_size=4),
    zone=st.sampled_from(ZONES),
    asked=filters,
    span=st.tuples(st.integers(0, 44), st.integers(0, 44)),
)
def test_sums_equal_the_chats(kept, first, later, zone, asked, span):
    start, end = (date(2026, 1, 27) + timedelta(days=n) for n in sorted(span))
    period = Period(start, end)
    with transaction.atomic():
        wanted = dict(enumerate(first))
        for number, facts in wanted.items():
            _store(kept, number, facts, "UTC")
        while sum_up(kept.tenant):
            pass
        for number, facts in later.items():
            ReportChat.objects.filter(conversation=kept.ids[number]).delete()
            if facts is not None:
                _store(kept, number, facts, "UTC")
        wanted = {k: v for k, v in (wanted | later).items() if v is not None}
        kept.tenant.zone = zone
        ReportState.objects.create(tenant=kept.tenant, zone="UTC")
        count(kept.tenant)
        _compare(list(wanted.values()), period, asked, ZoneInfo(zone))
        assert not ReportDirtyDay.objects.exists()
        transaction.set_rollback(True)


def _store(kept, number, facts, zone):
    local = facts["began_at"].astimezone(ZoneInfo(zone))
    place = {"day": local.date(), "hour": hour_of_week(local)}
    ReportChat.objects.create(
        tenant=kept.tenant, conversation_id=kept.ids[number], **facts, **place
    )


def _compare(facts, period, asked, zone):
    found = [
        each
        for each in facts
        if period.first <= each["began_at"].astimezone(zone).date() <= period.last
        and all(str(each[name] or "") == key for name, key in asked.given.items())
    ]
    whole = totals(period, asked)
    assert whole["chats"] == len(found) == sum(t["chats"] for t in days_of(period, asked).values())
    for name in ("answered", "gaps", "rated", "review_points"):
        assert whole[name] == sum(each[name] for each in found)
    hours = [hour_of_week(each["began_at"].astimezone(zone)) for each in found]
    assert {c: n for c, n in whole.codes.items() if c < 168} == {h: hours.count(h) for h in hours}
    for by in BY:
        told = {key: each["chats"] for key, each in totals_by(period, asked, by).items()}
        keys = [str(each[by] or "") for each in found]
        assert told == {key: keys.count(key) for key in keys}, by
    for kind, name in ((WAIT, "wait_s"), (ANSWER, "answer_s"), (HANDLING, "handling_s")):
        _compare_times(whole, kind, sorted(x[name] for x in found if x[name] is not None))
    weekly = times_of(period, asked, ANSWER, lambda day: day - timedelta(days=day.weekday()))
    answered = [each for each in found if each["answer_s"] is not None]
    assert sum(sum(t.codes.values()) for t in weekly.values()) == len(answered)


def _compare_times(whole, kind, times):
    for share in (0.5, 0.9):
        told = whole.seconds(kind, share)
        if not times:
            assert told is None
            continue
        exact = times[ceil(share * len(times)) - 1]
        assert told == pytest.approx(min(exact, EDGES[-1]), rel=ERROR, abs=0.001)


def test_postgresql_and_python_agree_on_the_buckets(db):
    tries = [0, *EDGES, *(edge - 1 for edge in EDGES), 10**8]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n, width_bucket(n, %s::int[]) FROM unnest(%s::int[]) n", [EDGES, tries]
        )
        assert all(bucket_of(n) == bucket for n, bucket in cursor.fetchall())


def test_every_count_is_added_up(kept):
    one = dict.fromkeys(COUNTS, 3) | {"began_at": START}
    for number in (0, 1):
        _store(kept, number, one, "UTC")
    sum_up(kept.tenant)
    sum_up_month(kept.tenant)
    assert ReportSum.objects.filter(span="m", by="").get().chats == 2
    for asked in (Filters(), Filters(language=NOTHING), Filters(page=NOTHING, member=NOTHING)):
        whole = totals(Period(date(2026, 1, 1), date(2026, 1, 31)), asked)
        assert [whole[name] for name in COUNTS] == [6] * len(COUNTS)


def test_a_month_whose_days_change_is_told_from_its_days(kept):
    january = Period(date(2026, 1, 1), date(2026, 1, 31))
    _store(kept, 0, {"began_at": START, "gaps": 1}, "UTC")
    count(kept.tenant)
    assert ReportSum.objects.filter(span="m").exists()
    _store(kept, 1, {"began_at": START, "gaps": 1}, "UTC")
    count(kept.tenant)  # and no month is summed up again within the hour
    assert not ReportSum.objects.filter(span="m").exists()
    for asked in (Filters(), Filters(language=NOTHING), Filters(page=NOTHING, member=NOTHING)):
        assert totals(january, asked)["gaps"] == 2
    ReportState.objects.update(months_at=None)
    count(kept.tenant)
    assert ReportSum.objects.filter(span="m", by="").get().chats == 2

"""Goals and trends stand on chats, and say nothing on few; the library holds what its operators
agreed to, masked."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils import timezone

from chat.actions import Refused
from chat.actions.forgetting import empty_chats
from chat.articles.dates import today_of
from feedback.actions import coaching, exemplars
from feedback.coaching.forgetting import forget_what_was_read
from feedback.coaching.goals import progress_of
from feedback.coaching.measures import Measure, label_of_root, measure_named
from feedback.coaching.trends import spans_of, trend_of
from feedback.models import Exemplar, Goal
from feedback.privacy.erasing import erase_visitor
from feedback.surveys.selection import Selection
from tests.conftest import sign_in

from . import reviewed

HOME = "/t/acme/coaching/"
GREETING = Measure("Greeting", point="greeting")


@pytest.fixture
def chats(in_acme, finished):
    """`chats(True, False, …)`: as many chats in which Omar greeted or did not."""

    def make(*greeted, operator=None, days=1):
        for met in greeted:
            chat = finished("Hello?", ">Hi", operator=operator)
            reviewed.counted(in_acme, chat, operator=operator, days=days, greeting=met, ending=None)

    return make


def lately(cast, operator=None, days=30):
    today = today_of(cast.acme)
    return Selection(cast.acme, today - timedelta(days=days - 1), today, operator)


# --- trends -----------------------------------------------------------------------------------


def test_below_five_chats_nothing_is_said(in_acme, chats):
    chats(True, True, True, False)
    trend = trend_of(lately(in_acme), GREETING)
    assert (trend.chats, trend.figure, trend.marks) == (4, None, [])
    chats(False)
    trend = trend_of(lately(in_acme), GREETING)
    assert (trend.chats, trend.figure.value) == (5, 0.6)
    assert trend.figure.low < 0.6 < trend.figure.high
    assert trend_of(lately(in_acme), Measure("Ending", point="ending")).chats == 0


@pytest.mark.parametrize(
    ("chats", "wanted"),
    [
        ([], []),
        ([3], [(0, 0, 3)]),
        ([5, 9], [(0, 0, 5), (1, 1, 9)]),
        ([2, 2, 2, 7], [(0, 2, 6), (3, 3, 7)]),
        ([6, 4], [(0, 1, 10)]),
    ],
)
def test_weeks_are_put_together_until_there_are_five_chats(chats, wanted):
    monday = date(2026, 11, 2)
    weeks = {monday + timedelta(weeks=n): Counter({1: k}) for n, k in enumerate(chats)}
    told = [
        ((a - monday).days // 7, (b - monday).days // 7, c.total()) for a, b, c in spans_of(weeks)
    ]
    assert told == wanted


def test_everybody_has_their_own_and_what_was_before_is_beside_it(in_acme, chats):
    chats(*[True] * 5)
    chats(*[False] * 5, operator=in_acme.sam)
    chats(*[False] * 12, days=35)
    assert trend_of(lately(in_acme, in_acme.omar), GREETING).figure.value == 1
    assert trend_of(lately(in_acme, in_acme.sam), GREETING).figure.value == 0
    assert trend_of(lately(in_acme), GREETING).figure.value == 0.5
    omar = trend_of(lately(in_acme, in_acme.omar), GREETING)
    assert omar.before.value == 0 and omar.is_rising and not omar.is_falling


def test_a_criterion_is_the_same_through_all_versions(in_acme, finished):
    version, (greets, _) = reviewed.scorecard(in_acme.acme, "Greets", "Answers")
    again, _ = reviewed.scorecard(in_acme.acme, "Greets warmly", root=greets.lineage)
    for place in range(6):
        made = again if place % 2 else version
        chat = finished("Hello?", ">Hi")
        reviewed.review(in_acme, chat, version=made, values=[2 if place % 3 else 1])
    measure = measure_named(f"r{greets.lineage}")
    trend = trend_of(lately(in_acme), measure)
    assert measure.label == "Greets warmly"
    assert (trend.chats, round(trend.figure.value, 3)) == (6, 0.833)
    assert label_of_root(greets.lineage) == "Greets warmly" and label_of_root(10**9) == "–"


def test_operators_see_their_own_trends_alone(client, in_acme, chats):
    chats(*[True] * 6, operator=in_acme.sam)
    page = f"{HOME}trends/"
    omar = sign_in(client, in_acme.omar).get(page, {"operator": in_acme.sam.pk}).content.decode()
    assert "Your trends" in omar and "of 6 chats" not in omar
    ada = sign_in(client, in_acme.ada).get(page, {"operator": in_acme.sam.pk}).content.decode()
    assert "of 6 chats" in ada


# --- goals ------------------------------------------------------------------------------------


def a_goal(cast, **wanted):
    today = today_of(cast.acme)
    said = {"member": cast.omar, "by": cast.sam, "point": "greeting", "target": 80, "start": 40}
    said |= {"begins_on": today - timedelta(days=20), "ends_on": today + timedelta(days=5)}
    return coaching.set_goal(**(said | wanted))


def test_progress_is_counted_from_the_day_it_was_set(in_acme, chats):
    goal = a_goal(in_acme)
    chats(*[False] * 9, days=25)
    chats(True, True, True, days=2)
    progress = progress_of(in_acme.acme, goal)
    assert (progress.percent, progress.missing, progress.done) == (None, 2, 0)
    chats(True, False, days=2)
    progress = progress_of(in_acme.acme, goal)
    assert (progress.percent, progress.done, progress.is_reached) == (80, 100, True)
    assert not progress.is_over and progress.days_left == 5


def test_a_goal_is_set_from_where_they_are_and_higher(client, in_acme, chats):
    chats(True, True, True, False, False)
    page, day = f"{HOME}people/{in_acme.omar.pk}/goal/", today_of(in_acme.acme)
    sam = sign_in(client, in_acme.sam)
    assert "Greeting (60 of 100 in 5 chats)" in sam.get(page).content.decode()
    form = {"measure": "greeting", "target": 50, "ends_on": day + timedelta(days=30)}
    assert "60 of 100 already" in sam.post(page, form).content.decode()
    for wrong in ({"target": 101}, {"measure": "x"}, {"ends_on": day}, {"ends_on": date.min}):
        assert sam.post(page, form | {"target": 90} | wrong).status_code == 200
    sam.post(page, form | {"target": 90})
    goal = Goal.objects.get()
    assert (goal.start, goal.target, goal.begins_on) == (60, 90, day)
    omar = sign_in(client, in_acme.omar)
    assert "from 60 to 90 of 100" in omar.get(HOME).content.decode()
    path = f"{HOME}goals/{goal.pk}/"
    omar.post(path)
    assert Goal.objects.get().ended_at is None  # not theirs to end
    sign_in(client, in_acme.sam).post(path)
    assert Goal.objects.get().ended_by == in_acme.sam
    assert sign_in(client, in_acme.tess).get(path).status_code == 404


# --- the library ------------------------------------------------------------------------------


@pytest.fixture
def made(in_acme, finished):
    """A reviewed chat in which Mia told a good deal."""
    chat = finished(
        "My name is Miranda, miranda@customer.example, order 1234567, where is it?",
        ">Hello Miranda, Omar here. Ada says it comes by four.",
        visitor=in_acme.visitor,
    )
    return reviewed.review(in_acme, chat, praised={4: "A time, not “soon”, for Miranda"})


def proposed(cast, made, **wanted):
    said = {"title": "Naming a time", "why": "See how Omar says when.", "shows": "Clear"} | wanted
    return exemplars.propose(review=made, by=cast.sam, **said)


def text_of(client, member, path):
    return sign_in(client, member).get(path).content.decode()


def test_a_chat_is_masked_and_waits_for_its_operator(client, in_acme, made):
    path = f"{HOME}reviews/{made.pk}/exemplar/"
    assert "miranda" not in text_of(client, in_acme.sam, path).lower()
    form = {"title": "Naming a time", "why": "See when.", "shows": "greeting"}
    assert sign_in(client, in_acme.sam).post(path, form).status_code == 302
    row = Exemplar.objects.get()
    page = f"{HOME}library/{row.pk}/"
    kept = str(row.lines).lower()
    assert (
        "miranda" not in kept
        and "ada" not in kept
        and "customer.example" not in kept
        and "12345" not in kept
    )
    assert "by four" in kept
    assert sign_in(client, in_acme.tess).get(page).status_code == 404
    assert "Agree, without my name" in text_of(client, in_acme.omar, page)
    assert "Agree, without" not in text_of(client, in_acme.sam, page)


def test_agreed_to_without_a_name_it_has_none(client, in_acme, made):
    page = f"{HOME}library/{proposed(in_acme, made).pk}/"
    sign_in(client, in_acme.tess).post(page, {"do": "agree"})
    sign_in(client, in_acme.sam).post(page, {"do": "agree"})
    assert Exemplar.objects.get().state == "proposed"
    sign_in(client, in_acme.omar).post(page, {"do": "agree"})
    text = text_of(client, in_acme.tess, page)
    assert "by four" in text and "Omar" not in text
    sign_in(client, in_acme.tess).post(page, {"do": "take_out"})
    assert Exemplar.objects.get().state == "agreed"
    sign_in(client, in_acme.omar).post(page, {"do": "take_out"})
    row = Exemplar.objects.get()
    assert (row.state, row.lines) == ("withdrawn", [])


def test_with_a_name_it_is_found_by_what_it_shows(client, in_acme, made):
    row = proposed(in_acme, made)
    exemplars.agree(exemplar_id=row.pk, member=in_acme.omar, is_named=True)
    assert "Omar" in text_of(client, in_acme.tess, f"{HOME}library/{row.pk}/")
    library = f"{HOME}library/"
    for query, wanted in (
        ("?shows=Clear&q=time", True),
        ("?shows=Kind", False),
        ("?q=%00x", False),
    ):
        assert ("Naming a time" in text_of(client, in_acme.tess, library + query)) == wanted


def test_once_proposed_is_enough_and_no_is_no(in_acme, made):
    row = proposed(in_acme, made)
    with pytest.raises(Refused, match="not_now"):
        proposed(in_acme, made)
    exemplars.decline(exemplar_id=row.pk, member=in_acme.omar)
    with pytest.raises(Refused, match="not_now"):
        exemplars.agree(exemplar_id=row.pk, member=in_acme.omar, is_named=False)
    assert Exemplar.objects.get().lines == []


def test_it_goes_with_the_customer_and_with_what_was_said(in_acme, made, finished):
    exemplars.agree(exemplar_id=proposed(in_acme, made).pk, member=in_acme.omar, is_named=True)
    praise = coaching.give_praise(
        member=in_acme.omar, by=in_acme.sam, text="Kind to Miranda", review=made
    )
    erase_visitor(visitor_id=in_acme.visitor.pk, by=None)
    assert not Exemplar.objects.exists()
    praise.refresh_from_db()
    assert "Kind to" in praise.text and "Miranda" not in praise.text
    other = reviewed.review(in_acme, finished("Hello, where is it?", ">Here.", days=9))
    exemplars.agree(exemplar_id=proposed(in_acme, other).pk, member=in_acme.omar, is_named=True)
    empty_chats(closed_before=timezone.now() - timedelta(days=5), most=9)
    forget_what_was_read()
    assert not Exemplar.objects.exists()

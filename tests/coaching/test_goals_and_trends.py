"""Goals and trends stand on chats, and say nothing on few."""

from collections import Counter
from datetime import date, timedelta

import pytest

from chat.articles.dates import today_of
from feedback.actions import coaching
from feedback.coaching.goals import progress_of
from feedback.coaching.measures import Measure, label_of_root, measure_named
from feedback.coaching.trends import spans_of, trend_of
from feedback.models import Goal
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

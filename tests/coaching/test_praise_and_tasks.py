"""Praise is the operator's, tasks are done with a word and confirmed by somebody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat.actions import Refused
from chat.articles.dates import today_of
from feedback.actions import coaching
from feedback.coaching.care import close_of_the_gone
from feedback.models import CoachingTask, Goal, Praise
from tenants.models import Membership
from tests.conftest import sign_in

from . import reviewed

HOME = "/t/acme/coaching/"


@pytest.fixture
def heard(monkeypatch):
    """Every frame that is announced, as (group, frame)."""
    told = []
    monkeypatch.setattr("feedback.coaching.alerts.announce", told.extend)
    return told


def a_task(cast, **wanted):
    due = today_of(cast.acme) + timedelta(days=3)
    said = {"what": "Name a time", "due_on": due, "member": cast.omar, "by": cast.sam} | wanted
    return coaching.set_task(**said)


def leave(member):
    Membership.objects.filter(pk=member.pk).update(ended_at=timezone.now())
    member.refresh_from_db()


def text_of(client, member, path=HOME):
    answer = sign_in(client, member).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_praise_is_told_to_whom_it_is_for_alone(client, in_acme, heard):
    row = coaching.give_praise(member=in_acme.omar, by=in_acme.sam, text="You stayed calm.")
    assert [(group, frame["what"], frame["id"]) for group, frame in heard] == [
        (f"t{in_acme.acme.pk}.m{in_acme.omar.pk}", "praise", row.pk)
    ]
    assert "You stayed calm." in text_of(client, in_acme.omar)
    assert "You stayed calm." not in text_of(client, in_acme.tess)
    assert "You stayed calm." in text_of(client, in_acme.ada, f"{HOME}people/{in_acme.omar.pk}/")


def test_the_team_reads_it_only_where_they_agree_and_no_longer(client, in_acme):
    row = coaching.give_praise(member=in_acme.omar, by=in_acme.sam, text="You stayed calm.")
    sign_in(client, in_acme.tess).post(f"{HOME}praise/{row.pk}/", {"do": "share"})
    assert Praise.objects.get().shared_at is None  # not hers to share
    sign_in(client, in_acme.omar).post(f"{HOME}praise/{row.pk}/", {"do": "share"})
    assert "You stayed calm." in text_of(client, in_acme.tess)
    sign_in(client, in_acme.omar).post(f"{HOME}praise/{row.pk}/", {"do": "keep"})
    assert "You stayed calm." not in text_of(client, in_acme.tess)


def test_a_task_goes_from_hand_to_hand(client, in_acme, heard):
    sam, omar = sign_in(client, in_acme.sam), in_acme.omar
    form = {"what": "Name a time", "why": "They waited.", "due_on": today_of(in_acme.acme)}
    sam.post(f"{HOME}people/{omar.pk}/task/", form)
    task = CoachingTask.objects.get()
    page = f"{HOME}tasks/{task.pk}/"
    assert "They waited." in text_of(client, omar, page)
    client.post(page, {"do": "finish", "word": ""})
    assert CoachingTask.objects.get().state == "open"  # not without a word
    client.post(page, {"do": "confirm"})
    client.post(page, {"do": "finish", "word": "I said by four."})
    assert CoachingTask.objects.get().state == "done"
    client.post(page, {"do": "confirm", "answer": "By me"})
    assert CoachingTask.objects.get().state == "done"  # nobody confirms their own
    sign_in(client, in_acme.sam).post(page, {"do": "give_back", "answer": "Once more"})
    assert CoachingTask.objects.get().state == "open"
    sign_in(client, omar).post(page, {"do": "finish", "word": "Did it."})
    sign_in(client, in_acme.ada).post(page, {"do": "confirm", "answer": "Well done"})
    row = CoachingTask.objects.get()
    assert (row.state, row.ended_by) == ("confirmed", in_acme.ada)
    assert [frame["what"] for _, frame in heard] == ["task", "done", "task", "done", "confirmed"]


def test_only_who_looks_after_chats_coaches_and_nobody_themselves(in_acme):
    for by, member in ((in_acme.omar, in_acme.tess), (in_acme.sam, in_acme.sam)):
        with pytest.raises(Refused, match="not_allowed"):
            coaching.give_praise(member=member, by=by, text="Good")
    task = a_task(in_acme)
    coaching.finish_task(task_id=task.pk, member=in_acme.omar, word="Done")
    with pytest.raises(Refused, match="not_now"):
        coaching.finish_task(task_id=task.pk, member=in_acme.omar, word="Twice")
    with pytest.raises(Refused, match="not_found"):
        coaching.finish_task(task_id=task.pk, member=in_acme.tess, word="Mine")


def test_who_leaves_has_nothing_waiting_and_everything_stays(client, in_acme, heard):
    task, praise = a_task(in_acme), "You stayed calm."
    coaching.give_praise(member=in_acme.omar, by=in_acme.sam, text=praise)
    today = today_of(in_acme.acme)
    coaching.set_goal(
        member=in_acme.omar,
        by=in_acme.sam,
        point="greeting",
        target=80,
        start=None,
        begins_on=today,
        ends_on=today + timedelta(days=9),
    )
    leave(in_acme.omar)
    assert close_of_the_gone() == 2 and close_of_the_gone() == 0
    assert CoachingTask.objects.get().state == "closed" and Goal.objects.get().ended_at
    page = text_of(client, in_acme.ada, f"{HOME}people/{in_acme.omar.pk}/")
    assert praise in page and "has left" in page and "Give a task" not in page
    assert "Closed by itself" in text_of(client, in_acme.ada, f"{HOME}tasks/{task.pk}/")
    answer = client.post(f"{HOME}people/{in_acme.omar.pk}/praise/", {"text": "More"})
    assert answer.status_code == 404


def test_a_coach_who_leaves_is_replaced_by_any_other(client, in_acme):
    task = a_task(in_acme)
    leave(in_acme.sam)
    coaching.finish_task(task_id=task.pk, member=in_acme.omar, word="Done")
    assert "Name a time" in text_of(client, in_acme.ada, f"{HOME}team/")
    coaching.confirm_task(task_id=task.pk, by=in_acme.ada)
    assert "Sam" in text_of(client, in_acme.omar, f"{HOME}tasks/{task.pk}/")


@pytest.mark.parametrize(
    ("due", "told"),
    [(-1, "That day is over"), (400, "A year ahead"), ("soon", "Enter a valid date")],
)
def test_a_day_that_makes_no_sense_is_refused_and_what_was_typed_stays(client, cast, due, told):
    day = due if isinstance(due, str) else today_of(cast.acme) + timedelta(days=due)
    page = f"{HOME}people/{cast.omar.pk}/task/"
    answer = sign_in(client, cast.sam).post(page, {"what": "Name a time", "due_on": day})
    text = answer.content.decode()
    assert told in text and "Name a time" in text


def test_markup_long_names_and_other_directions_are_shown_as_they_are(client, in_acme, finished):
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    Membership.objects.filter(pk=in_acme.omar.pk).update(display_name="ء" * 60)
    chat = finished("Hello?", ">Hello!")
    made = reviewed.review(in_acme, chat)
    praise = coaching.give_praise(
        member=in_acme.omar, by=in_acme.sam, text=evil, review=made, seq=1
    )
    coaching.share_praise(praise_id=praise.pk, member=in_acme.omar, is_shared=True)
    task = a_task(in_acme, what=evil, why=evil)
    coaching.finish_task(task_id=task.pk, member=in_acme.omar, word=evil)
    pages = ["", "team/", f"people/{in_acme.omar.pk}/", f"tasks/{task.pk}/"]
    for path in pages:
        text = text_of(client, in_acme.ada, HOME + path)
        assert "<script>alert" not in text and "<img src=x" not in text
        assert "&lt;script&gt;" in text


def test_what_is_personal_is_masked_before_it_is_kept(in_acme):
    row = a_task(in_acme, why="Mia, mia@customer.example, asked twice")
    assert "customer.example" not in CoachingTask.objects.get(pk=row.pk).why


def test_another_companys_things_do_not_exist(client, in_acme, cast):
    task = a_task(in_acme)
    praise = coaching.give_praise(member=in_acme.omar, by=in_acme.sam, text="Good")
    ways = [f"tasks/{task.pk}/", f"people/{in_acme.omar.pk}/", f"praise/{praise.pk}/"]
    for way in ways:
        path = f"/t/globex/coaching/{way}"
        assert sign_in(client, cast.eve).get(path).status_code in (404, 405)
        answer = client.post(path, {"do": "share"})
        assert answer.status_code in (404, 405) or answer.url == "/t/globex/coaching/"
    assert Praise.objects.get().shared_at is None


def test_a_colleagues_task_is_nobodys_business(client, in_acme):
    task = a_task(in_acme)
    tess = sign_in(client, in_acme.tess)
    assert tess.get(f"{HOME}tasks/{task.pk}/").status_code == 404
    for page in ("team/", "topics/", "report/", f"people/{in_acme.tess.pk}/"):
        assert tess.get(HOME + page).status_code == 403

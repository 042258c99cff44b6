"""The board of promises: due, overdue, mine, the team's and done; everybody helps."""

import re

import pytest
from django.utils import timezone

from chat.models import Entry
from feedback.models import Afterwards, FollowUp
from feedback.promises.rules import rules_of
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in

from .conftest import DAY, HOUR

BOARD = "/t/acme/promises/"


@pytest.fixture
def omar(client, in_acme):
    return sign_in(client, in_acme.omar)


WHAT = re.compile(r'<strong class="promise-what"><bdi>(.*?)</bdi></strong>')
TAB = re.compile(r'<a href="\?view=(\w+)"')
NUMBER = re.compile(r'\?view=(\w+)"[^>]*>[^<]*<span class="badge[^>]*>(\d+)')


def shown(response):
    """What stands on the board, in order."""
    return WHAT.findall(response.content.decode())


def tabs(response):
    """Their names, and how many are in each."""
    page = response.content.decode()
    return TAB.findall(page), dict(NUMBER.findall(page))


@pytest.fixture
def some(promised, in_acme):
    """Two of Omar's, one of Sam's, one of the team; one of Omar's is late."""
    promised(what="mine, soon", within=HOUR)
    late = promised(what="mine, late")
    promised(what="Sam's", within=3 * HOUR, keeper_id=in_acme.sam.pk)
    promised(what="the team's", within=2 * HOUR, keeper_id=None)
    FollowUp.objects.filter(pk=late.pk).update(due_at=timezone.now() - HOUR)
    return late


def test_what_is_late_comes_first(omar, some):
    response = omar.get(BOARD)
    assert shown(response) == ["mine, late"]
    assert tabs(response)[0] == ["late", "due", "mine", "team", "done"]
    assert tabs(response)[1] == {"late": "1", "due": "3", "mine": "2", "team": "1"}


@pytest.mark.parametrize(
    ("view", "order"),
    [
        ("due", ["mine, soon", "the team&#x27;s", "Sam&#x27;s"]),
        ("mine", ["mine, late", "mine, soon"]),
        ("team", ["the team&#x27;s"]),
        ("done", []),
        ("nonsense", ["mine, late"]),
    ],
)
def test_each_view_has_its_own(omar, some, view, order):
    assert shown(omar.get(BOARD, {"view": view})) == order


def test_what_is_done_moves_to_its_own_view(omar, some):
    FollowUp.objects.filter(pk=some.pk).update(state="kept", ended_at=timezone.now())
    assert shown(omar.get(BOARD, {"view": "done"})) == ["mine, late"]
    assert "Kept, late" in omar.get(BOARD, {"view": "done"}).content.decode()


def test_an_empty_view_says_what_will_be_there(omar):
    for view in ("late", "due", "mine", "team", "done"):
        page = omar.get(BOARD, {"view": view}).content.decode()
        assert 'class="card empty"' in page and "<h2>" in page


def test_times_are_the_companys(omar, some, in_acme):
    in_acme.acme.zone = "Asia/Tokyo"
    in_acme.acme.save()
    due = FollowUp.objects.get(pk=some.pk).due_at.astimezone(timezone.get_fixed_timezone(540))
    assert due.isoformat(timespec="seconds")[:16] in omar.get(BOARD).content.decode()


def test_fifty_on_a_page(omar, asked, in_acme):
    FollowUp.objects.bulk_create(
        FollowUp(
            tenant=in_acme.acme,
            conversation=asked,
            visitor=in_acme.visitor,
            what=f"number {n}",
            due_at=timezone.now() + DAY,
        )
        for n in range(51)
    )
    assert len(shown(omar.get(BOARD))) == 50
    assert shown(omar.get(BOARD, {"view": "due", "page": "2"})) == ["number 50"]
    assert omar.get(BOARD, {"view": "due", "page": "x"}).status_code == 200


def once(page):
    return re.findall(r'name="once" value="([^"]+)"', page.content.decode())


def test_a_colleague_takes_it_on(omar, some, in_acme):
    path = f"{BOARD}{some.pk}/"
    pressed = {"do": "pass", "keeper": str(in_acme.tess.pk), "once": once(omar.get(path))[0]}
    for _ in range(2):
        assert omar.post(path, pressed).status_code == 302
    some.refresh_from_db()
    assert some.member_id == in_acme.tess.pk
    assert Entry.objects.filter(kind="changed", data__what="promise").count() == 1


def test_dropping_needs_a_word_to_the_customer(omar, some):
    path = f"{BOARD}{some.pk}/"
    for why in ("", "  ", "\x07"):
        page = omar.post(path, {"do": "drop", "why": why, "once": once(omar.get(path))[1]})
        assert page.status_code == 200 and 'class="error"' in page.content.decode()
    told = {"do": "drop", "why": "It is sold\nout.", "once": once(omar.get(path))[1]}
    assert omar.post(path, told)["Location"] == BOARD
    assert Entry.objects.filter(kind="card").latest("seq").body.endswith("It is sold out.")


def test_what_is_over_is_not_changed(omar, some):
    path = f"{BOARD}{some.pk}/"
    told = {"do": "drop", "why": "Sorry", "once": once(omar.get(path))[1]}
    FollowUp.objects.filter(pk=some.pk).update(state="kept", ended_at=timezone.now())
    page = omar.post(path, told, follow=True)
    assert "kept or dropped meanwhile" in page.content.decode()


def test_who_left_cannot_be_chosen(omar, some, in_acme):
    path = f"{BOARD}{some.pk}/"
    in_acme.tess.ended_at = timezone.now()
    in_acme.tess.save()
    told = {"do": "pass", "keeper": str(in_acme.tess.pk), "once": once(omar.get(path))[0]}
    assert omar.post(path, told).status_code == 200
    some.refresh_from_db()
    assert some.member_id == in_acme.omar.pk


def test_another_company_has_none_of_it(client, some, cast):
    eve = sign_in(client, cast.eve)
    assert eve.get(BOARD).status_code == 404
    assert eve.get(f"/t/globex/promises/{some.pk}/").status_code == 404
    assert shown(eve.get("/t/globex/promises/")) == []


def test_what_somebody_promised_is_text_on_the_board(omar, promised):
    promised(what="<img src=x onerror=alert(1)>")
    assert b"<img src=x" not in omar.get(BOARD).content


# --- What happens by itself ---------------------------------------------------------------------


SETTINGS = "/t/acme/settings/afterwards/"


def test_the_company_says_what_happens_by_itself(client, cast):
    ada = sign_in(client, cast.ada)
    told = {"promises_by_itself": "on", "promise_hours": "8", "asks_whether_solved": "on"}
    assert ada.post(SETTINGS, told | {"check_days": "5"}).status_code == 302
    with tenant_scope(cast.acme):
        rules = rules_of(cast.acme)
    assert (rules.promises_by_itself, rules.promise_hours, rules.check_days) == (True, 8, 5)
    ada.post(SETTINGS, {"promise_hours": "8", "check_days": "5"})
    with tenant_scope(cast.acme):
        assert (rules_of(cast.acme).check_days, Afterwards.objects.count()) == (None, 1)


@pytest.mark.parametrize(
    "wrong",
    [{"promise_hours": "0"}, {"promise_hours": "81"}, {"promise_hours": "x"}]
    + [{"asks_whether_solved": "on", "check_days": days} for days in ("0", "61", "", "-1")],
)
def test_what_makes_no_sense_is_not_kept(client, cast, wrong):
    ada = sign_in(client, cast.ada)
    page = ada.post(SETTINGS, {"promise_hours": "4", "check_days": "3"} | wrong)
    assert page.status_code == 200 and 'class="error"' in page.content.decode()
    with tenant_scope(cast.acme):
        assert not Afterwards.objects.exists()


def test_only_who_manages_the_settings_changes_them(omar):
    assert omar.get(SETTINGS).status_code == 403

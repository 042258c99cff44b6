"""Waking somebody whose console is closed: whom, when, and so that nobody else can read it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from celery import current_app
from django.utils import timezone
from py_vapid import Vapid02

from chat import actions, alerts, push, vapid
from chat.calling import call
from chat.frames import BadFrame
from chat.models import PushSubscription
from chat.notices import is_quiet, may_call, read_notices
from chat.tasks import push_alert, push_test
from helpdesk import outgoing
from helpdesk.tenancy import no_scope, tenant_scope
from tenants.models import Membership, Presence
from tests.queue.fake_push import PushService

WANTS = {"sound": True, "desktop": False, "push": True, "muted": False, "quiet": None}


@pytest.fixture
def service(settings):
    running = PushService()
    settings.OUTGOING_EXCEPTIONS = [running.host]
    yield running
    running.close()


@pytest.fixture
def with_phone(service):
    """Somebody who wants pushes, and the browser they get them in."""

    def give(member, name="one", **notices):
        browser = service.browser(name)
        push.subscribe(member=member, **push.read_subscription(browser.subscription))
        Membership.objects.filter(pk=member.pk).update(notices=WANTS | notices)
        return browser

    return give


def test_a_chat_nobody_takes_wakes_who_wants_to_be_woken(
    in_acme, service, with_phone, somebody_asks
):
    browser = with_phone(in_acme.omar)
    chat = somebody_asks("My secret question")
    assert call(in_acme.acme, chat.pk, "tell_everybody", None) == 1
    [(path, headers, body)] = service.requests
    assert path == "/push/one"
    assert (headers["Content-Encoding"], headers["TTL"]) == ("aes128gcm", "300")
    message = json.loads(browser.read(body))
    assert message == {
        "title": "A customer is waiting",
        "body": "Acme",
        "url": f"/t/acme/inbox/{chat.pk}/",
        "tag": f"chat-{chat.pk}",
    }
    assert b"secret" not in body


def test_it_is_signed_for_that_service_with_our_key(in_acme, service, with_phone, somebody_asks):
    with_phone(in_acme.omar)
    call(in_acme.acme, somebody_asks().pk, "tell_everybody", None)
    headers = service.requests[0][1]
    assert headers["Authorization"].startswith("vapid t=")
    assert headers["Authorization"].endswith(f"k={vapid.public_key()}")
    assert Vapid02.verify(headers["Authorization"])


@pytest.mark.parametrize(
    "columns",
    [
        {"online_until": datetime(2100, 1, 1, tzinfo=UTC)},
        {"presence": Presence.AWAY},
        {"ended_at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"notices": WANTS | {"push": False}},
        {"notices": WANTS | {"muted": True}},
        {"notices": {}},
    ],
    ids=["here", "away by choice", "gone", "no push", "muted", "never asked"],
)
def test_who_is_left_in_peace(in_acme, service, with_phone, somebody_asks, columns):
    with_phone(in_acme.omar)
    Membership.objects.filter(pk=in_acme.omar.pk).update(**columns)
    assert call(in_acme.acme, somebody_asks().pk, "tell_everybody", None) == 0
    assert service.requests == []


def test_supervisors_are_called_by_what_is_for_them(in_acme, service, with_phone, somebody_asks):
    with_phone(in_acme.omar, "omar")
    with_phone(in_acme.sam, "sam")
    call(in_acme.acme, somebody_asks().pk, "tell_supervisors", None)
    assert [path for path, _, _ in service.requests] == ["/push/sam"]


def test_nobody_is_woken_for_what_is_over(in_acme, service, with_phone, somebody_asks, new_id):
    with_phone(in_acme.omar)
    chat = somebody_asks()
    actions.take(member=in_acme.sam, conversation_id=chat.pk, client_id=new_id())
    assert call(in_acme.acme, chat.pk, "tell_everybody", None) == 0
    assert call(in_acme.acme, 99, "tell_everybody", None) == 0


def test_a_nudge_is_for_the_operator_alone(in_acme, service, with_phone, somebody_asks, new_id):
    with_phone(in_acme.omar, "omar")
    with_phone(in_acme.sam, "sam")
    chat = somebody_asks()
    actions.take(member=in_acme.omar, conversation_id=chat.pk, client_id=new_id())
    call(in_acme.acme, chat.pk, "nudge", in_acme.omar.pk)
    assert [path for path, _, _ in service.requests] == ["/push/omar"]


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(in_acme, service, with_phone, somebody_asks, status):
    with_phone(in_acme.omar)
    service.status = status
    assert call(in_acme.acme, somebody_asks().pk, "tell_everybody", None) == 0
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize("status", [429, 500, 302])
def test_a_service_in_trouble_is_tried_again_another_time(
    in_acme, service, with_phone, somebody_asks, status
):
    with_phone(in_acme.omar)
    service.status = status
    assert call(in_acme.acme, somebody_asks().pk, "tell_everybody", None) == 0
    assert PushSubscription.objects.get().failed_at is not None
    assert len(service.requests) == 1


def test_a_service_that_is_away_is_no_trouble(in_acme, service, with_phone, somebody_asks):
    with_phone(in_acme.omar)
    service.close()
    assert call(in_acme.acme, somebody_asks().pk, "tell_everybody", None) == 0


def test_the_task_opens_its_own_scope(committed_cast, service, with_phone, new_id):
    cast = committed_cast
    with tenant_scope(cast.acme):
        with_phone(cast.omar)
        asked = actions.post_visitor_message(visitor=cast.visitor, client_id=new_id(), body="?")
    with no_scope():
        push_alert(cast.acme.pk, asked.entry.conversation_id, "tell_everybody", None)
    assert len(service.requests) == 1


def test_it_can_be_tried(committed_cast, service, with_phone, monkeypatch):
    cast, asked = committed_cast, []
    monkeypatch.setattr(current_app, "send_task", lambda *task, **_: asked.append(task))
    with tenant_scope(cast.acme):
        browser = with_phone(cast.omar, muted=True)
        assert not alerts.push_test(member=cast.sam, endpoint=browser.endpoint)
        assert alerts.push_test(member=cast.omar, endpoint=browser.endpoint)
    [(name, arguments)] = asked
    with no_scope():
        {"chat.tasks.push_test": push_test}[name](*arguments)
    message = json.loads(browser.read(service.requests[0][2]))
    assert message["title"] == "This is how it looks when somebody needs you."
    assert message["url"] == "/t/acme/inbox/"


# --- Subscriptions -------------------------------------------------------------------------------


def test_a_browser_has_one_owner(in_acme, service):
    browser = service.browser()
    found = push.read_subscription(browser.subscription)
    push.subscribe(member=in_acme.omar, **found)
    push.subscribe(member=in_acme.sam, **found)
    assert PushSubscription.objects.get().member == in_acme.sam
    push.unsubscribe(member=in_acme.omar, endpoint=browser.endpoint)
    assert PushSubscription.objects.count() == 1
    push.unsubscribe(member=in_acme.sam, endpoint=browser.endpoint)
    assert PushSubscription.objects.count() == 0


def test_the_oldest_of_too_many_browsers_gives_way(in_acme, service):
    for number in range(12):
        browser = service.browser(str(number))
        push.subscribe(member=in_acme.omar, **push.read_subscription(browser.subscription))
    kept = PushSubscription.objects.values_list("endpoint", flat=True)
    assert len(kept) == 10
    assert not any(endpoint.endswith(("/0", "/1")) for endpoint in kept)


PRIVATE = [
    "http://push.example/x",
    "https://127.0.0.1/x",
    "https://10.1.2.3/x",
    "https://169.254.169.254/latest/meta-data/",
    "https://[::1]/x",
    "https://[::ffff:10.0.0.1]/x",
    "https://[64:ff9b::a00:1]/x",
    "https://[2002:0a00:0001::]/x",
    "https://localhost/x",
    "https://intranet/x",
    "https://db.internal/x",
    "https://user:secret@push.example/x",
    "https://push.example\\@10.0.0.1/x y",
    "https://push.example:99999/x",
    "ftp://push.example/x",
    "javascript:alert(1)",
    "",
]


@pytest.mark.parametrize("endpoint", PRIVATE)
def test_an_address_inside_is_no_push_service(endpoint, service):
    frame = service.browser().subscription | {"endpoint": endpoint}
    with pytest.raises(BadFrame):
        push.read_subscription(frame)


@pytest.mark.parametrize("keys", [None, {}, {"p256dh": "AAAA", "auth": "AAAA"}, {"p256dh": 1}, "x"])
def test_keys_that_are_none_are_refused(service, keys):
    with pytest.raises(BadFrame):
        push.read_subscription(service.browser().subscription | {"keys": keys})


def test_a_name_that_leads_inside_is_not_asked(service, settings, monkeypatch):
    settings.OUTGOING_EXCEPTIONS = []
    inside = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.8", 443))]
    monkeypatch.setattr(outgoing.socket, "getaddrinfo", lambda *_, **__: inside)
    with pytest.raises(outgoing.Forbidden):
        outgoing.post("https://push.example/x", b"", {})


# --- In peace ------------------------------------------------------------------------------------

NIGHT = {"from": "22:00", "to": "07:00", "zone": "Europe/Berlin"}


@pytest.mark.parametrize(
    "utc, quiet",
    [("20:59", False), ("21:00", True), ("03:00", True), ("05:59", True), ("06:00", False)],
)
def test_a_quiet_night_goes_by_the_clock_where_they_are(utc, quiet):
    hour, minute = map(int, utc.split(":"))
    assert is_quiet(NIGHT, datetime(2026, 11, 22, hour, minute, tzinfo=UTC)) is quiet


def test_a_quiet_noon():
    noon = {"from": "12:00", "to": "13:00", "zone": "UTC"}
    at = [datetime(2026, 11, 22, hour, 30, tzinfo=UTC) for hour in (11, 12, 13)]
    assert [is_quiet(noon, moment) for moment in at] == [False, True, False]


def test_in_quiet_hours_nobody_is_called(in_acme):
    now = timezone.now()
    begins, ends = now - timedelta(hours=1), now + timedelta(hours=1)
    quiet = {"from": f"{begins:%H:%M}", "to": f"{ends:%H:%M}", "zone": "UTC"}
    in_acme.omar.notices = WANTS | {"quiet": quiet}
    assert may_call(in_acme.omar, now) is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"sound": 1},
        {"push": None},
        {"quiet": []},
        {"quiet": NIGHT | {"from": "25:00"}},
        {"quiet": NIGHT | {"to": "22:00"}},
        {"quiet": NIGHT | {"zone": "Mars/Olympus"}},
        {"quiet": {"from": "22:00"}},
    ],
)
def test_nonsense_is_no_wish(wrong):
    with pytest.raises(BadFrame):
        read_notices(WANTS | wrong)


def test_wishes_are_kept_as_they_are():
    assert read_notices(WANTS | {"quiet": NIGHT, "more": 1}) == WANTS | {"quiet": NIGHT}


# --- The key -------------------------------------------------------------------------------------


def test_the_key_is_made_once_and_kept(settings, tmp_path):
    first = vapid._kept_in(tmp_path / "vapid.json")
    assert vapid._kept_in(tmp_path / "vapid.json") == first
    assert (tmp_path / "vapid.json").stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [tmp_path / "vapid.json"]


def test_without_a_key_in_production_nothing_is_offered(settings):
    settings.DEVELOPMENT, settings.VAPID_PRIVATE_KEY = False, ""
    vapid._key.cache_clear()
    try:
        assert vapid.public_key() is None
        settings.VAPID_PRIVATE_KEY = vapid.new_private_key()
        vapid._key.cache_clear()
        assert len(vapid.public_key()) == 87
    finally:
        vapid._key.cache_clear()

"""Who is let in, and what they are told when they are not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chat.api.models import ApiToken
from chat.api.tokens import revoke_token
from helpdesk.tenancy import tenant_scope
from tenants.models import Department, Membership, Subscription

from .conftest import Program, program_of

PROBLEM = "application/problem+json"


@pytest.fixture
def billing(cast):
    with tenant_scope(cast.acme):
        return Department.objects.create(tenant=cast.acme, name="Billing")


def test_a_token_opens_its_own_company(robot, strangers_robot, billing):
    ours, theirs = robot.get("departments").json(), strangers_robot.get("departments").json()
    assert [row["name"] for row in ours["results"]] == ["Billing"]
    assert theirs == {"next": None, "previous": None, "results": []}
    assert strangers_robot.get(f"departments/{billing.pk}").status_code == 404


def test_only_its_hash_is_kept(robot, cast):
    with tenant_scope(cast.acme):
        (kept,) = ApiToken.objects.values()
    assert robot.shown not in str(kept)
    assert robot.shown.startswith(kept["prefix"])
    assert len(robot.shown) - len(kept["prefix"]) == 36  # nothing to guess it by


def test_whoever_shows_none_or_a_wrong_one_is_told_nothing(robot, cast, billing):
    _, tenant, secret = robot.shown.split("_")
    wrong = ["", "hd", "hd__", f"hd_{tenant}_{'a' * 40}", f"hd_{cast.globex.pk}_{secret}"]
    wrong += [f"hd_{10**17}_{secret}", f"hd_0{tenant}_{secret}", f"hd_{tenant}_{secret}\u00e9"]
    for shown in [*wrong, "hd_1_'; DROP TABLE"]:
        answer = Program("").get("departments", Authorization=f"Bearer {shown}")
        assert answer.status_code == 401, shown
        assert answer["Content-Type"] == PROBLEM
        assert answer["WWW-Authenticate"] == "Bearer"
        assert answer.json()["code"] == "unauthorised"
    assert Program("").get("departments").status_code == 401
    cookie = Program("")
    cookie.client.force_login(
        cast.ada.user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert cookie.get("departments").status_code == 401


def ended(cast, token, how):
    with tenant_scope(cast.acme):
        if how == "revoked":
            revoke_token(token=token)
        elif how == "run out":
            ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        elif how == "its maker may not any more":
            Membership.objects.filter(pk=cast.ada.pk).update(role="operator")
        elif how == "its maker is gone":
            Membership.objects.filter(pk=cast.ada.pk).update(ended_at=timezone.now())
    if how == "the company is closed":
        type(cast.acme).objects.filter(pk=cast.acme.pk).update(is_active=False)


@pytest.mark.parametrize(
    "how",
    [
        "revoked",
        "run out",
        "its maker may not any more",
        "its maker is gone",
        "the company is closed",
    ],
)
def test_a_token_ends_at_once(cast, robot, how):
    assert robot.get("departments").status_code == 200
    ended(cast, robot.token, how)
    assert robot.get("departments").status_code == 401


def test_it_may_do_what_it_was_given_and_nothing_else(cast, billing):
    reader = program_of(cast.ada, scopes=["settings:read"])
    assert reader.get("departments").status_code == 200
    refused = reader.post("departments", {"name": "Sales"})
    assert refused.status_code == 403
    assert refused.json()["code"] == "missing_scope"
    assert "settings:write" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("plan", "answers"),
    [("free", [402, 402]), ("team", [200, 402]), ("business", [200, 200])],
)
def test_the_plan_has_to_have_it(cast, robot, plan, answers):
    with tenant_scope(cast.acme):
        Subscription.objects.create(tenant=cast.acme, plan=plan)
    told = [robot.get(path) for path in ("departments", "reviews")]
    assert [answer.status_code for answer in told] == answers
    assert {answer.json()["code"] for answer in told if answer.status_code == 402} <= {"plan"}


def test_the_last_use_is_noted_to_the_minute(cast, robot):
    before = timezone.now()
    robot.get("departments")
    with tenant_scope(cast.acme):
        first = ApiToken.objects.get().last_used_at
        robot.get("departments")
        assert before <= first == ApiToken.objects.get().last_used_at


def test_every_answer_says_how_many_more_it_may_ask(robot, settings):
    settings.API_REQUESTS_PER_MINUTE = 3
    left = [robot.get("departments")["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    refused = robot.get("departments")
    assert (refused.status_code, refused.json()["code"]) == (429, "throttled")
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused["RateLimit-Limit"] == "3"


def test_other_addresses_and_methods_are_problems_too(robot):
    for method, path, status in [
        ("GET", "nothing", 404),
        ("GET", "/api/v2/departments", 404),
        ("POST", "nothing", 404),
        ("PATCH", "articles/x%0Ay", 404),
        ("OPTIONS", "departments", 405),
        ("PUT", "departments", 405),
    ]:
        answer = robot.ask(method, path)
        assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM), (method, path)
        assert answer.json()["status"] == status


def test_nobody_goes_on_guessing_tokens(cast, robot):
    answers = [Program(f"hd_{cast.acme.pk}_{'x' * 40}").get("people") for _ in range(31)]
    assert [answer.status_code for answer in answers] == [401] * 30 + [429]
    assert answers[-1]["Retry-After"]
    assert robot.get("people").status_code == 200  # who has a good one is not kept out

"""Surveys and ratings, follow-ups, consents with proof, reviews and reports, over HTTP."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from feedback.models import ConsentEvent, LiveConsent, OutgoingMail, PrivacyNotice, Purpose
from helpdesk.tenancy import tenant_scope
from tests.api.conftest import program_of
from tests.permission.conftest import EMAIL, Mia
from tests.reviews.conftest import rated, reviewed  # noqa: F401
from tests.surveys.conftest import Chat


@pytest.fixture
def new_chat(in_acme, new_id):
    return lambda **wanted: Chat(in_acme, new_id, **wanted)


def results(answer):
    assert answer.status_code == 200, answer.json()
    return answer.json()["results"]


def test_ratings_are_anonymous_unless_opened_and_cursors_say_nothing(robot, new_chat):
    asks = []
    for score in (1, 4, 5):
        chat = new_chat()
        asks.append(chat.closes())
        chat.rates(asks[-1], score, is_open=score == 1)
    found = results(robot.get("ratings"))
    assert sorted(row["score"] for row in found) == [1, 4, 5]
    opened = [row for row in found if row["open"]]
    assert [row["conversation_id"] for row in opened] == [asks[0].conversation_id]
    hidden = [row for row in found if not row["open"]]
    assert all(row["at"] is None and row["conversation_id"] is None for row in hidden)
    assert all("id" not in row and row["operator"]["name"] == "Omar" for row in found)
    page, seen = robot.get("ratings?limit=1").json(), []
    while page["next"]:
        seen += page["results"]
        page = robot.get(page["next"].partition("/api/v1/")[2]).json()
    assert sorted(row["score"] for row in seen + page["results"]) == [1, 4, 5]
    today = timezone.now().date()
    assert len(results(robot.get(f"ratings?week={today}&score=5"))) == 1
    assert results(robot.get("ratings?week=2020-01-01")) == []
    for wrong in ("ratings?cursor=abc", "ratings?day=2026-11-22", "ratings?week=x"):
        assert robot.get(wrong).status_code == 400, wrong
    [survey] = results(robot.get("surveys"))
    assert survey["is_on"] and survey["questions"][0]["kind"] == "csat"
    assert robot.get(f"surveys/{survey['id']}").json() == survey


def test_a_promise_is_made_passed_on_and_kept_by_a_program(robot, new_chat, in_acme):
    chat = new_chat()
    due = (timezone.now() + timedelta(hours=2)).isoformat()
    new = {"conversation_id": chat.pk, "what": "Ask the warehouse", "due_at": due}
    made = robot.post("follow-ups", new)
    assert made.status_code == 201, made.json()
    row = made.json()
    assert row["keeper"] is None and row["state"] == "open" and not row["overdue"]
    at = f"follow-ups/{row['id']}"
    given = robot.post(f"{at}/assignments", {"keeper_id": in_acme.sam.pk}).json()
    assert given["keeper"] == {"id": in_acme.sam.pk, "name": "Sam"}
    assert results(robot.get("follow-ups?state=open&overdue=false")) == [given]
    said = chat.is_answered("It left today").entry.client_id
    assert robot.post(f"{at}/keep", {"echo_id": str(said)}).json()["state"] == "kept"
    assert robot.post(f"{at}/drop", {"why": "Lost"}).json()["code"] == "promise_over"
    for change in ({"due_at": "2020-01-01T00:00Z"}, {"conversation_id": 10**9}, {"what": " "}):
        assert robot.post("follow-ups", new | change).status_code in (400, 404, 422), change


@pytest.fixture
def words(robot, in_acme):
    """Acme asks for news, too. {purpose: a text as it has to be sent back}"""
    PrivacyNotice.objects.create(tenant=in_acme.acme, asks_marketing=True)
    found = results(robot.get("consent-texts?language=en"))
    return {text["purpose"]: {"id": text["id"], "sha256": text["sha256"]} for text in found}


def recorded(visitor, *texts, **more):
    proof = {"shown_at": "2026-01-05T10:00:00Z", "how": "Box in our checkout, unticked"}
    return {"visitor_id": visitor.pk, "email": EMAIL, "texts": list(texts), **proof, **more}


def test_permission_is_recorded_with_its_proof_and_taken_back(robot, words, in_acme):
    answer = robot.post("consents", recorded(in_acme.visitor, words["follow_up"]))
    assert answer.status_code == 201, answer.json()
    [line] = answer.json()["results"]
    assert (line["status"], line["place"], line["recorded_by"]) == (
        "in_force",
        "api",
        in_acme.ada.pk,
    )
    assert line["how"] == "Box in our checkout, unticked" and line["shown_at"] < line["at"]
    assert "Acme may write" in line["text"]["wording"]
    assert EMAIL not in robot.get("consents").content.decode()
    assert LiveConsent.objects.get().address is not None
    again = robot.post("consents", recorded(in_acme.visitor, words["follow_up"]))
    assert (again.status_code, again.json()["results"]) == (200, [])
    receipt = robot.get(f"consents/{line['id']}/receipt").json()
    assert receipt["pii_processing"]["purposes"][0]["collection_method"] == line["how"]
    back = {"visitor_id": in_acme.visitor.pk, "purposes": ["follow_up"], "how": "On the phone"}
    [ended] = robot.post("consents/withdraw", back).json()["results"]
    assert (ended["what"], ended["by"], ended["how"]) == ("withdrawn", "member", "On the phone")
    assert not LiveConsent.objects.exists()
    assert [row["what"] for row in results(robot.get("consents"))] == ["withdrawn", "given"]


def test_news_wait_for_their_mail_and_no_other_words_are_taken(robot, words, in_acme):
    news = [words["marketing"], words["confirmation"]]
    lines = robot.post("consents", recorded(in_acme.visitor, *news)).json()["results"]
    assert {line["purpose"]: line["status"] for line in lines} == {
        "confirmation": "in_force",
        "marketing": "waiting",
    }
    assert OutgoingMail.objects.get().purpose == Purpose.CONFIRMATION
    later = (timezone.now() + timedelta(days=1)).isoformat()
    wrong = words["survey"] | {"sha256": "0" * 64}
    for texts, more in (
        ([wrong], {}),
        ([words["marketing"]], {}),
        ([{"id": 10**9, "sha256": "0" * 64}], {}),
        ([words["survey"]], {"email": "no address"}),
        ([words["survey"]], {"shown_at": later}),
        ([words["survey"]], {"how": ""}),
        ([words["survey"]], {"visitor_id": in_acme.stranger.pk + 10**6}),
    ):
        answer = robot.post("consents", recorded(in_acme.visitor, *texts, **more))
        assert answer.status_code in (400, 404, 422), (texts, more, answer.json())
    assert ConsentEvent.objects.count() == 2
    with (
        pytest.raises(ProgrammingError, match="denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE feedback_consentevent SET how = 'otherwise'")


def test_reviews_and_reports_are_read(robot, reviewed, in_acme):  # noqa: F811
    review = reviewed()
    [row] = results(robot.get(f"reviews?operator_id={in_acme.omar.pk}&passed=true"))
    assert (row["score"], row["reviewer"]["name"]) == (review.score, "Sam")
    assert {mark["value"] for mark in row["marks"]} == {2}
    assert robot.get(f"reviews/{row['id']}").json() == row
    assert results(robot.get("reviews?passed=false")) == []
    day = timezone.now().date()
    report = robot.get(f"reports?first={day}&last={day}&person_id={in_acme.omar.pk}").json()
    assert report["period"] == {"first": str(day), "last": str(day)}
    assert report["filters"] == {"member": str(in_acme.omar.pk)}
    assert isinstance(report["figures"]["chats"], int)
    for wrong in (
        "first=2026-11-22",
        "first=2026-11-22&last=2026-11-01",
        "first=2026-11-22&last=2026-11-22&person_id=0",
        "first=2026-11-22&last=2026-11-22&team=1",
        "first=20261122&last=2026-11-22",
        "first=1900-01-01&last=2026-11-22",
    ):
        assert robot.get(f"reports?{wrong}").status_code == 400, wrong


def test_a_program_of_another_company_finds_nothing_of_it(
    robot, strangers_robot, new_chat, new_id, in_acme, request
):
    review = request.getfixturevalue("reviewed")().pk
    chat = new_chat()
    chat.rates(chat.closes(), 5, is_open=True)
    due = (timezone.now() + timedelta(hours=2)).isoformat()
    new = {"conversation_id": chat.pk, "what": "Look", "due_at": due}
    promised = robot.post("follow-ups", new).json()["id"]
    mia = Mia(in_acme, new_id)
    line = mia.gives(Purpose.FOLLOW_UP)[0].pk
    survey = results(robot.get("surveys"))[0]["id"]
    for path in ("surveys", "ratings", "follow-ups", "consents", "reviews"):
        assert results(strangers_robot.get(path)) == [] != results(robot.get(path)), path
    for path in (
        f"surveys/{survey}", f"follow-ups/{promised}", f"consents/{line}",
        f"consents/{line}/receipt", f"reviews/{review}",
    ):  # fmt: skip
        assert strangers_robot.get(path).status_code == 404 and robot.get(path).status_code == 200
    drop = f"follow-ups/{promised}/drop"
    assert strangers_robot.post(drop, {"why": "x"}).status_code == 404
    assert strangers_robot.post("follow-ups", new).status_code == 404
    back = {"visitor_id": mia.pk, "purposes": ["follow_up"], "how": "x"}
    assert strangers_robot.post("consents/withdraw", back).status_code == 404
    day = timezone.now().date()
    told = strangers_robot.get(f"reports?first={day}&last={day}").json()
    assert told["figures"]["chats"] == 0
    with tenant_scope(in_acme.acme):
        assert LiveConsent.objects.filter(visitor=mia.pk).exists()


def test_a_token_without_the_scope_reads_nothing(cast):
    narrow = program_of(cast.ada, scopes=["conversations:read"])
    paths = ("surveys", "ratings", "follow-ups", "consents", "consent-texts", "reviews", "webhooks")
    for path in paths:
        assert narrow.get(path).json()["code"] == "missing_scope", path
    assert narrow.get("reports?first=2026-01-01&last=2026-01-02").status_code == 403

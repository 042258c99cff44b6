"""Webhooks and what was sent to them, over HTTP."""

from chat.webhooks.models import Delivery, Endpoint
from helpdesk.tenancy import tenant_scope

NEW = {
    "name": "CRM",
    "url": "https://crm.example.com/helpdesk?key=abc",
    "events": ["message.created"],
}


def test_a_webhook_from_its_making_to_its_end(robot, cast):
    made = robot.post("webhooks", NEW).json()
    assert made["secret"].startswith("whsec_") and made["host"] == "crm.example.com"
    at = f"webhooks/{made['id']}"
    read = robot.get(at).json()
    assert "secret" not in read and "url" not in read and "key=abc" not in str(read)
    assert robot.patch(at, {"events": ["review.done"]}).json()["events"] == ["review.done"]
    renewed = robot.post(f"{at}/secret").json()["secret"]
    assert renewed.startswith("whsec_") and renewed != made["secret"]
    assert robot.post(f"{at}/pause").json()["paused_why"] == "by_hand"
    test = robot.post(f"{at}/test")
    assert test.status_code == 201 and test.json()["state"] == "queued"
    assert not robot.post(f"{at}/resume").json()["paused"]
    assert robot.get(f"{at}/deliveries").json()["results"][0]["id"] == test.json()["id"]
    with tenant_scope(cast.acme):
        Delivery.objects.update(state="sent")
    again = robot.post(f"{at}/deliveries/{test.json()['id']}/again").json()
    assert again["webhook_id"] == test.json()["webhook_id"] and again["id"] != test.json()["id"]
    pages = robot.get(f"{at}/deliveries?limit=1").json()
    second = robot.get(pages["next"].partition("/api/v1/")[2]).json()
    assert [row["id"] for row in pages["results"] + second["results"]] == [
        again["id"],
        test.json()["id"],
    ]
    assert robot.ask("DELETE", at).status_code == 204 and robot.get(at).status_code == 404


REFUSED = (
    {"url": "https://169.254.169.254/"},
    {"url": "https://[::ffff:127.0.0.1]/"},
    {"url": "http://crm.example.com/"},
    {"url": "https://localhost/"},
    {"events": []},
    {"events": ["everything"]},
    {"name": ""},
)


def test_what_is_wrong_is_told_and_nothing_is_kept(robot, cast):
    for change in REFUSED:
        answer = robot.post("webhooks", NEW | change)
        assert answer.status_code in (400, 422), (change, answer.json())
        assert answer.json()["errors"][0]["field"].split(".")[0] in change
    with tenant_scope(cast.acme):
        assert not Endpoint.objects.exists()


def test_nobody_elses_and_no_tenant_or_author_of_ones_own(robot, strangers_robot, cast):
    theirs = {"tenant": cast.globex.pk, "tenant_id": cast.globex.pk, "made_by": cast.eve.pk}
    made = robot.post("webhooks", NEW | theirs | {"kind": "slack", "failures": 9})
    with tenant_scope(cast.acme):
        row = Endpoint.objects.get()
        assert (row.tenant_id, row.made_by_id) == (cast.acme.pk, cast.ada.pk)
        assert (row.kind, row.failures) == ("webhook", 0)
    at = f"webhooks/{made.json()['id']}"
    sent = robot.post(f"{at}/test").json()["id"]
    assert strangers_robot.get("webhooks").json()["results"] == []
    for method, path in (
        ("GET", at), ("PATCH", at), ("DELETE", at), ("POST", f"{at}/secret"),
        ("POST", f"{at}/pause"), ("POST", f"{at}/test"), ("GET", f"{at}/deliveries"),
        ("POST", f"{at}/deliveries/{sent}/again"),
    ):  # fmt: skip
        assert strangers_robot.ask(method, path, {}).status_code == 404, (method, path)

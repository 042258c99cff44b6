"""A backup of a company at work, brought back into an empty database."""

from types import SimpleNamespace

import psycopg
import pytest
from django.core.management import call_command

from helpdesk.backups import contents
from helpdesk.services.errors import Unavailable
from tests.conftest import make_database

from .conftest import SAID, say_in_manifest

CHANGED = {"chat_logepoch", "django_session", "feedback_outgoingmail"}  # on purpose


def test_everything_is_back_and_behind_its_wall(backup, at_work, empty_url, owner_url, capsys):
    call_command("restore", backup, into=empty_url)

    assert "row-level security forced on" in capsys.readouterr().out
    assert what_is_in(empty_url) == what_is_in(owner_url)
    assert bodies(empty_url, at_work.globex) == []
    assert SAID in bodies(empty_url, at_work.acme)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_serving(empty_url, at_work.acme, "DELETE FROM feedback_consentevent RETURNING id")


def test_what_may_have_happened_since_does_not_happen_again(
    backup, at_work, empty_url, owner_url, stored, restore
):
    stored.delete("acme/parcel.jpg")

    restore(backup, empty_url)

    assert stored.open("acme/parcel.jpg").read() == b"sealed"
    assert epoch(empty_url) != epoch(owner_url)
    waits = as_serving(empty_url, at_work.acme, "SELECT state, problem FROM feedback_outgoingmail")
    assert waits == [("unknown", "not_taken")]
    assert what_is_in(empty_url, CHANGED - {"django_session"})["django_session"][0] == 0


def test_rows_and_walls_are_compared(backup, empty_url, restore, worker_id):
    say_in_manifest(backup, lambda said: said["wall"].update({"policy chat_entry.more": "x"}))
    with pytest.raises(Unavailable, match=r"Not the wall of the backup: policy chat_entry\.more"):
        restore(backup, empty_url)

    say_in_manifest(backup, lambda said: said["tables"]["chat_entry"].__setitem__(1, "7"))
    with pytest.raises(Unavailable, match="Not the rows of the backup: chat_entry"):
        restore(backup, make_database(f"restored_{worker_id}"))


def what_is_in(owner_url: str, but: set[str] = CHANGED) -> contents.Tables:
    with psycopg.connect(owner_url.replace("helpdesk_owner@", "postgres@", 1)) as superuser:
        tables = contents.tables(superuser)
    return {name: sums for name, sums in tables.items() if name not in but}


def epoch(owner_url: str) -> object:
    with psycopg.connect(owner_url) as owner:
        return owner.execute("SELECT value FROM chat_logepoch").fetchone()


def bodies(owner_url: str, tenant: SimpleNamespace) -> list[str]:
    return [body for (body,) in as_serving(owner_url, tenant, "SELECT body FROM chat_entry")]


def as_serving(owner_url: str, tenant: SimpleNamespace, query: str) -> list[tuple]:
    """What the role that serves gets to see within that company."""
    with psycopg.connect(owner_url.replace("helpdesk_owner@", "helpdesk@", 1)) as serving:
        serving.execute("SELECT set_config('app.tenant_id', %s, false)", [str(tenant.pk)])
        return serving.execute(query).fetchall()

"""Acme at work, with a chat, a file and a mail that waits; and an empty database."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command

from chat import actions
from feedback.actions.consents import give, text_for
from feedback.actions.outbox import queue_mail
from feedback.models import MailKind, Purpose
from helpdesk.backups import checksums, restoring
from helpdesk.backups.manifest import FORM, name_of_key
from helpdesk.tenancy import tenant_scope
from tests.conftest import make_database, superuser_url

SAID = "Where is my parcel?"


@pytest.fixture
def stored(tmp_path, monkeypatch):
    """The storage of files, empty."""
    storage = storages["files"]
    monkeypatch.setattr(storage, "_location", str(tmp_path / "stored"))
    for name in ("base_location", "location"):
        vars(storage).pop(name, None)
    return storage


@pytest.fixture
def at_work(committed_cast, new_id, stored):
    stored.save("acme/parcel.jpg", ContentFile(b"sealed"))
    visitor = committed_cast.visitor
    with tenant_scope(committed_cast.acme):
        actions.post_visitor_message(visitor=visitor, client_id=new_id(), body=SAID)
        text = text_for(committed_cast.acme, Purpose.FOLLOW_UP, "en")
        give(visitor=visitor, email="mia@customer.example", texts=[text.pk], place="widget")
        queue_mail(kind=MailKind.ANSWER, visitor_id=visitor.pk, dedupe_key="parcel")
    return committed_cast


@pytest.fixture
def backup(at_work, tmp_path, owner_url, settings) -> Path:
    name = owner_url.rpartition("/")[2]
    settings.DATABASE_BACKUP_URL = f"{superuser_url().rpartition('/')[0]}/{name}"
    call_command("backup", tmp_path / "backups")
    (made,) = (tmp_path / "backups").iterdir()
    return made


@pytest.fixture
def written(tmp_path) -> Path:
    """What looks like a backup, until PostgreSQL is asked."""
    backup = tmp_path / "written"
    (backup / "files/acme").mkdir(parents=True)
    (backup / "files/acme/parcel.jpg").write_bytes(b"sealed")
    (backup / "database.dump").write_bytes(b"")
    said = {"made_at": "", "server": 18, "migrations": [], "tables": {}, "wall": {}}
    (backup / "manifest.json").write_text(json.dumps(said | {"form": FORM, "key": name_of_key()}))
    checksums.write(backup)
    return backup


@pytest.fixture
def empty_url(worker_id) -> str:
    return make_database(f"restored_{worker_id}")


@pytest.fixture
def restore() -> Callable[[Path, str], None]:
    def bring_back(backup: Path, url: str) -> None:
        restoring.restore(
            backup, url=url, jobs=1, with_files=True, other_key=False, say=lambda line: None
        )

    return bring_back


def say_in_manifest(backup: Path, change: Callable[[dict], object]) -> None:
    """Something else, with checksums that fit."""
    said = json.loads((backup / "manifest.json").read_text())
    change(said)
    (backup / "manifest.json").write_text(json.dumps(said))
    checksums.write(backup)

"""What the doctor finds wrong with a cluster, part by part."""

import time
from types import SimpleNamespace
from typing import Any

import pytest
import redis
from django.core.files.storage import FileSystemStorage, InMemoryStorage
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from helpdesk.doctor import CHECKS, Installation, Trouble, hands, stores, times
from helpdesk.vitals import key, names_of

NOBODY_LISTENS = "redis://:secret@127.0.0.1:1/0"


def look(part: str, *urls: str) -> str:
    return CHECKS[part](Installation(list(urls)))


# --- Migrations ---------------------------------------------------------------------------------


def test_all_migrations_are_applied(db):
    assert look("migrations").startswith("all ")
    assert "does not" not in look("migrations")


def test_one_that_is_missing_is_named(db):
    [(app, name)] = MigrationLoader(None).graph.leaf_nodes("feedback")
    MigrationRecorder.Migration.objects.filter(app=app, name=name).delete()
    with pytest.raises(Trouble, match=f"1 migration to apply .feedback.{name}"):
        look("migrations")


def test_a_newer_database_is_an_upgrade_under_way(db):
    MigrationRecorder.Migration.objects.create(app="chat", name="9999_of_the_next_version")
    assert "the database knows 1 that this code does not" in look("migrations")


# --- A pooler -----------------------------------------------------------------------------------


class Line:
    """A connection behind a pooler: `server` says which server's process has it just now."""

    info = SimpleNamespace(backend_pid=1)

    def __init__(self, server: Any) -> None:
        self.server = server

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None: ...

    def execute(self, _query: str) -> Any:
        return SimpleNamespace(fetchone=lambda: (self.server(),))

    def transaction(self) -> "Line":
        return self


def behind(monkeypatch: pytest.MonkeyPatch, *servers: Any) -> None:
    lines = iter([Line(server) for server in servers])
    monkeypatch.setattr(stores.places, "database", lambda: next(lines))


def test_without_a_pooler_it_says_so(db):
    assert look("pooler") == "none: straight to PostgreSQL"


def test_a_session_of_its_own_for_each_connection_is_trouble(monkeypatch):
    behind(monkeypatch, lambda: 70, lambda: 71)
    with pytest.raises(Trouble, match="session mode"):
        look("pooler")


def test_one_server_for_all_is_transaction_mode(monkeypatch):
    options = {"prepare_threshold": None}
    monkeypatch.setattr(stores.connection, "get_connection_params", lambda: options)
    behind(monkeypatch, lambda: 70, lambda: 70)
    assert look("pooler") == "in transaction mode"


def test_what_is_prepared_does_not_outlive_a_transaction_there(monkeypatch):
    options = {"prepare_threshold": 2}
    monkeypatch.setattr(stores.connection, "get_connection_params", lambda: options)
    behind(monkeypatch, lambda: 70, lambda: 70)
    with pytest.raises(Trouble, match="DATABASE_POOLER=transaction"):
        look("pooler")


# --- Redis, workers, beats ----------------------------------------------------------------------


def test_a_shard_that_is_away_is_named_without_its_password(settings):
    settings.REDIS_SHARDS = [settings.REDIS_URL, NOBODY_LISTENS]
    with pytest.raises(Trouble, match=r"127\.0\.0\.1:1: ") as trouble:
        look("redis")
    assert "secret" not in str(trouble.value)


def test_every_shard_is_counted(settings):
    settings.REDIS_SHARDS = [settings.REDIS_URL, f"{settings.REDIS_URL}?health_check_interval=9"]
    assert look("redis").endswith("; 2 shards of hints")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "_heard", lambda name, place: None)


def test_a_heartbeat_and_nobody_who_answers_is_trouble(heard):
    with pytest.raises(Trouble, match="no worker answers"):
        look("worker")


def test_more_tasks_than_they_can_do_are_trouble(heard, monkeypatch, settings):
    answers = [{"celery@one": {"ok": "pong"}}, {"celery@two": {"ok": "pong"}}]
    monkeypatch.setattr(hands, "ask_workers", lambda question: answers)
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.delete("celery")
        assert look("worker") == "2 workers, 0 tasks waiting"
        client.rpush("celery", *range(1_001))
        with pytest.raises(Trouble, match="1001 tasks wait for 2 workers"):
            look("worker")
        client.delete("celery")


def test_two_beats_are_no_trouble(heard, settings):
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        ours = [key("beat@one-1"), key("beat@two-2")]
        client.mset(dict.fromkeys(ours, 1))
        assert names_of(client, "beat") == ["one-1", "two-2"]
        assert look("beat") == "heartbeat seen of 2 beats; one is enough, more do no harm"
        client.delete(*ours)


# --- Clocks and files ---------------------------------------------------------------------------


def test_clocks_that_agree(db, monkeypatch):
    answers = [{"celery@one": {"now": time.time()}}]
    monkeypatch.setattr(times, "ask_workers", lambda question: answers)
    assert look("clocks") == "4 agree, at most 0.0 s apart"


@pytest.mark.parametrize(
    ("off_s", "words"), [(-90, r"\d+\.\d s behind"), (90, r"\d+\.\d s ahead of")]
)
def test_a_clock_that_is_off_is_named(db, monkeypatch, off_s, words):
    answers = [{"celery@one": {"now": time.time() + off_s}}]
    monkeypatch.setattr(times, "ask_workers", lambda question: answers)
    with pytest.raises(Trouble, match=f"celery@one is {words} this machine"):
        look("clocks")


def test_a_file_comes_back_and_nothing_is_left_behind(monkeypatch, tmp_path):
    monkeypatch.setattr(stores, "storages", {"files": FileSystemStorage(location=tmp_path)})
    assert "are free" in look("files")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_disk_that_is_nearly_full_is_trouble(monkeypatch, tmp_path):
    monkeypatch.setattr(stores.shutil, "disk_usage", lambda path: (100 << 30, 98 << 30, 2 << 30))
    with pytest.raises(Trouble, match=r"only 2\.0 GiB of 100\.0 are free"):
        stores._room(tmp_path)


def test_a_storage_that_spoils_files_is_trouble(monkeypatch):
    class Spoiling(InMemoryStorage):
        def _save(self, name: str, content: Any) -> str:
            content.file.write(b"h")
            return super()._save(name, content)

    monkeypatch.setattr(stores, "storages", {"files": Spoiling()})
    with pytest.raises(Trouble, match="came back as another"):
        look("files")

"""What would end badly is refused before anything is written."""

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from helpdesk.backups import checksums, programs, taking
from helpdesk.services.errors import Unavailable

from .conftest import say_in_manifest


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda backup: (backup / "files/acme/parcel.jpg").write_bytes(b"other"), "is not what"),
        (lambda backup: (backup / "database.dump").unlink(), "lacks database.dump"),
        (lambda backup: (backup / "more").touch(), "which the backup did not write"),
        (lambda backup: (backup / "checksums.txt").unlink(), "no backup, or not a whole one"),
    ],
)
def test_a_backup_that_was_changed_since(written, spoil, said):
    assert checksums.verify(written) == 3
    spoil(written)

    with pytest.raises(Unavailable, match=said):
        checksums.verify(written)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda said: said.update(key="another"), "SECRET_KEY is not the one"),
        (lambda said: said["migrations"].append("chat.9999_later"), "which has chat.9999_later"),
        (lambda said: said["wall"].update({"right chat_entry nobody": ""}), "role nobody is"),
        (lambda said: said.update(form=2), "another version of this command"),
    ],
)
def test_a_backup_that_does_not_fit_here(written, empty_url, restore, change, said):
    say_in_manifest(written, change)

    with pytest.raises(Unavailable, match=said):
        restore(written, empty_url)


def test_a_database_that_is_not_empty(written, empty_url, restore):
    with psycopg.connect(empty_url) as owner:
        owner.execute("CREATE TABLE leaflet (id bigint)")

    with pytest.raises(Unavailable, match=r"is not empty \(leaflet is there\)"):
        restore(written, empty_url)


def test_a_file_of_that_name_that_is_another(written, empty_url, restore, stored):
    stored.save("acme/parcel.jpg", ContentFile(b"another"))

    with pytest.raises(Unavailable, match=r"acme/parcel\.jpg is there already"):
        restore(written, empty_url)
    assert stored.open("acme/parcel.jpg").read() == b"another"


def test_a_role_that_cannot_see_every_company(owner_url, settings, tmp_path, django_db_setup):
    settings.DATABASE_BACKUP_URL = owner_url

    with pytest.raises(SystemExit):
        call_command("backup", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_programs_that_are_older_than_the_server():
    with pytest.raises(Unavailable, match="postgresql-client-99"):
        programs.find("pg_dump", 99)


def test_only_older_backups_are_deleted(tmp_path):
    for name in ("2026-01-01T00-00-00Z", "2026-01-02T00-00-00Z", "2026-01-03T00-00-00Z"):
        (tmp_path / name).mkdir()
        checksums.write(tmp_path / name)
    (tmp_path / "pictures").mkdir()

    assert taking.keep_newest(tmp_path, 2) == ["2026-01-01T00-00-00Z"]
    assert (tmp_path / "pictures").is_dir()

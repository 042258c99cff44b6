"""`manage.py replay` as somebody types it: table, exit status, what it says when it cannot."""

import gzip
import json
import os
import re
import subprocess
import sys

import psycopg
import pytest

from helpdesk import services
from helpdesk.services import record
from helpdesk.services.process import ROOT

DIALOGUES = [
    [("customer", "Do you have this lamp in green?"), ("operator", "Yes, three are left.")],
    [
        ("customer", "My order 4711 has not come."),
        ("customer", "It is a week late now."),
        ("operator", "I am sorry, let me look."),
        ("operator", "It is at the depot and comes tomorrow."),
        ("customer", "Good, thank you!"),
    ],
    [
        ("operator", "Nobody asked yet, so this is not played."),
        ("customer", "Grüße! 你好 🙂\nIs there anybody?"),
        ("operator", "Always. How can I help?"),
        ("customer", "Just looking."),
    ],
]
PLAYED = 2 + 5 + 3


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "dialogues.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for number, turns in enumerate(DIALOGUES):
            said = [{"t": None, "from": who, "text": text} for who, text in turns]
            out.write(json.dumps({"id": number, "turns": said}) + "\n")
    return path


def replay(server, *arguments):
    return subprocess.run(
        [sys.executable, "manage.py", "replay", *map(str, arguments)],
        cwd=ROOT,
        env=server.environment,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


def table(output):
    """{row: its last number}"""
    rows = re.findall(r"^(\w[\w ]*?) {2,}.*?([\d,]+)$", output, re.MULTILINE)
    return {name: int(number.replace(",", "")) for name, number in rows}


def test_it_plays_every_dialogue_and_finds_nothing_wrong(server, committed_cast, file, owner_url):
    made = replay(server, file, "--company", "acme", "--conversations", "6", "--rate", "60")
    assert made.returncode == 0, made.stdout + made.stderr
    rows = table(made.stdout)
    assert [rows[name] for name in ("sent", "acknowledged", "stored", "displayed")] == [
        2 * PLAYED
    ] * 4
    assert [rows[name] for name in ("lost", "doubled", "out of order")] == [0, 0, 0]
    assert re.search(r"send to acknowledged( +[\d.,]+){3}\n", made.stdout)
    assert re.search(r"send to displayed( +[\d.,]+){3}\n", made.stdout)
    with psycopg.connect(owner_url) as owner:
        owner.execute("SELECT set_config('app.tenant_id', %s, true)", [str(committed_cast.acme.pk)])
        counted = owner.execute(
            "SELECT count(DISTINCT operator_id), count(*) FILTER (WHERE status = 'closed') "
            "FROM chat_conversation"
        ).fetchone()
    assert counted == (4, 6)  # spread over everybody who may chat, and all are closed


def test_it_shows_how_far_it_is(server, committed_cast, file):
    made = replay(server, file, "--company", "acme", "--conversations", "3", "--rate", "60")
    assert "0 s" in made.stdout
    assert f"{PLAYED} of {PLAYED} sent, 0 not acknowledged, 0 dialogues left" in made.stdout


def test_the_sessions_it_made_are_gone(server, committed_cast, file, owner_url):
    def count():
        with psycopg.connect(owner_url) as owner:
            return owner.execute("SELECT count(*) FROM django_session").fetchone()

    before = count()
    replay(server, file, "--company", "acme", "--conversations", "1")
    assert count() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.jsonl.gz", "--company", "acme"], "Cannot read nowhere.jsonl.gz: No such file"),
        (["{file}", "--company", "hooli"], "There is no active company 'hooli'."),
        (["{file}", "--company", "initech"], "Initech has nobody who may chat"),
        (["{file}", "--company", "acme", "--url", "http://127.0.0.1:9"], "No server answers at"),
        (["{file}", "--company", "acme", "--rate", "0"], "must be above zero"),
        (["manage.py", "--company", "acme"], "Line 1 is not a dialogue"),
    ],
)
def test_it_says_in_one_line_why_it_cannot(server, committed_cast, file, arguments, words):
    from tenants.models import Tenant

    Tenant.objects.create(name="Initech", slug="initech")
    made = replay(server, *(argument.format(file=file) for argument in arguments))
    assert made.returncode == 1
    assert words in made.stderr
    assert len(made.stderr.strip().splitlines()) == 1
    assert "Traceback" not in made.stderr


NAMES = ("HELPDESK_ENV", "DATABASE_URL", "SECRET_KEY")


def beside(var, monkeypatch, environment, **said):
    """What HELPDESK_ENV is for a command typed beside a copy that runs with `environment`."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    record.write(var, {"pid": os.getpid(), "url": "", "environment": environment, "processes": {}})
    services.join_demo(var)
    return os.environ.get("HELPDESK_ENV")


def test_typed_beside_a_running_demo_it_means_that_demo(tmp_path, monkeypatch):
    assert beside(tmp_path, monkeypatch, {"HELPDESK_ENV": "development"}) == "development"


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, {}),
        ({"HELPDESK_ENV": "production"}, {}),
        ({"HELPDESK_ENV": "development"}, {"DATABASE_URL": "postgresql://elsewhere"}),
        ({"HELPDESK_ENV": "development"}, {"SECRET_KEY": "of-production"}),
    ],
)
def test_what_names_an_installation_is_not_taken_for_a_demo(
    tmp_path, monkeypatch, environment, said
):
    assert beside(tmp_path, monkeypatch, environment, **said) is None

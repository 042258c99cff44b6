"""A copy as `make demo` starts it: what it offers, what it survives."""

import os
import subprocess
import sys
import urllib.request

import psycopg
import pytest

from helpdesk.services.process import ROOT, wait_until
from tests.stack import Stack


def test_every_page_it_prints_opens(stack: Stack) -> None:
    pages = [word for word in stack.said().split() if word.startswith("http://")]
    assert len(pages) == 6  # where it is ready, and the five pages
    for page in pages:
        as_a_browser = urllib.request.Request(page, headers={"Accept": "text/html"})
        with urllib.request.urlopen(as_a_browser, timeout=10) as answer:
            assert answer.status == 200


def test_it_says_who_can_sign_in(stack: Stack) -> None:
    from helpdesk.demo import SIGN_INS

    for email, password, _role in SIGN_INS:
        assert email in stack.said()
        assert password in stack.said()


def test_the_doctor_finds_it_sound(stack: Stack) -> None:
    answer = doctor(stack)
    assert [line.split()[:2] for line in answer.stdout.splitlines()] == [
        ["ok", part]
        for part in (
            "server database migrations pooler redis socket worker beat clocks files mail".split()
        )
    ]
    assert answer.returncode == 0


def test_the_doctor_says_what_is_wrong(stack: Stack) -> None:
    answer = doctor(stack, "--site-key", "f" * 32)
    wrong = [line for line in answer.stdout.splitlines() if line.startswith("FAIL")]
    assert len(wrong) == 1 and "4404" in wrong[0]
    assert answer.returncode == 1


def doctor(stack: Stack, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "doctor", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HELPDESK_ENV": "development", "VAR": str(stack.var)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("name", ["web", "redis", "postgres"])
def test_what_is_killed_comes_back(stack: Stack, name: str) -> None:
    kill_and_see_another(stack, name)
    stack.wait_until_well()


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_a_new_worker_or_beat_does_its_work(stack: Stack, name: str) -> None:
    kill_and_see_another(stack, name)
    stack.flush_redis()  # whoever did it before does not count
    stack.wait_until_well()


def kill_and_see_another(stack: Stack, name: str) -> None:
    before = stack.processes()[name]
    stack.kill(name)
    assert wait_until(lambda: stack.processes()[name] != before, 10)


def test_a_visitor_waits_while_the_web_process_starts_again(stack: Stack) -> None:
    stack.kill_web()
    with urllib.request.urlopen(f"{stack.url}/healthz", timeout=20) as answer:
        assert answer.read() == b"ok"


def test_the_serving_role_may_use_tables_but_not_change_them(stack: Stack) -> None:
    from helpdesk.services.postgres import Postgres

    with psycopg.connect(Postgres(stack.var).url("helpdesk")) as connection:
        rights = connection.execute(
            "SELECT has_table_privilege(current_user, 'chat_entry', 'SELECT, INSERT'), "
            "has_table_privilege(current_user, 'chat_entry', 'TRUNCATE'), "
            "has_schema_privilege(current_user, 'public', 'CREATE')"
        )
        assert rights.fetchone() == (True, False, False)

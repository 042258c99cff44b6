"""The table of `make cluster`, and who keeps its parts running."""

import sys
import time

import pytest

from helpdesk.services.process import wait_until
from tests.cluster import table
from tests.cluster.acts import Act, Size, dialogues
from tests.cluster.faults import BY_NAME
from tests.cluster.network import Loopback
from tests.cluster.once import Doings
from tests.cluster.parts import Part

FOUND = {
    "network": "loopback addresses",
    "haproxy": "2.6",
    "pgbouncer": "1.18",
    "load": [0.5],
    "command": "python -m tests.cluster",
    "commit": "abc",
    "at": "2026-11-22T10:00:00",
    "cores": 2,
    "processor": "x",
    "memory_gib": 8,
    "python": "3.11",
    "postgresql": "18",
    "node": "22",
}


@pytest.fixture
def part(tmp_path):
    argv = [sys.executable, "-c", "import time; time.sleep(60)"]
    made = Part(
        Loopback(), "web1", argv, log=tmp_path / "web1.log", is_ready=lambda part: part.is_running
    )
    made.start()
    yield made
    made.kill()


def test_what_ends_by_itself_is_started_again_and_counted(part):
    part.process.kill()
    assert wait_until(lambda: not part.is_running, 5)
    part.keep()
    assert (part.is_running, part.ended_by_itself) == (True, 1)


def test_what_was_taken_away_stays_away(part):
    part.kill()
    part.keep()
    assert (part.is_running, part.ended_by_itself) == (False, 0)


def test_what_does_not_start_is_said_at_once(tmp_path):
    argv = [sys.executable, "-c", "raise SystemExit('no such address')"]
    log = tmp_path / "web2.log"
    part = Part(Loopback(), "web2", argv, log=log, is_ready=lambda _: False)
    part.start()
    began = time.monotonic()
    with pytest.raises(RuntimeError, match="web2 does not run: no such address"):
        part.wait_until_ready()
    assert time.monotonic() - began < 30


def test_the_table_stands_between_its_marks(tmp_path):
    page = tmp_path / "operations.md"
    page.write_text(f"before\n{table.BEGIN}stale\n{table.END}behind\n")
    act = Act(BY_NAME["web-drained"], messages=1200, acknowledged=1200, wrong=["lost: 1 | 2"])
    made = table.table([act]) + table.told(Doings(mails=3, twice=["a mail"]), {"unknown": 1})
    table.write(FOUND, made, page)
    told = page.read_text()
    assert told.startswith(f"before\n{table.BEGIN}") and told.endswith(f"{table.END}behind\n")
    assert "| a web process, told to stop **lost: 1 / 2** | 1,200 | 1,200 |" in told
    assert "3 mails; twice: 1." in told and "1 mails wait for a person" in told
    assert "stale" not in told


def test_as_much_is_said_as_the_rate_allows():
    played = dialogues(Size(rate=32, seconds=10))
    assert sum(len(dialogue.turns) for dialogue in played) == 320
    assert all(dialogue.turns[0].from_customer for dialogue in played)

"""The load generator counts every message from when it was due."""

import os
import signal
import subprocess
import threading
import time

import pytest

from bench.proof.facts import node
from bench.proof.pressing import Generator
from bench.proof.serving import Served
from bench.proof.ways import Shape, _relay, desks
from helpdesk.services.process import ROOT


@pytest.fixture(scope="module")
def relay(tmp_path_factory):
    log = tmp_path_factory.mktemp("relay") / "log"
    with (
        Served(_relay, {}, log) as served,
        Generator(desks(Shape(2, 1, 3)), served.origin, log) as generator,
    ):
        yield served, generator


def test_as_many_as_asked_for_are_under_way_and_all_arrive(relay):
    served, generator = relay
    told = generator.closed(4, 0.3, served.cpu_s)
    assert told["rate"] > 100
    assert (told["lost"], told["unacknowledged"], told["errors"]) == (0, 0, {})
    assert told["received"]["p50"] <= told["received"]["p99"] <= told["received"]["max"]


def test_so_many_a_second_are_sent_whatever_happens(relay):
    served, generator = relay
    told = generator.open(100, 0.5, served.cpu_s)
    assert 48 <= told["due"] <= 52
    assert told["lost"] == 0


def test_what_waits_behind_a_stopped_server_counts_as_late(relay):
    """The server stands still for a while: that is told of everything due meanwhile, not of one."""
    served, generator = relay
    pauses = []

    def pause_when_it_begins():
        if not pauses:
            pauses.append(threading.Thread(target=pause, args=[served.process.pid]))
            pauses[0].start()
        return 0.0

    told = generator.open(100, 1.0, pause_when_it_begins)
    pauses[0].join()
    assert told["lost"] == 0
    assert told["received"]["max"] > 300
    assert told["received"]["p95"] > 200  # coordinated omission would hide all but one


def pause(pid):
    os.kill(pid, signal.SIGSTOP)
    time.sleep(0.4)
    os.kill(pid, signal.SIGCONT)


def test_what_never_came_counts_with_the_time_waited_for_it():
    script = """
        import { begin, heard, note, now, summed } from "./bench/proof/load/ledger.mjs";
        const start = now() - 1000;
        begin();
        note("here", start);
        note("lost", start);
        heard.ack("here"), heard.message("here");
        console.log(JSON.stringify(summed(start, now())));
    """
    argv = [str(node()), "--input-type=module", "--eval", script]
    run = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=True)
    assert '"due":2,"lost":1' in run.stdout
    assert '"p50":10' in run.stdout

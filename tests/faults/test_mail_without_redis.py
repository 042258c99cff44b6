"""Redis is emptied again and again while mail is due: it leaves all the same, once, within a
minute. A real worker and a real beat, with a Redis of their own."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from chat import agenda
from helpdesk.services.process import ROOT, wait_until
from helpdesk.services.redis import Redis
from helpdesk.tenancy import tenant_scope
from tests.mail.conftest import mailboxes, smtp_server  # noqa: F401  fixtures
from tests.mail.workers import many_mails, states

MAILS = 20
EMPTIED_FOR_S = 8.0
WITHIN_S = 60.0


@pytest.fixture
def redis(tmp_path):
    own = Redis(tmp_path)
    own.ensure()
    yield own
    own.stop()


@pytest.fixture
def worker_and_beat(redis, owner_url, smtp_server, tmp_path):  # noqa: F811
    started = subprocess.Popen(
        [*CELERY, "-B", "--schedule", str(tmp_path / "schedule")],
        cwd=ROOT,
        env=os.environ
        | {
            "DATABASE_URL": owner_url.replace("helpdesk_owner@", "helpdesk@", 1),
            "REDIS_URL": redis.url,
            "EMAIL_URL": f"smtp://127.0.0.1:{smtp_server.port}",
            "C_FORCE_ROOT": "1",
            "LOG_LEVEL": "WARNING",
        },
        stdin=subprocess.DEVNULL,
        stdout=(tmp_path / "worker.log").open("wb"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    yield started
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()


CELERY = [sys.executable, "-m", "celery", "--quiet", "-A", "helpdesk", "worker"]
CELERY += ["--pool", "threads", "--concurrency", "2"]


@pytest.mark.timeout(180)
def test_every_due_mail_leaves_within_a_minute(
    committed_cast,
    redis,
    worker_and_beat,
    mailboxes,  # noqa: F811
):
    acme = committed_cast.acme
    assert wait_until(lambda: redis.client().exists("_kombu.binding.celery.pidbox"), 40)
    with tenant_scope(acme):
        mails = many_mails(acme, MAILS)
        agenda.look_soon(acme.pk)
        begun = time.monotonic()
        while time.monotonic() - begun < EMPTIED_FOR_S:
            redis.client().flushall()
            time.sleep(0.02)
        left = WITHIN_S - EMPTIED_FOR_S
        assert wait_until(lambda: set(states(mails).values()) == {"sent"}, left), states(mails)
    assert sorted(Counter(mailboxes.recipients).values()) == [1] * MAILS

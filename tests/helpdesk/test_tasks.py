"""Workers know every task they are asked for: senders name them, so nothing else would notice."""

import ast
import re
import subprocess
import sys

from tests.server import ROOT

APPS = ("chat", "feedback", "helpdesk", "tenants")
NAME = re.compile(rf"({'|'.join(APPS)})(\.\w+)*\.tasks\.\w+")
KNOWN = """
from helpdesk.celery import app
app.loader.import_default_modules()
print(*app.tasks)
"""


def named_tasks():
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                value = getattr(node, "value", None)
                if isinstance(node, ast.Constant) and NAME.fullmatch(str(value)):
                    yield value


def test_every_task_that_is_named_is_known_to_workers():
    named = set(named_tasks())
    assert {"chat.tasks.tend_company", "feedback.tasks.forget_old"} <= named
    known = subprocess.run(
        [sys.executable, "-c", KNOWN], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert named <= set(known.stdout.split())

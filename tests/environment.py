"""The environment of a test run, set before settings are read (`-p` in pyproject.toml).

PostgreSQL and Redis are the run's own, under VAR; services of the machine stay unused unless
DATABASE_URL and REDIS_URL name them.
"""

import os
from pathlib import Path

from helpdesk import services

VAR = Path(os.environ.get("TEST_VAR", Path(__file__).resolve().parent.parent / "var" / "test"))

# Each further process of a run in parallel (pytest-xdist) has services of its own: what one pushes
# or kills, another must not feel.
worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
if worker != "gw0":
    VAR = VAR / worker
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        if os.environ.get("EMBEDDED_FOR_TESTS"):
            os.environ.pop(name, None)

os.environ.update({"HELPDESK_ENV": "development", "SECRET_KEY": "of-the-tests"})
os.environ |= {"VAR": str(VAR), "FILES_ROOT": str(VAR / "files")}
if not {"DATABASE_URL", "REDIS_URL"} & os.environ.keys():
    os.environ["EMBEDDED_FOR_TESTS"] = "1"
os.environ.update(services.ensure(VAR))

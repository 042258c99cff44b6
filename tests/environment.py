"""The environment of a test run, set before settings are read (`-p` in pyproject.toml).

PostgreSQL and Redis are the run's own, under VAR; services of the machine stay unused unless
DATABASE_URL and REDIS_URL name them.
"""

import os
from pathlib import Path

from helpdesk import services

VAR = Path(os.environ.get("TEST_VAR", Path(__file__).resolve().parent.parent / "var" / "test"))

os.environ.update({"HELPDESK_ENV": "development", "SECRET_KEY": "of-the-tests"})
os.environ |= {"VAR": str(VAR), "FILES_ROOT": str(VAR / "files")}
os.environ.update(services.ensure(VAR))

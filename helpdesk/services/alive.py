"""`python -m helpdesk.services.alive web|beat`: for Docker, and whoever else starts again what does
not live. Looks at the process and at nothing it leans on: a database that is away is no reason to
kill a web process."""

import http.client
import os
import sys
from urllib.parse import urlsplit

import redis

from helpdesk.vitals import key

from .readiness import Probe

PATIENCE_S = 4


def web() -> str:
    """'' when it answers, else why not."""
    url = f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"
    try:
        Probe(url, os.environ.get("PUBLIC_URL", url)).get("/healthz")
    except (OSError, http.client.HTTPException, ValueError) as error:
        return f"{urlsplit(url).netloc} does not answer: {error}"
    return ""


def beat() -> str:
    """'' when one has sent something lately; of several it cannot tell which."""
    try:
        with redis.Redis.from_url(os.environ["REDIS_URL"], socket_timeout=PATIENCE_S) as client:
            return "" if client.exists(key("beat")) else "nothing was sent for a while"
    except redis.RedisError:
        return ""  # nobody can tell, and a new one could not send either


LOOKS = {"web": web, "beat": beat}

if __name__ == "__main__":
    if sys.argv[1:2] == [] or sys.argv[1] not in LOOKS:
        sys.exit(f"usage: python -m helpdesk.services.alive {'|'.join(LOOKS)}")
    sys.exit(LOOKS[sys.argv[1]]() or 0)

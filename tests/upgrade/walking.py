"""Every page that can be reached by links, asked of one web process."""

import re
import urllib.error
import urllib.request
from collections import deque

from tests.faults.machine import Company

LINK = re.compile(r'href="(/t/[^"#?]*)')
MOST = 150
PATIENCE_S = 20


def walk(origin: str, acme: Company, name: str = "ada") -> tuple[int, list[str]]:
    """How many pages somebody of the company was shown, and those that failed ("/t/acme/ 500")."""
    ahead, seen, failed = deque([f"/t/{acme.slug}/"]), {f"/t/{acme.slug}/"}, []
    shown = 0
    while ahead and shown < MOST:
        path = ahead.popleft()
        status, page = _ask(origin + path, acme.cookies[name])
        shown += status == 200
        if status >= 500 or status == 0:
            failed.append(f"{path} {status}")
        new = [link for link in dict.fromkeys(LINK.findall(page)) if link not in seen]
        seen.update(new)
        ahead.extend(new)
    return shown, failed


def _ask(url: str, cookie: str) -> tuple[int, str]:
    """Status (0: no answer) and text."""
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, headers={"Cookie": cookie}), timeout=PATIENCE_S
        ) as answer:
            is_page = "html" in answer.headers.get("Content-Type", "")
            return answer.status, answer.read().decode() if is_page else ""
    except urllib.error.HTTPError as error:
        return error.code, ""
    except OSError:
        return 0, ""

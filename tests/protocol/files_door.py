"""Brings anything at all to the door for files, and sees what becomes of it."""

import re
from pathlib import Path
from random import Random
from typing import Any

from . import page
from .by_hand import Answer, ask, request
from .ends import VisitorEnd
from .files import INSIDE, Brought, brought
from .fuzzing import ServerLog
from .judging import Wrong
from .stage import Stage

GIVES_UP_AFTER_S = 0.4
OF_A_TOKEN = 15  # uploads; one person may have twenty unsent ones
KINDS = {"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain"}
UNFIT_NAME = re.compile(r"[/\\\x00-\x1f\u202a-\u202e]")


class FilesDoor:
    def __init__(self, stage: Stage, log: Path) -> None:
        self.stage, self.log = stage, ServerLog(log)
        self.visitor: VisitorEnd | None = None
        self.came = 0

    async def try_seed(self, seed: int) -> int:
        """The status. Raises Wrong."""
        if self.came % OF_A_TOKEN == 0:
            await self._somebody_new()
        self.came += 1
        what = brought(seed)
        try:
            return await self._bring(what, lie_of(seed))
        except (Wrong, TimeoutError) as wrong:
            raise Wrong(f"seed {seed}: {wrong!r} after {lie_of(seed)} {what!r:.2000}") from None

    async def _bring(self, what: Brought, lie: list[str] | None) -> int:
        answer = await self._ask("POST", f"/widget/{self.stage.site_key}/files/", what, lie)
        is_no_request = lie is not None or what.type.startswith("multipart/")
        if not (is_no_request and answer.status in (0, 400) and not answer.body):
            self._judge(answer)
        if answer.status == 201:
            await self._judge_what_was_kept(answer.json()["file"])
        if faults := self.log.faults():
            raise Wrong(f"the server's log: {faults}")
        return answer.status

    async def _ask(self, method: str, path: str, what: Brought, lie: list[str] | None) -> Answer:
        assert self.visitor is not None
        length = [f"Content-Length: {len(what.content)}"] if lie is None else lie
        told = [f"X-File-Name: {what.name}", f"Authorization: Bearer {self.visitor.token}"]
        told += [f"Content-Type: {what.type}"] if what.type else []
        origin = self.stage.origin
        asked = request(method, origin, path, *told, *length, body=what.content)
        if lie is None:
            return await ask(origin, asked)
        try:
            return await ask(origin, asked, GIVES_UP_AFTER_S)
        except TimeoutError:  # it waits for what was announced
            return Answer(0, "", b"")

    def _judge(self, answer: Answer) -> None:
        if answer.status not in page.statuses("Files"):
            raise Wrong(f"a status that is not on the page: {answer}")
        if answer.status != 201:
            code = answer.json()["error"]["code"]
            if code not in page.error_codes() | page.named_in("Files"):
                raise Wrong(f"the page does not know the error {code!r}")

    async def _judge_what_was_kept(self, file: dict[str, Any]) -> None:
        if file["type"] not in KINDS or UNFIT_NAME.search(file["name"]):
            raise Wrong(f"kept as {file}")
        got = await ask(self.stage.origin, request("GET", self.stage.origin, file["url"]))
        if got.status != 200 or "nosniff" not in got.head.lower():
            raise Wrong(f"cannot be fetched, or not safely: {got.status} {got.head}")
        if file["type"].startswith("image/") and any(hidden in got.body for hidden in INSIDE[:2]):
            raise Wrong("something is hidden in a picture that was written anew")

    async def _somebody_new(self) -> None:
        await self.end()
        self.visitor = VisitorEnd(self.stage, "who brings files")
        await self.visitor.connect()

    async def end(self) -> None:
        if self.visitor is not None:
            await self.visitor.cut()


def lie_of(seed: int) -> list[str] | None:
    """Headers that say something else about the length than what comes; None where it is told."""
    chance = Random(f"lie {seed}")
    return chance.choice(LIES) if chance.random() < 0.15 else None


LIES = [
    [],
    ["Content-Length: 0"],
    ["Content-Length: 1"],
    ["Content-Length: -1"],
    ["Content-Length: a lot"],
    ["Content-Length: 9999"],
    ["Content-Length: 99999999999"],
    ["Content-Length: 5", "Content-Length: 6"],
    ["Transfer-Encoding: chunked"],
    ["Transfer-Encoding: gzip, chunked", "Content-Length: 4"],
]

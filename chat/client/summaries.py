"""The operator's list: a snapshot, kept true by pushes."""

from typing import Any

Summary = dict[str, Any]


class Summaries:
    """Conversations of the company by number. A push may overtake another or the answer to a
    `list`, so the one with the higher head counts."""

    def __init__(self) -> None:
        self.by_id: dict[int, Summary] = {}
        self.inbox = ""  # of the last complete list
        self._listed: set[int] | None = None  # while the pages of a list come in
        self._pushed: set[int] = set()  # meanwhile

    @property
    def live(self) -> dict[int, Summary]:
        return {pk: summary for pk, summary in self.by_id.items() if summary["status"] != "closed"}

    def begin(self) -> None:
        """A list was asked for."""
        self._listed, self._pushed = set(), set()

    def take_page(self, frame: dict[str, Any]) -> str | None:
        """A `conversations` frame of the view `all`; the cursor of the next page."""
        if self._listed is None:
            return None
        for item in frame["items"]:
            self._listed.add(item["id"])
            self._put(item)
        if frame["next"] is None:
            self._finish(frame["inbox"])
        return frame["next"]

    def _finish(self, inbox: str) -> None:
        """What was not listed is closed, unless a push says otherwise."""
        assert self._listed is not None
        for pk in self.by_id.keys() - self._listed - self._pushed:
            del self.by_id[pk]
        self.inbox, self._listed = inbox, None

    def push(self, summary: Summary) -> None:
        self._pushed.add(summary["id"])
        self._put(summary)

    def read(self, frame: dict[str, Any]) -> None:
        if known := self.by_id.get(frame["conversation"]):
            read = known["read"]
            read[frame["by"]] = max(read[frame["by"]], frame["seq"])

    def seen(self, frame: dict[str, Any]) -> None:
        if known := self.by_id.get(frame["conversation"]):
            known["seen"] = max(known.get("seen", 0), frame["visitor_messages"])

    def _put(self, new: Summary) -> None:
        old = self.by_id.get(new["id"])
        if old is None:
            self.by_id[new["id"]] = new
            return
        newer = new if new["head"] >= old["head"] else old
        read = {by: max(old["read"][by], new["read"][by]) for by in old["read"]}
        seen = max(old.get("seen", 0), new.get("seen", 0))
        self.by_id[new["id"]] = newer | {"read": read, "seen": seen}

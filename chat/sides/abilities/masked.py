from typing import Any

from chat import frames, masked
from chat.actions import Refused

MOST_SEARCHED = 100


class MaskedAbility:
    """What a visitor can look at while nobody answers (chat.masked). Mixed into `VisitorSide`."""

    frame_types = {"help": "help", "articles": "find_articles", "article": "open_article"}

    async def help(self: Any, frame: dict[str, Any]) -> None:
        offered = await self.in_tenant(masked.offers, self.tenant, self.spoken)
        self.line.reply({"type": "help", **offered})

    async def find_articles(self: Any, frame: dict[str, Any]) -> None:
        search = frames.read_text(frame, "search", most=MOST_SEARCHED, optional=False)
        found = await self.in_tenant(masked.articles, self.tenant, search, self.spoken)
        self.line.reply({"type": "articles", "search": search, "articles": found})

    async def open_article(self: Any, frame: dict[str, Any]) -> None:
        number = frames.read_int(frame, "article", least=1)
        found = await self.in_tenant(masked.article, self.tenant, number)
        if found is None:
            raise Refused("not_found")
        self.line.reply({"type": "article", "article": found})

    @property
    def spoken(self: Any) -> str:
        """The visitor's language, as far as it is known."""
        return self.visitor.spoken if self.visitor else ""

from typing import Any

from chat import frames
from chat.search import views
from chat.search.filters import read_filters
from chat.search.finding import find

MOST_TYPED = 200


class SearchAbility:
    """Finding chats by what was said in them, and coming back to a choice of them."""

    frame_types = {"search": "search", "save_view": "save_view", "drop_view": "drop_view"}

    async def search(self: Any, frame: dict[str, Any]) -> None:
        words = frames.read_text(frame, "words", most=MOST_TYPED) or ""
        filters = read_filters(frame.get("filters"))
        before = frames.read_int(frame, "before", least=1, optional=True)
        found = await self.in_tenant(find, self.member, words, filters, before)
        self.line.reply(
            {
                "type": "found",
                "words": words,
                "filters": filters,
                "before": before,
                "hits": found.hits,
                "next": found.next,
            }
        )

    async def save_view(self: Any, frame: dict[str, Any]) -> None:
        name = frames.read_words(frame, "name", most=views.MOST_NAME)
        shared = frames.read_bool(frame, "shared")
        words = frames.read_text(frame, "words", most=MOST_TYPED) or ""
        filters = read_filters(frame.get("filters"))
        saved = await self.in_tenant(
            views.save, self.member, name=name, shared=shared, words=words, filters=filters
        )
        self.line.reply({"type": "views", "views": saved})

    async def drop_view(self: Any, frame: dict[str, Any]) -> None:
        view_id = frames.read_int(frame, "view", least=1)
        left = await self.in_tenant(views.drop, self.member, view_id)
        self.line.reply({"type": "views", "views": left})

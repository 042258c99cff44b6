from typing import Any

from chat import frames
from chat.articles.finding import for_chat, whole

MOST_WORDS = 200


class ArticlesAbility:
    """What the company knows, ranked for the customer's last question."""

    frame_types = {"articles": "articles", "article": "article"}

    async def articles(self: Any, frame: dict[str, Any]) -> None:
        conversation_id = frames.read_int(frame, "conversation", least=1)
        words = frames.read_text(frame, "words", most=MOST_WORDS) or ""
        found = await self.in_tenant(self._articles, conversation_id, words.strip())
        self.line.reply({"type": "articles", "conversation": conversation_id, **found})

    def _articles(self: Any, conversation_id: int, words: str) -> dict[str, Any]:
        self._head(conversation_id)  # raises where there is no such conversation for them
        return {"words": words} | for_chat(self.tenant, conversation_id, words)

    async def article(self: Any, frame: dict[str, Any]) -> None:
        number = frames.read_int(frame, "article", least=1)
        found = await self.in_tenant(whole, self.tenant, number)
        self.line.reply({"type": "article", "id": number, "article": found})

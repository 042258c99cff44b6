import json
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.db import transaction

from .models import Company, Conversation, Message


class ChatConsumer(AsyncWebsocketConsumer):
    groups_joined: list[str]

    async def join(self, conversations: list[int]) -> None:
        self.groups_joined = [f"chat_{pk}" for pk in conversations]
        for group in self.groups_joined:
            await self.channel_layer.group_add(group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        for group in self.groups_joined:
            await self.channel_layer.group_discard(group, self.channel_name)

    async def chat_message(self, event: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps(event["message"]))


class VisitorConsumer(ChatConsumer):
    async def connect(self) -> None:
        token = self.scope["url_route"]["kwargs"]["token"]
        self.conversation = await Conversation.objects.aget(token=token)
        await self.join([self.conversation.pk])

    async def receive(self, text_data: str) -> None:
        frame = json.loads(text_data)
        message = await self.store(UUID(frame["id"]), frame["body"])
        told = {"type": "message", "id": frame["id"], "seq": message.seq, "body": message.body}
        await self.channel_layer.group_send(
            f"chat_{self.conversation.pk}", {"type": "chat.message", "message": told}
        )
        ack = {"type": "ack", "id": frame["id"], "seq": message.seq}
        await self.send(text_data=json.dumps(ack))

    @database_sync_to_async
    @transaction.atomic
    def store(self, client_id: UUID, body: str) -> Message:
        """A retry finds what is stored. The row lock keeps the numbers without gaps."""
        mine = Conversation.objects.filter(company=self.conversation.company_id)
        conversation = mine.select_for_update().get(pk=self.conversation.pk)
        known = conversation.message_set.filter(client_id=client_id).first()
        if known:
            return known
        conversation.last_seq += 1
        conversation.preview = body[:160]
        conversation.save(update_fields=["last_seq", "preview", "changed_at"])
        return conversation.message_set.create(
            company_id=conversation.company_id,
            seq=conversation.last_seq,
            public_seq=conversation.last_seq,
            client_id=client_id,
            kind="message",
            author="visitor",
            body=body,
        )


class OperatorConsumer(ChatConsumer):
    """Hears of the conversations that are theirs."""

    async def connect(self) -> None:
        await self.join(await self.conversations())

    @database_sync_to_async
    def conversations(self) -> list[int]:
        company = Company.objects.get(operators=self.scope["user"].pk)
        mine = company.conversation_set.filter(operator=self.scope["user"].pk)
        return list(mine.values_list("pk", flat=True))

"""How conversations and messages look to programs: names as Chatwoot's API has them."""

from typing import Any

from rest_framework import serializers

from chat.attachments.links import shown as shown_file
from chat.models import Author, Entry, Kind, Priority, Status
from chat.reading import as_summary, summary
from chat.render import instant

PRIORITIES = [priority.name.lower() for priority in Priority]
TYPES = ["incoming", "outgoing", "activity"]
SENDERS = {Author.VISITOR: "visitor", Author.OPERATOR: "person"}


class Named(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()


class PageSerializer(serializers.Serializer):
    url = serializers.CharField()
    title = serializers.CharField()


class ConversationSerializer(serializers.Serializer):
    """A summary of `chat.reading`."""

    id = serializers.IntegerField()
    status = serializers.ChoiceField(choices=Status.values)
    priority = serializers.ChoiceField(choices=PRIORITIES)
    snoozed_until = serializers.DateTimeField(allow_null=True)
    visitor = Named(help_text="The name may be empty: nobody has to give one.")
    assignee = Named(allow_null=True, help_text="The person who has it.")
    department = Named(allow_null=True)
    tags = serializers.ListField(child=serializers.CharField())
    page = PageSerializer(help_text="Where the visitor was.")
    last_message = serializers.CharField(help_text="Its first 160 characters.")
    last_message_from = serializers.CharField()
    visitor_messages = serializers.IntegerField(help_text="How many the visitor has written.")
    messages = serializers.IntegerField(help_text="The id of the newest line of its log.")
    waiting_since = serializers.DateTimeField(
        allow_null=True, help_text="The visitor's oldest word that nobody has answered."
    )
    frustration = serializers.IntegerField(help_text="0 calm to 100.")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    def to_representation(self, summary: dict[str, Any]) -> dict[str, Any]:
        operator = summary["operator"]
        return {
            "id": summary["id"],
            "status": summary["status"],
            "priority": summary["priority"],
            "snoozed_until": summary["snoozed_until"],
            "visitor": {name: summary["visitor"][name] for name in ("id", "name")},
            "assignee": operator and {"id": operator["member"], "name": operator["name"]},
            "department": summary["department"],
            "tags": summary["tags"],
            "page": summary["page"],
            "last_message": summary["preview"]["body"],
            "last_message_from": summary["preview"]["author"],
            "visitor_messages": summary["visitor_messages"],
            "messages": summary["head"],
            "waiting_since": summary["waiting_since"],
            "frustration": summary["mood"]["score"],
            "created_at": summary["created_at"],
            "updated_at": summary["changed_at"],
        }


class SenderSerializer(serializers.Serializer):
    type = serializers.ChoiceField(choices=["visitor", "person", "automatic", "system"])
    id = serializers.IntegerField(allow_null=True, help_text="Of a person; else null.")
    name = serializers.CharField()


class AttachmentSerializer(serializers.Serializer):
    name = serializers.CharField()
    type = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    url = serializers.CharField(help_text="A path of ours that is good for an hour.")


class MessageSerializer(serializers.Serializer):
    """One line of a conversation's log (an Entry)."""

    id = serializers.IntegerField(help_text="1, 2, 3 … within its conversation.")
    conversation_id = serializers.IntegerField()
    echo_id = serializers.UUIDField(help_text="What its sender called it.")
    message_type = serializers.ChoiceField(choices=TYPES)
    private = serializers.BooleanField(help_text="A note: the visitor never sees it.")
    kind = serializers.ChoiceField(choices=Kind.values)
    content = serializers.CharField(allow_blank=True)
    content_attributes = serializers.DictField(help_text="What else belongs to this kind.")
    attachments = AttachmentSerializer(many=True)
    sender = SenderSerializer()
    created_at = serializers.DateTimeField()

    def to_representation(self, row: Entry) -> dict[str, Any]:
        files = row.data.get("attachments", [])
        shown = [shown_file(file, row.tenant_id, signed=True) for file in files]
        told = {name: value for name, value in row.data.items() if name != "attachments"}
        return {
            "id": row.seq,
            "conversation_id": row.conversation_id,
            "echo_id": str(row.client_id),
            "message_type": _type(row),
            "private": row.public_seq is None,
            "kind": row.kind,
            "content": row.body,
            "content_attributes": told,
            "attachments": [{n: f[n] for n in ("name", "type", "size", "url")} for f in shown],
            "sender": {
                "type": SENDERS.get(row.author, row.author),
                "id": row.member_id if row.author == Author.OPERATOR else None,
                "name": row.author_name,
            },
            "created_at": instant(row.at),
        }


def _type(row: Entry) -> str:
    if row.kind not in (Kind.MESSAGE, Kind.NOTE):
        return "activity"
    return "incoming" if row.author == Author.VISITOR else "outgoing"


def conversation_shown(pk: int) -> dict[str, Any]:
    """As ConversationSerializer tells it. Raises Conversation.DoesNotExist."""
    return ConversationSerializer().to_representation(summary(pk))


def rows_shown(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same of rows with SUMMARY_FIELDS and BESIDE."""
    return [ConversationSerializer().to_representation(as_summary(row)) for row in rows]

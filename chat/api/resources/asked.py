"""What programs send about conversations and messages."""

from typing import Any

from rest_framework import serializers

from chat.api.fields import Id
from chat.frames import MAX_BODY, REFUSED_TEXT, clean_body
from chat.models import Status
from chat.options import LONGEST, MOST_OPTIONS, read_options

from .shapes import PRIORITIES

SNOOZED = "snoozed"


class OneLine(serializers.CharField):
    """Without control characters, as every name of ours."""

    def to_internal_value(self, data: Any) -> str:
        text = " ".join(super().to_internal_value(data).split())
        if REFUSED_TEXT.search(text):
            raise serializers.ValidationError("This text holds control characters.")
        return text


class Content(serializers.CharField):
    """The text of a message, as `chat.frames.clean_body` takes it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_BODY, trim_whitespace=False, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        return clean_body(super().to_internal_value(data))


class Echo(serializers.UUIDField):
    def __init__(self, **kwargs: Any) -> None:
        told = "A UUID of yours: the same one again is the same message."
        super().__init__(required=False, help_text=told, **kwargs)


class PageAsked(serializers.Serializer):
    url = serializers.URLField(max_length=2000)
    title = OneLine(max_length=200, allow_blank=True, default="")


class FirstMessage(serializers.Serializer):
    content = Content()
    echo_id = Echo()


class NewConversation(serializers.Serializer):
    """The visitor's first words begin it; while they have one that is not closed, it goes on."""

    visitor_id = Id()
    message = FirstMessage()
    page = PageAsked(required=False)
    department_id = Id(required=False)
    priority = serializers.ChoiceField(choices=PRIORITIES, required=False)


class NewMessage(serializers.Serializer):
    content = Content()
    message_type = serializers.ChoiceField(
        choices=["incoming", "outgoing"],
        default="outgoing",
        help_text="incoming: the visitor says it, through your channel.",
    )
    private = serializers.BooleanField(default=False, help_text="A note for colleagues.")
    options = serializers.ListField(
        child=OneLine(max_length=LONGEST),
        max_length=MOST_OPTIONS,
        required=False,
        help_text="Short answers the visitor can tap; with what is outgoing and not private.",
    )
    echo_id = Echo()

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        incoming = data["message_type"] == "incoming"
        if incoming and data["private"]:
            raise serializers.ValidationError({"private": "A visitor writes no notes."})
        if data.get("options") and (incoming or data["private"]):
            raise serializers.ValidationError({"options": "Only with what a visitor is told."})
        data["options"] = read_options({"options": data.get("options", [])})
        return data


class StatusAsked(serializers.Serializer):
    """waiting: in the queue, of nobody. open: with whoever has it, or (by a token that speaks as a
    person) opened again by them. snoozed: put aside until `snoozed_until`. closed: over."""

    status = serializers.ChoiceField(choices=[*Status.values, SNOOZED])
    snoozed_until = serializers.DateTimeField(required=False)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if (data["status"] == SNOOZED) != ("snoozed_until" in data):
            told = "Belongs to the status snoozed, and to no other."
            raise serializers.ValidationError({"snoozed_until": told})
        return data


class PriorityAsked(serializers.Serializer):
    priority = serializers.ChoiceField(choices=PRIORITIES)


class AssignmentAsked(serializers.Serializer):
    """One of the two, or both. null: nobody, or no department."""

    assignee_id = Id(required=False, allow_null=True)
    department_id = Id(required=False, allow_null=True)

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        if not data:
            raise serializers.ValidationError("Give assignee_id, department_id or both.")
        return data


class TransferAsked(serializers.Serializer):
    """Exactly one of the three says whom it is for."""

    assignee_id = Id(required=False)
    department_id = Id(required=False)
    supervisor = serializers.BooleanField(required=False)
    summary = Content(help_text="For whoever takes it.")
    reason = OneLine(
        max_length=200, default="", allow_blank=True, help_text="The visitor reads it."
    )

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        to = [name for name in ("assignee_id", "department_id", "supervisor") if data.get(name)]
        if len(to) != 1:
            told = "Give exactly one of assignee_id, department_id and supervisor."
            raise serializers.ValidationError(told)
        if len(data["summary"]) > 2000:
            raise serializers.ValidationError({"summary": "At most 2,000 characters."})
        return data


class TagsAsked(serializers.Serializer):
    tags = serializers.ListField(child=OneLine(max_length=40), max_length=20)

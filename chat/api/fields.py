"""Kinds of fields that several resources have."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

LARGEST = 2**53  # what a browser can count to


class Id(serializers.IntegerField):
    """The id of something of this company; whether it is there, the action finds out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST, **kwargs)


@extend_schema_field({"type": "array", "items": {"type": "integer", "minimum": 1}})
class Ids(serializers.ListField):
    """Ids of people; shown from rows that name one `member_id` each."""

    child = Id()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, **kwargs)

    def to_representation(self, data: Any) -> list[int]:
        return sorted(row.member_id for row in data.all())

"""Lists come a page at a time, by a cursor: what is added meanwhile shifts nothing."""

from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request

MOST_DIGITS = 18
BAD_CURSOR = "Use `next` or `previous` of a page, as they are."


class NewestFirst(CursorPagination):
    """By id, the newest on top; `limit` from 1 to 100."""

    ordering = "-id"
    page_size = 25
    max_page_size = 100
    page_size_query_param = "limit"

    def get_page_size(self, request: Request) -> int:
        given = request.query_params.get(self.page_size_query_param)
        if given is None:
            return self.page_size
        is_number = given.isascii() and given.isdigit() and len(given) <= 3
        if not is_number or not 1 <= int(given) <= self.max_page_size:
            raise ValidationError({"limit": ["Give a number from 1 to 100."]})
        return int(given)

    def decode_cursor(self, request: Request) -> Cursor | None:
        try:
            cursor = super().decode_cursor(request)
        except (NotFound, UnicodeError):
            raise ValidationError({"cursor": [BAD_CURSOR]}) from None
        if cursor is not None and not self.is_position(cursor.position):
            raise ValidationError({"cursor": [BAD_CURSOR]})
        return cursor

    @staticmethod
    def is_position(position: str | None) -> bool:
        """None is no place at all: ids are unique, so that every page begins at one."""
        digits = position or ""
        return digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS


class OldestFirst(NewestFirst):
    """By id, in the order in which they came."""

    ordering = "id"

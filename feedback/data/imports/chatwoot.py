"""Chats of Chatwoot as closed chats here: original times, named authors, notes and labels, each
once however often its file is brought. Nobody's address comes along, and so no permission to write
to anybody."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from chat.actions.tags import MOST_OF_A_COMPANY, MOST_ON_A_CHAT, tag_name
from chat.frames import BadFrame
from chat.history import Line, PastChat, PastVisitor, assigned, write_history
from chat.models import Author, ConversationTag, Kind, Tag
from feedback.models import ImportedChat, ImportRow
from tenants.models import Department, Membership

from .chatwoot_read import Unreadable, chat_of, conversations_in
from .json_stream import objects_of
from .kind import Kind as AnyKind
from .kind import in_batches, key_of

MARK = "imported from chatwoot"
AT_ONCE = 200
WORDS = {
    "no_messages": gettext_noop("This chat has no messages."),
    "no_time": gettext_noop("A message of this chat has no time, or one that has not come yet."),
    "no_chat": gettext_noop("This is no chat of Chatwoot."),
}
Verdict = ImportRow.Verdict


class Chatwoot(AnyKind):
    right = "manage_settings"

    def stage(self, pieces: Iterable[bytes]) -> Iterator[list[ImportRow]]:
        agents: dict[Any, str] = {}
        found = objects_of(pieces, self.run.encoding)
        chats = (chat for each in found for chat in conversations_in(each, agents))
        numbered = enumerate(chats, 1)
        for batch in in_batches(numbered, AT_ONCE):
            yield self._marked([self._row(number, chat, agents) for number, chat in batch])

    def look_again(self, rows: Sequence[ImportRow]) -> list[ImportRow]:
        return self._marked(list(rows))

    def room(self) -> tuple[int, str, dict[str, int]]:
        return 2**31 - 1, "", {}

    def _row(self, number: int, found: dict[str, Any], agents: dict[Any, str]) -> ImportRow:
        of = {"tenant_id": self.run.tenant_id, "run_id": self.run.pk, "line": number}
        try:
            values = chat_of(found, agents)
        except Unreadable as error:
            problems = [["", _(WORDS[str(error)])]]
            cells = [str(found.get("id") or "")[:80]]
            return ImportRow(**of, cells=cells, verdict=Verdict.BAD, problems=problems)
        key = key_of(values["source"], values["source_id"])
        return ImportRow(**of, key=key, values=values, verdict=Verdict.NEW)

    def _marked(self, rows: list[ImportRow]) -> list[ImportRow]:
        """Which of them are here already."""
        ids = [row.values["source_id"] for row in rows if row.values]
        known = set(
            ImportedChat.objects.filter(source_id__in=ids).values_list("source", "source_id")
        )
        for row in rows:
            if row.values and (row.values["source"], row.values["source_id"]) in known:
                row.verdict = Verdict.SAME
        return rows

    def write(self, rows: Sequence[ImportRow]) -> None:
        told = [(row.values, self._chat(row.values)) for row in rows]
        write_history(self.tenant, [chat for _values, chat in told])
        ImportedChat.objects.bulk_create(
            ImportedChat(
                tenant=self.tenant,
                source=values["source"],
                source_id=values["source_id"],
                conversation_id=chat.id,
            )
            for values, chat in told
        )
        ConversationTag.objects.bulk_create(
            ConversationTag(tenant=self.tenant, conversation_id=chat.id, tag_id=self._tags[name])
            for values, chat in told
            for name in self._labels(values)
        )

    # --- One chat ----------------------------------------------------------------------------

    def _chat(self, values: dict[str, Any]) -> PastChat:
        operator = self._members.get(values["assignee"])
        lines = [self._line(values, line) for line in values["lines"]]
        answered = next((i for i, one in enumerate(lines) if one.member_id), None)
        if operator is not None and answered is not None:
            lines.insert(answered, assigned(lines[answered].at, operator))
        ended = datetime.fromisoformat(values["ended"])
        lines += self._afterwards(values, ended)
        return PastChat(
            self._visitor(values),
            lines,
            page_url=values["page_url"],
            department_id=self._departments.get(values["team"].casefold()),
            operator_id=operator.pk if operator else None,
            assigned_at=lines[answered].at if operator and answered is not None else None,
            priority=values["priority"],
        )

    def _line(self, values: dict[str, Any], line: dict[str, Any]) -> Line:
        member = self._members.get(line["email"])
        name = member.display_name if member else line["name"]
        if line["author"] == Author.AUTOMATIC:
            name = name or self.tenant.name
        return Line(
            datetime.fromisoformat(line["at"]),
            line["kind"],
            line["author"],
            line["body"],
            member.pk if member else None,
            name,
            member.photo_hash if member else "",
            client_id=self._id(values, line["id"]) if line["id"] else None,
        )

    def _afterwards(self, values: dict[str, Any], ended: datetime) -> list[Line]:
        """Where it is from, what it was tagged with, and that it is over."""
        who = {"author_name": "Chatwoot"}
        told = [_("Imported from Chatwoot, chat {number}.").format(number=values["source_id"])]
        told += [f"{name}: {value}" for name, value in values["chat_attributes"].items()]
        note = Line(ended, Kind.NOTE, Author.SYSTEM, "\n".join(told), **who)
        tags = [
            Line(ended, Kind.CHANGED, Author.SYSTEM, data={"what": "tagged", "value": name}, **who)
            for name in self._labels(values)
        ]
        return [note, *tags, Line(ended, Kind.CLOSED, Author.SYSTEM, data={"by": "automatic"})]

    def _visitor(self, values: dict[str, Any]) -> PastVisitor:
        """Chats of one contact are chats of one visitor."""
        new = PastVisitor(values["name"], values["locale"][:35], attributes=values["attributes"])
        if not values["contact"]:
            return new
        return self._visitors.setdefault((values["source"], values["contact"]), new)

    @staticmethod
    def _id(values: dict[str, Any], message: str) -> Any:
        return uuid5(NAMESPACE_URL, f"{values['source']}/{values['source_id']}/{message}")

    def _labels(self, values: dict[str, Any]) -> list[str]:
        """Those that can be tags here, and the mark. The company's own limit holds."""
        found = []
        for label in [MARK, *values["labels"]][:MOST_ON_A_CHAT]:
            try:
                name = tag_name(label)
            except BadFrame:
                continue
            if name not in found and self._has_tag(name):
                found.append(name)
        return found

    def _has_tag(self, name: str) -> bool:
        if name not in self._tags and len(self._tags) < MOST_OF_A_COMPANY:
            tag, _is_new = Tag.objects.get_or_create(tenant=self.tenant, name=name)
            self._tags[name] = tag.pk
        return name in self._tags

    @cached_property
    def _tags(self) -> dict[str, int]:
        return dict(Tag.objects.values_list("name", "pk"))

    @cached_property
    def _members(self) -> dict[str, Membership]:
        rows = self.tenant.memberships.select_related("user").defer("photo")
        return {row.user.email: row for row in rows}

    @cached_property
    def _departments(self) -> dict[str, int]:
        rows = Department.objects.values_list("name", "pk")
        return {name.casefold(): pk for name, pk in rows}

    @cached_property
    def _visitors(self) -> dict[tuple[str, str], PastVisitor]:
        return {}

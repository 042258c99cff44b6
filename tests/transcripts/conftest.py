"""A chat with all that a log can hold, and payloads where people may write."""

from types import SimpleNamespace

import pytest

from chat import actions
from chat.models import Entry

SCRIPT = "<script>alert('x')</script>"


@pytest.fixture
def chat(in_acme, new_id):
    cast = in_acme
    asked = actions.post_visitor_message(
        visitor=cast.visitor, client_id=new_id(), body=f"Where is it?\n{SCRIPT}"
    )
    number = asked.entry.conversation_id
    where = {"member": cast.omar, "conversation_id": number}
    actions.take(**where, client_id=new_id())
    actions.post_operator_message(**where, client_id=new_id(), body="On its way & soon there.")
    actions.add_note(**where, client_id=new_id(), body="Customer seems SECRETLY upset")
    Entry.objects.filter(conversation_id=number, seq=1).update(
        data={"attachments": [{"name": f"{SCRIPT}.pdf", "token": "f" * 32}]}
    )
    actions.close(**where, client_id=new_id())
    cast.visitor.refresh_from_db()
    return SimpleNamespace(
        cast=cast, visitor=cast.visitor, number=number, conversation=cast.visitor.current
    )

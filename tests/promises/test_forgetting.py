"""What was promised is forgotten with what was said, and with who it was promised to."""

from django.utils import timezone

from chat import actions
from feedback.actions.promises import drop_promise
from feedback.models import FollowUp, ReopenLink, VisitorKey
from feedback.privacy import retention
from feedback.privacy.erasing import erase_visitor
from feedback.promises.keys import new_key

from .conftest import DAY


def test_it_goes_with_what_was_said(promised, in_acme, asked, new_id):
    row, still = promised(), promised()
    fields = {"member": in_acme.omar, "conversation_id": asked.pk}
    drop_promise(client_id=new_id(), follow_up_id=row.pk, why="Sorry", **fields)
    actions.close(client_id=new_id(), **fields)
    retention._forget_messages(timezone.now() + DAY, 100)
    row.refresh_from_db()
    still.refresh_from_db()
    assert row.what == "" and still.what != ""  # what is open has to be kept first


def test_nothing_is_left_of_a_visitor_who_is_erased(promised, in_acme, path):
    promised()
    new_key(in_acme.visitor)
    erase_visitor(visitor_id=in_acme.visitor.pk, by=None)
    for model in (FollowUp, ReopenLink, VisitorKey):
        assert not model.objects.exists()

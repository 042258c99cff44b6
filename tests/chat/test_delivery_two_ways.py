"""The log has two ways in, the careful one and the fast one; both leave the same rows."""

import random

import pytest

from chat import actions
from chat.actions import Refused
from chat.models import Conversation, Entry, Visitor
from chat.posts import Post
from chat.writer import write
from helpdesk.tenancy import tenant_scope

# Who says what: a visitor (v), Omar (o) or Tess (t) a message; otherwise what Omar does.
SCENES = {
    "a first message": ["v"],
    "an answer to a waiting one takes it": ["v", "o"],
    "back and forth": ["v", "v", "o", "v", "o", "o", "v"],
    "after closing": ["v", "o", "close", "v", "o", "v"],
    "after closing with nobody": ["v", "close", "v", "o"],
    "answers to what is not theirs": ["v", "o", "t", "v", "t", "o"],
    "an answer to a closed one": ["v", "o", "close", "o", "v"],
    "given back and taken by another": ["v", "o", "release", "v", "t", "o", "t"],
}


def play(cast, scene, post):
    """The scene with a visitor of its own; the refusals, and the rows it left behind."""
    with tenant_scope(cast.acme):
        visitor, _ = actions.new_visitor(tenant=cast.acme)
    refused = []
    for turn, who in enumerate(scene):
        number = Visitor.objects.get(pk=visitor.pk).current_id if turn else None
        try:
            if who in ("v", "o", "t"):
                author = {"v": visitor, "o": cast.omar, "t": cast.tess}[who]
                post(cast, author, number, f"{who}{turn}")
            else:
                act = getattr(actions, who)
                act(member=cast.omar, conversation_id=number, client_id=cast.new_id())
        except Refused as error:
            refused.append((turn, error.code))
    return refused, rows_of(visitor)


def rows_of(visitor):
    """Everything but what differs by nature: numbers, ids and times."""
    (conversation,) = Conversation.objects.filter(visitor=visitor)
    log = Entry.objects.filter(conversation=conversation).order_by("seq")
    own = {field.name: getattr(conversation, field.name) for field in Conversation._meta.fields}
    due_at, since = own["due_at"], own["situation_at"]
    own["due_at"] = due_at and round((due_at - since).total_seconds())
    for name in (
        "id",
        "visitor",
        "created_at",
        "changed_at",
        "closed_at",
        "queued_at",
        "assigned_at",
        "situation_at",
    ):
        own.pop(name)
    waits_since = own.pop("waiting_since")
    waits_from = log.filter(at=waits_since).first() if waits_since else None
    entries = log.values_list(
        *"seq public_seq kind author member author_name author_photo body data".split()
    )
    return own, waits_from and waits_from.seq, list(entries)


def carefully(cast, author, number, body):
    if isinstance(author, Visitor):
        actions.post_visitor_message(visitor=author, client_id=cast.new_id(), body=body)
    else:
        actions.post_operator_message(
            member=author, conversation_id=number, client_id=cast.new_id(), body=body
        )


def quickly(cast, author, number, body):
    (outcome,) = write([Post(cast.acme.pk, number, cast.new_id(), body, author)])
    if isinstance(outcome, Exception):
        raise outcome


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES.keys())
def test_the_careful_and_the_fast_way_leave_the_same_rows(in_acme, new_id, scene):
    in_acme.new_id = new_id
    assert play(in_acme, scene, carefully) == play(in_acme, scene, quickly)


def test_a_batch_leaves_the_rows_that_its_messages_leave_one_by_one(in_acme, new_id):
    def all_together(visitors):
        return [
            Post(in_acme.acme.pk, number, new_id(), f"{turn}", visitor)
            for turn in range(5)
            for visitor, number in visitors
        ]

    left, right = [], []
    for side in (left, right):
        for _ in range(3):
            visitor, _ = actions.new_visitor(tenant=in_acme.acme)
            first = actions.post_visitor_message(visitor=visitor, client_id=new_id(), body="Hi")
            side.append((visitor, first.entry.conversation_id))
    write(all_together(left))
    for post in all_together(right):
        write([post])
    assert [rows_of(visitor) for visitor, _ in left] == [rows_of(visitor) for visitor, _ in right]


def dialogues(seed, turns=60):
    """Who says something: (a visitor's number, whether it is they or who answers them)."""
    dice = random.Random(seed)
    return [(dice.randrange(4), dice.random() < 0.6) for _ in range(turns)]


def batches(items, seed):
    """As they come in while a commit runs."""
    dice, rest = random.Random(seed), list(items)
    while rest:
        size = dice.randint(1, 12)
        yield rest[:size]
        rest = rest[size:]


def open_chats(cast):
    """Two each of two companies, which somebody has answered: (visitor, operator, number)."""
    for tenant, operator in [(cast.acme, cast.omar), (cast.globex, cast.eve)] * 2:
        with tenant_scope(tenant):
            visitor, _ = actions.new_visitor(tenant=tenant)
            first = actions.post_visitor_message(
                visitor=visitor, client_id=cast.new_id(), body="Hi"
            )
            number = first.entry.conversation_id
            actions.take(member=operator, conversation_id=number, client_id=cast.new_id())
        yield visitor, operator, number


def said(cast, chats, seed):
    for turn, (place, is_visitor) in enumerate(dialogues(seed)):
        visitor, operator, number = chats[place]
        body = f"line {turn} 4111 1111 1111 1111" if turn % 7 == 0 else f"line {turn}"
        author = visitor if is_visitor else operator
        yield Post(visitor.tenant_id, number, cast.new_id(), body, author)


def shapes(chats):
    """Lines of one batch have one time: since which of them somebody waits differs by nature."""
    for visitor, _, _ in chats:
        with tenant_scope(visitor.tenant_id):
            own, waits_from, entries = rows_of(visitor)
        own.pop("tenant")
        yield own, waits_from is not None, entries


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_dialogues_in_batches_of_any_size_leave_the_rows_of_the_careful_way(in_acme, new_id, seed):
    in_acme.new_id = new_id
    fast, careful = list(open_chats(in_acme)), list(open_chats(in_acme))
    for batch in batches(said(in_acme, fast, seed), seed):
        outcomes = write(batch)
        assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    for post in said(in_acme, careful, seed):
        with tenant_scope(post.tenant_id):
            carefully(in_acme, post.author, post.conversation_id, post.body)
    assert list(shapes(fast)) == list(shapes(careful))

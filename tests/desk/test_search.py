"""Finding what was said: stems, filters, other companies, and what it costs."""

import pytest
from django.db import connection

from chat import actions
from chat.actions import tags
from chat.frames import BadFrame
from chat.models import Conversation, Priority, SearchTerm
from chat.search import finding, views
from chat.search.filters import read_filters
from chat.search.finding import find
from chat.search.indexing import index_some
from chat.tasks import index_transcripts
from helpdesk.tenancy import no_scope, tenant_scope


@pytest.fixture
def found(in_acme):
    def look(words="", **filters):
        index_some()
        return [hit["conversation"]["id"] for hit in find(in_acme.omar, words, filters).hits]

    return look


def test_words_are_found_in_every_form_of_theirs(somebody_asks, found):
    chat = somebody_asks("I was charged twice for my refunds", locale="en")
    somebody_asks("Where is my parcel?")
    for words in ("refund", "REFUNDS", "charge", "refund charged", "was"):
        assert found(words) == [chat.pk], words


def test_all_words_have_to_be_there_in_one_chat(somebody_asks, found):
    one = somebody_asks("My lamp is broken", "and the invoice is missing")
    somebody_asks("My lamp is lovely")
    assert found("lamp invoice") == [one.pk]
    assert found("lamp telephone") == []


@pytest.mark.parametrize(
    ("locale", "said", "words"),
    [
        ("de", "Wo bleiben meine Bestellungen?", "bestellung"),
        ("fr-CA", "Je voudrais être remboursé", "rembourser"),
        ("es", "No puedo pagar mis facturas", "factura"),
        ("pt-BR", "As entregas demoram", "entrega"),
        ("ar", "أين طلبي؟", "طلبي"),
        ("ja", "order 20391", "20391"),
    ],
)
def test_each_language_has_its_stems(somebody_asks, found, locale, said, words):
    chat = somebody_asks(said, locale=locale)
    assert found(words) == [chat.pk]


def test_the_last_word_may_be_a_beginning(somebody_asks, found):
    chat = somebody_asks("An extraordinary chandelier")
    assert found("chand") == [chat.pk]
    assert found("chand ") == []
    assert found("ch") == []


def test_notes_are_found_and_the_newest_chat_comes_first(in_acme, somebody_asks, does, found):
    first, second = somebody_asks("a"), somebody_asks("b")
    for chat in (first, second):
        does(actions.add_note, in_acme.omar, chat, body="Goodwill voucher")
    assert found("voucher") == [second.pk, first.pk]


def test_a_hit_shows_where_it_was_said(in_acme, somebody_asks):
    somebody_asks("Hello", "My <b>lamp</b> flickers since Monday, please help me with it")
    index_some()
    (hit,) = find(in_acme.omar, "flicker lamp", {}).hits
    entry = hit["entry"]
    assert (entry["seq"], entry["author"]["kind"]) == (3, "visitor")
    assert {text for text, is_word in entry["snippet"] if is_word} == {"lamp", "flickers"}
    assert "flickers since Monday" in "".join(text for text, _ in entry["snippet"])


@pytest.mark.parametrize("words", ["'", "a' | 'b", "\\", "&", "!!!", "( :* )", "%", "\u2067"])
def test_no_word_breaks_the_search(somebody_asks, found, words):
    somebody_asks("Nothing odd")
    assert found(words) == []


def test_reading_on_where_the_index_ended(in_acme, somebody_asks, found, new_id):
    chat = somebody_asks("first words")
    assert (index_some(), index_some()) == (1, 0)
    actions.post_visitor_message(visitor=chat.visitor, client_id=new_id(), body="later words")
    assert found("later") == [chat.pk]
    row = Conversation.objects.get()
    assert row.indexed_seq == row.last_seq


def test_a_long_chat_is_read_in_parts(in_acme, somebody_asks, monkeypatch, found):
    monkeypatch.setattr("chat.search.indexing.ENTRIES_AT_ONCE", 2)
    chat = somebody_asks("one", "two", "three", "four")
    while index_some():
        pass
    assert found("four") == [chat.pk]


def test_the_task_opens_its_own_scope(cast, new_id):
    with tenant_scope(cast.acme):
        actions.post_visitor_message(visitor=cast.visitor, client_id=new_id(), body="Chandelier")
    with no_scope():
        index_transcripts(cast.acme.pk)
    with tenant_scope(cast.acme):
        assert SearchTerm.objects.filter(lexeme="chandelier").exists()


def test_nobody_finds_what_was_said_elsewhere(cast, somebody_asks):
    somebody_asks("Secret chandelier")
    index_some()
    with tenant_scope(cast.globex):
        assert find(cast.eve, "chandelier", {}).hits == []
        assert find(cast.eve, "chand", {}).hits == []
        assert find(cast.eve, "", {}).hits == []


# --- filters ------------------------------------------------------------------------------------


def test_filters_choose_with_and_without_words(in_acme, somebody_asks, answered_by, does, found):
    tagged, other = somebody_asks("lamp", locale="de-AT"), somebody_asks("lamp")
    mine = answered_by(in_acme.omar, "lamp")
    does(tags.add_tag, in_acme.omar, tagged, name="vip")
    Conversation.objects.filter(pk=other.pk).update(priority=Priority.HIGH)
    expected = {
        "tag": ("vip", tagged),
        "language": ("de", tagged),
        "priority": ("high", other),
        "operator": (in_acme.omar.pk, mine),
        "status": ("open", mine),
    }
    for name, (value, chat) in expected.items():
        assert found(**{name: value}) == found("lamp", **{name: value}) == [chat.pk], name
    assert found(operator=0) == [other.pk, tagged.pk]
    assert found("chair", tag="vip") == []


def test_a_period_is_in_the_companys_days(in_acme, somebody_asks, found):
    in_acme.acme.zone = "Pacific/Auckland"
    in_acme.acme.save()
    in_acme.omar.tenant.zone = "Pacific/Auckland"
    chat = somebody_asks()
    Conversation.objects.update(created_at="2026-11-09T11:30:00Z")  # the 10th over there
    assert found(since="2026-11-10", until="2026-11-10") == [chat.pk]
    assert found(until="2026-11-09") == []


@pytest.mark.parametrize(
    "filters",
    [
        [],
        "open",
        {"colour": "red"},
        {"status": "asleep"},
        {"operator": "3"},
        {"operator": -1},
        {"operator": True},
        {"tag": ""},
        {"tag": "x" * 81},
        {"since": "yesterday"},
        {"since": "2026-13-01"},
        {"priority": "normal; drop"},
    ],
)
def test_filters_that_make_no_sense_are_refused(filters):
    with pytest.raises(BadFrame) as refused:
        read_filters(filters)
    assert (refused.value.code, refused.value.field) == ("bad_frame", "filters")


def test_another_companys_ids_find_nothing(in_acme, cast, answered_by, found):
    answered_by(in_acme.omar)
    assert found(operator=cast.eve.pk) == []
    assert found(department=2**40) == []


# --- pages --------------------------------------------------------------------------------------


def test_pages_follow_each_other_without_gap_or_double(in_acme, somebody_asks, monkeypatch):
    monkeypatch.setattr(finding, "PAGE", 2)
    monkeypatch.setattr(finding, "AT_ONCE", 3)
    chats = [somebody_asks("lamp chair" if n % 2 else "lamp").pk for n in range(9)]
    index_some()
    for words, wanted in (("lamp", chats), ("lamp chair", chats[1::2]), ("", chats)):
        seen, before = [], None
        while True:
            page = find(in_acme.omar, words, {}, before)
            seen += [hit["conversation"]["id"] for hit in page.hits]
            before = page.next
            if before is None:
                break
        assert seen == wanted[::-1], words


def test_a_search_that_finds_little_asks_whether_to_go_on(in_acme, somebody_asks, monkeypatch):
    monkeypatch.setattr(finding, "AT_ONCE", 1)
    monkeypatch.setattr(finding, "MOST_STEPS", 2)
    rare = somebody_asks("lamp chair")
    for _ in range(4):
        somebody_asks("lamp")
        somebody_asks("chair")
    index_some()
    page, rounds = find(in_acme.omar, "lamp chair", {}), 1
    while not page.hits:
        assert page.next is not None
        page, rounds = find(in_acme.omar, "lamp chair", {}, page.next), rounds + 1
    assert page.hits[0]["conversation"]["id"] == rare.pk
    assert rounds > 1


def test_nor_does_a_filter_that_few_fit_look_at_every_chat(in_acme, somebody_asks, monkeypatch):
    monkeypatch.setattr(finding, "LOOKED_AT", 2)
    monkeypatch.setattr(finding, "MOST_LOOKS", 2)
    first = somebody_asks(locale="pl")
    for _ in range(5):
        somebody_asks(locale="de")
    page = find(in_acme.omar, "", {"language": "pl"})
    assert page.hits == [] and page.next is not None
    page = find(in_acme.omar, "", {"language": "pl"}, page.next)
    assert [hit["conversation"]["id"] for hit in page.hits] == [first.pk]
    assert page.next is None


# --- what it costs ------------------------------------------------------------------------------


def test_below_row_level_security_the_index_is_used(in_acme, somebody_asks):
    somebody_asks("lamp")
    index_some()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for sql, values in (
            (finding.NEXT, {"stems": ["lamp"], "before": finding.NEWEST, "most": 200}),
            (finding.KEEP, {"stems": ["lamp"], "chats": [1, 2]}),
        ):
            cursor.execute(f"EXPLAIN {sql}", values)
            plan = "\n".join(row[0] for row in cursor.fetchall())
            scan = next(line for line in plan.splitlines() if "Index Cond" in line)
            assert "Index Only Scan" in plan, plan
            assert "lexeme" in scan and "tenant_id" in scan, plan


def test_the_number_of_statements_does_not_grow(
    in_acme, somebody_asks, django_assert_max_num_queries
):
    for _ in range(25):
        somebody_asks("lamp and chair")
    index_some()
    with django_assert_max_num_queries(11):
        assert len(find(in_acme.omar, "lamp chair", {}).hits) == 20


# --- saved views --------------------------------------------------------------------------------


def names(member):
    return [view["name"] for view in views.views_for(member)]


def test_a_view_is_ones_own_unless_it_is_shared(in_acme):
    kept = {"words": "lamp", "filters": {"status": "open"}}
    views.save(in_acme.omar, name="Lamps", shared=False, **kept)
    views.save(in_acme.sam, name="All lamps", shared=True, **kept)
    assert (names(in_acme.omar), names(in_acme.tess)) == (["All lamps", "Lamps"], ["All lamps"])
    (view,) = views.views_for(in_acme.tess)
    assert (view["words"], view["filters"], view["shared"]) == ("lamp", {"status": "open"}, True)


def test_the_same_name_is_the_same_view(in_acme):
    for words in ("lamp", "chair"):
        views.save(in_acme.omar, name="Mine", shared=False, words=words, filters={})
    assert [view["words"] for view in views.views_for(in_acme.omar)] == ["chair"]


def test_who_may_share_and_drop(in_acme, cast):
    with pytest.raises(actions.Refused, match="forbidden"):
        views.save(in_acme.omar, name="All", shared=True, words="", filters={})
    shared = views.save(in_acme.sam, name="All", shared=True, words="", filters={})[0]["id"]
    own = views.save(in_acme.sam, name="Own", shared=False, words="", filters={})[1]["id"]
    with pytest.raises(actions.Refused, match="forbidden"):
        views.drop(in_acme.omar, shared)
    with pytest.raises(actions.Refused, match="not_found"):
        views.drop(in_acme.omar, own)
    with tenant_scope(cast.globex), pytest.raises(actions.Refused, match="not_found"):
        views.drop(cast.eve, shared)
    assert views.drop(in_acme.sam, own)[0]["id"] == shared

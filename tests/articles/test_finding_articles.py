"""Which articles stand beside a chat, and which ones customers find."""

import re
from datetime import date, timedelta

import psycopg
import pytest
from asgiref.sync import sync_to_async
from django.db import connection
from django.utils.formats import date_format

from chat import actions
from chat.articles import public_article, public_articles
from chat.articles.finding import for_chat, shortened, whole
from chat.articles.ranking import RANK, rank, stems_of
from chat.articles.stemming import body_weight, rarity, save_article, weights_of
from chat.models import Article, ArticleTerm, Conversation
from helpdesk.tenancy import tenant_scope
from tests.wire import greeted_operator

TODAY = date.today()
RETURNS = "You have thirty days to send a lamp back.\n\nA label is in the parcel. No reason needed."
SHIPPING = "We send parcels within two days.\n\nTo Norway it takes six days, customs included."


@pytest.fixture
def shelf(write):
    return {
        "returns": write("How do I return something?", RETURNS),
        "shipping": write("How long does a parcel take?", SHIPPING),
        "bulbs": write("Which bulbs fit?", "Every lamp takes E27 bulbs up to 8 W."),
    }


@pytest.fixture
def ask(cast, new_id):
    """The customer asks; returns what stands beside the chat then."""

    def ask(*bodies, locale="en", words=""):
        with tenant_scope(cast.acme):
            visitor, _ = actions.new_visitor(tenant=cast.acme, locale=locale)
            for body in bodies:
                posted = actions.post_visitor_message(
                    visitor=visitor, client_id=new_id(), body=body
                )
                visitor.refresh_from_db()
            return for_chat(cast.acme, posted.entry.conversation_id, words)

    return ask


def titles(found):
    return [article["title"] for article in found["articles"]]


def test_the_best_answer_comes_first(ask, shelf):
    found = ask("Can I send the lamp back? I want to return it.")
    assert titles(found)[0] == shelf["returns"].title
    assert found["question"].startswith("Can I send")


def test_words_are_compared_by_their_stems(ask, shelf):
    assert titles(ask("returned returning"))[0] == shelf["returns"].title


def test_a_word_in_the_title_says_more_than_one_in_the_text(ask, write):
    write("Something else", "We also talk about the warranty here, once.")
    write("The warranty", "Two years for everything.")
    assert titles(ask("warranty?")) == ["The warranty", "Something else"]


def test_a_rare_word_says_more_than_a_common_one(ask, write):
    for number in range(5):
        write(f"Lamp {number}", "A lamp is a lamp.")
    write("Dimmer", "A dimmer for your desk.")
    assert titles(ask("lamp dimmer"))[0] == "Dimmer"


def test_small_talk_falls_back_to_the_question_before(ask, shelf):
    found = ask("What about parcels to Norway?", "ok thanks", "hello?")
    assert titles(found)[0] == shelf["shipping"].title
    assert found["question"] == "What about parcels to Norway?"


def test_nothing_in_common_is_nothing_at_all(ask, shelf):
    assert ask("zzz qqq") == {"question": "", "articles": [], "any": True}
    assert ask("!!! ???")["articles"] == []
    assert ask("the and of")["articles"] == []


def test_at_most_five(ask, write):
    for number in range(8):
        write(f"Refund {number}")
    assert len(titles(ask("refund"))) == 5


def test_an_operator_can_search_for_other_words(ask, shelf):
    found = ask("parcels to Norway", words="which bulb")
    assert titles(found) == [shelf["bulbs"].title]
    assert found["question"] == "which bulb"


def test_what_an_operator_has_to_know_before_using_it(ask, write, today):
    write("Old prices", "A lamp is 20 €.", due_in=-1, source_url="https://acme.example/p")
    (article,) = ask("What is the price of a lamp?")["articles"]
    assert article["is_out_of_date"]
    assert article["source"] == "https://acme.example/p"
    checked = date_format(today - timedelta(days=400), "DATE_FORMAT")
    assert article["text"] == (f"A lamp is 20 €.\n\nhttps://acme.example/p (checked on {checked})")
    assert article["review_due"] < today.isoformat()


def test_where_there_is_none_at_all_it_says_so(ask, write):
    assert ask("anything") == {"question": "", "articles": [], "any": False}


def test_a_word_that_is_being_typed_is_found_beside_a_chat_too(ask, shelf):
    assert titles(ask("Hello", words="norwa")) == [shelf["shipping"].title]
    assert titles(ask("Hello", words="norwa unicorn")) == []


def test_one_is_read_whole(shelf, cast):
    with tenant_scope(cast.acme):
        read = whole(cast.acme, shelf["returns"].pk)
        assert whole(cast.acme, 10**6) is None
    assert read["body"] == RETURNS
    assert read["text"].startswith(RETURNS)
    with tenant_scope(cast.globex):
        assert whole(cast.globex, shelf["returns"].pk) is None


def test_on_the_day_of_its_review_an_article_still_counts(ask, write):
    write("Prices", due_in=0)
    assert not ask("prices")["articles"][0]["is_out_of_date"]


def test_the_snippet_is_the_paragraph_that_answers(ask, shelf):
    assert ask("customs Norway")["articles"][0]["snippet"].startswith("To Norway it takes")


def test_of_a_long_article_only_the_passage_goes_into_the_composer(ask, write):
    filler = "\n\n".join(f"Paragraph {n} about nothing in particular." for n in range(60))
    write("Everything", f"{filler}\n\nThe dimmer needs a driver.\n\n{filler}")
    (article,) = ask("dimmer driver")["articles"]
    passage, _, foot = article["text"].partition("\n\n")
    assert passage == "The dimmer needs a driver."
    assert foot.startswith("(Checked on ")


def test_articles_in_the_customers_language_come_first(ask, write):
    write("Garantie", "Zwei Jahre.", language="de")
    write("Garantie (fr)", "Deux ans.", language="fr")
    assert titles(ask("garantie", locale="fr-CH"))[0] == "Garantie (fr)"
    assert titles(ask("garantie", locale="de"))[0] == "Garantie"


@pytest.mark.parametrize(
    ("language", "body", "question"),
    [
        ("de", "Lampen können Sie zurückschicken.", "Kann ich die Lampe zurückschicken?"),
        ("ar", "يمكنكم إرجاع المصباح خلال ثلاثين يوما", "كيف أرجع المصباح؟"),
        ("ru", "Лампы можно вернуть.", "Как вернуть лампу?"),
        ("el", "Δύο χρόνια εγγύηση.", "ΕΓΓΥΗΣΗ;"),
        ("de", "Die Rückgabe ist frei.", "RÜCKGABE!"),
        ("tr", "Lambaları geri gönderebilirsiniz.", "Lamba"),
    ],
)
def test_every_language_has_its_own_stems(ask, write, language, body, question):
    write("1", body, language=language)
    assert titles(ask(question, locale=language)) == ["1"]


@pytest.mark.parametrize(
    "question",
    [
        "'; DROP TABLE chat_article; --",
        "a & b | c ! (d) <-> \\ ' \" :*",
        "%s %(stems)s {} $1",
        "\x00\x01",
        "x" * 10_000,
        "'lamp'",
        "https://example.com/?a=1&b='|",
        "🙂" * 50,
    ],
)
def test_odd_questions_are_only_words(ask, shelf, question, cast):
    with tenant_scope(cast.acme):
        for found in (rank(stems_of(question)), public_articles(cast.acme, question)):
            assert isinstance(found, list)


def test_another_companys_articles_do_not_count(ask, write, cast):
    write("Refund", tenant=cast.globex)
    assert ask("refund")["articles"] == []


# --- the index ----------------------------------------------------------------------------------


def test_saving_again_replaces_its_place_in_the_index(ask, write, cast):
    row = write("Refund")
    row.title = "Exchange"
    with tenant_scope(cast.acme):
        save_article(row)
    assert titles(ask("refund")) == []
    assert titles(ask("exchange")) == ["Exchange"]


def test_deleting_takes_it_out_of_the_index(write, cast):
    row = write("Refund")
    with tenant_scope(cast.acme):
        row.delete()
        assert not ArticleTerm.objects.exists()


def test_saying_a_word_again_adds_less_and_less(write, cast):
    steps = [body_weight(count, 100) for count in (1, 2, 3, 10)]
    assert steps == sorted(steps)
    assert steps[1] - steps[0] > steps[2] - steps[1]
    assert body_weight(1, 10) > body_weight(1, 1000)
    assert rarity(1, 100) > rarity(50, 100) > 0


def test_a_very_long_word_fits(write, cast):
    row = write("x" * 160, "y" * 5000)
    with tenant_scope(cast.acme):
        assert all(len(lexeme) <= 80 for lexeme in weights_of(row))


def test_the_question_reads_the_index_and_nothing_else(committed_cast, owner_url):
    """Under row-level security, with many articles: an index scan, never the whole table."""
    acme = committed_cast.acme
    with tenant_scope(acme):
        row = save_article(Article(tenant=acme, title="Refund", body="-", reviewed_on=TODAY))
        ArticleTerm.objects.bulk_create(
            ArticleTerm(tenant=acme, article=row, lexeme=f"word{n}", weight=1.0)
            for n in range(20_000)
        )
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("ANALYZE chat_articleterm")
    with tenant_scope(acme), connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN SELECT article_id, lexeme, weight FROM chat_articleterm "
            "WHERE lexeme = ANY(%s)",
            [["refund", "word7", "word19999"]],
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "lexeme = ANY(%(stems)s)" in RANK
    condition = re.search(r"Index Cond: (.*)", plan)[1]
    assert "tenant_id =" in condition and "lexeme" in condition, plan
    assert "Seq Scan" not in plan


# --- for customers ------------------------------------------------------------------------------


def test_customers_see_what_is_public_and_still_true(write, cast):
    write("Public", due_in=5)
    write("For ever", "Text.")
    write("Overdue", due_in=-1)
    write("Internal", is_public=False)
    assert [row["title"] for row in public_articles(cast.acme)] == ["For ever", "Public"]
    found = public_articles(cast.acme, "overdue internal text")
    assert {row["title"] for row in found} == {"For ever", "Public"}


def test_customers_find_by_words_in_their_language_first(write, cast):
    write("Garantie", "Zwei Jahre.", language="de")
    write("Garantie (fr)", "Deux ans.", language="fr")
    assert [r["language"] for r in public_articles(cast.acme, "garantie", "fr-CH")] == ["fr", "de"]
    assert [r["language"] for r in public_articles(cast.acme, language="fr")] == ["fr", "de"]


def test_a_word_that_is_being_typed_is_found_by_its_letters(write, cast):
    write("Warranty", "Two years.")
    write("Old warranty", "Three years.", due_in=-1)
    assert [row["title"] for row in public_articles(cast.acme, "warr")] == ["Warranty"]
    assert public_articles(cast.acme, "warr unicorn") == []


def test_one_alone_and_only_while_it_is_public_and_true(write, cast):
    rows = [write("A"), write("B", is_public=False), write("C", due_in=-1)]
    told = [public_article(cast.acme, row.pk) for row in rows]
    assert [row and row["title"] for row in told] == ["A", None, None]
    assert public_article(cast.globex, rows[0].pk) is None


def test_nothing_internal_is_told_to_customers(write, cast):
    write("Public", source_url="https://acme.example/x")
    (row,) = public_articles(cast.acme)
    assert set(row) == {"id", "title", "body", "language", "source", "reviewed"}


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("short", 10, "short"),
        ("some longer words", 12, "some longer…"),
        ("x" * 30, 10, "x" * 9 + "…"),
        ("", 5, ""),
    ],
)
def test_cutting_between_words(text, most, short):
    assert shortened(text, most) == short


# --- on the wire --------------------------------------------------------------------------------


async def test_the_frame_beside_the_chat(server, committed_cast, new_id):
    def prepared():
        with tenant_scope(committed_cast.acme):
            save_article(
                Article(
                    tenant=committed_cast.acme,
                    title="Refunds",
                    body="Within three days.",
                    reviewed_on="2026-01-01",
                )
            )
            actions.post_visitor_message(
                visitor=committed_cast.visitor, client_id=new_id(), body="When is my refund?"
            )
            return Conversation.objects.get().pk

    number = await sync_to_async(prepared)()
    async with greeted_operator(server, committed_cast.omar) as line:
        await line.say(type="articles", conversation=number)
        heard = await line.hear("articles")
        assert (heard["conversation"], heard["words"]) == (number, "")
        assert heard["question"] == "When is my refund?"
        assert [article["title"] for article in heard["articles"]] == ["Refunds"]
        await line.say(type="article", article=heard["articles"][0]["id"])
        assert (await line.hear("article"))["article"]["body"] == "Within three days."
        await line.say(type="article", article=10**6)
        assert await line.hear("article") == {"type": "article", "id": 10**6, "article": None}
        await line.say(type="articles", conversation=number, words="unicorns")
        assert (await line.hear("articles"))["articles"] == []
        await line.say(type="articles", conversation=number, words="x" * 201)
        assert await line.error() == ("bad_frame", "words")
        await line.say(type="articles", conversation=10**6)
        assert (await line.error())[0] == "not_found"

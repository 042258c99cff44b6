"""Writing down what the company knows."""

import pytest
from django.test import Client

from chat.articles import pages
from chat.articles.dates import is_out_of_date
from chat.models import Article, ArticleTerm
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in

PAGE = "/t/acme/articles/"
FORM = {
    "title": "How do I return something?",
    "body": "Within thirty days.\r\n\r\nSee https://acme.example/returns.",
    "language": "en",
    "source_url": "https://acme.example/terms",
    "reviewed_on": "2026-01-05",
    "review_due": "2026-07-05",
    "is_public": "on",
}


def rows(cast):
    with tenant_scope(cast.acme):
        return list(Article.objects.all())


def test_a_supervisor_writes_one(sam, cast):
    assert sam.post(f"{PAGE}new/", FORM).status_code == 302
    (row,) = rows(cast)
    assert row.body == "Within thirty days.\n\nSee https://acme.example/returns."
    assert (row.source_url, str(row.review_due), row.is_public) == (
        FORM["source_url"],
        "2026-07-05",
        True,
    )
    with tenant_scope(cast.acme):
        assert ArticleTerm.objects.filter(article=row, lexeme="return").exists()


def test_a_supervisor_changes_one(sam, cast, write):
    row = write("Old")
    sam.post(f"{PAGE}{row.pk}/edit/", FORM | {"title": " New \n title "})
    assert rows(cast)[0].title == "New title"


def test_deleting_asks_first(sam, cast, write):
    row = write("Old")
    assert "Delete" in sam.get(f"{PAGE}{row.pk}/delete/").content.decode()
    assert rows(cast)
    sam.post(f"{PAGE}{row.pk}/delete/")
    assert not rows(cast)


def test_a_new_one_is_expected_to_be_looked_at_again(sam, today):
    html = sam.get(f"{PAGE}new/").content.decode()
    assert f'value="{today.isoformat()}"' in html
    assert 'name="review_due" value="20' in html


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_its_days_stand_in_the_form_in_every_language(sam, write, language):
    row = write("Old", due_in=9)
    html = sam.get(f"{PAGE}{row.pk}/edit/", headers={"Accept-Language": language}).content.decode()
    for day in (row.reviewed_on, row.review_due):
        assert f'value="{day.isoformat()}"' in html


def test_an_articles_language_is_told_by_its_name(sam, write):
    row = write("Old", language="fr")
    html = sam.get(f"{PAGE}{row.pk}/", headers={"Accept-Language": "de"}).content.decode()
    assert "Französisch · français" in html


def test_an_operator_reads_and_does_not_write(cast, write):
    row, omar = write("Returns", "Within thirty days."), sign_in(Client(), cast.omar)
    assert "Within thirty days." in omar.get(f"{PAGE}{row.pk}/").content.decode()
    for page in (PAGE, f"{PAGE}{row.pk}/"):
        assert "/edit/" not in omar.get(page).content.decode()
    for path in ("new/", f"{row.pk}/edit/", f"{row.pk}/delete/", f"{row.pk}/reviewed/"):
        assert omar.post(PAGE + path, FORM).status_code == 403
    assert [row.title for row in rows(cast)] == ["Returns"]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", " ", "Enter a title"),
        ("title", "\u200b", "Enter a title"),
        ("title", "x" * 161, "at most 160"),
        ("body", "", "Enter the text"),
        ("body", "a\u202eb", "invisible control characters"),
        ("body", "x" * 20_001, "at most 20000"),
        ("language", "tlh", "valid choice"),
        ("source_url", "javascript:alert(1)", "Enter a web address"),
        ("source_url", "ftp://acme.example/x", "begins with https"),
        ("source_url", "nonsense", "Enter a web address"),
        ("reviewed_on", "2199-01-01", "has not come yet"),
        ("reviewed_on", "", "required"),
        ("review_due", "2026-01-05", "after the last one"),
        ("review_due", "tomorrow", "valid date"),
    ],
)
def test_what_is_wrong_is_told_at_the_form(sam, cast, field, value, says):
    answer = sam.post(f"{PAGE}new/", FORM | {field: value})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert says in html
    assert not rows(cast)


def test_a_form_keeps_what_was_typed(sam):
    html = sam.post(f"{PAGE}new/", FORM | {"title": ""}).content.decode()
    assert "See https://acme.example/returns." in html


# --- out of date --------------------------------------------------------------------------------


@pytest.mark.parametrize(("due_in", "is_old"), [(-1, True), (0, False), (1, False), (None, False)])
def test_the_day_after_its_review_was_due_an_article_is_old(write, today, due_in, is_old):
    assert is_out_of_date(write("A", due_in=due_in).review_due, today) is is_old


def test_it_is_marked_everywhere(sam, write):
    row = write("Old prices", due_in=-3)
    write("Fresh", due_in=3)
    html = sam.get(PAGE).content.decode()
    assert html.count("Out of date since") == 1
    assert "Out of date since" in sam.get(f"{PAGE}{row.pk}/").content.decode()
    only = sam.get(f"{PAGE}?show=due").content.decode()
    assert "Old prices" in only and "Fresh" not in only


def test_it_is_still_true_says_who_looked(sam, cast, write, today):
    row = write("Old prices", due_in=-3)
    planned = row.review_due - row.reviewed_on
    sam.post(f"{PAGE}{row.pk}/reviewed/")
    (row,) = rows(cast)
    assert (row.reviewed_on, row.review_due) == (today, today + planned)
    assert sam.get(f"{PAGE}{row.pk}/reviewed/").status_code == 405


# --- the list -----------------------------------------------------------------------------------


def test_the_list_is_searched_as_the_chats_are(sam, write):
    write("Returns", "Send the lamp back.")
    write("Shipping", "Two days.")
    html = sam.get(PAGE, {"q": "lamps"}).content.decode()
    assert "Returns" in html and "Shipping" not in html
    assert "Nothing found" in sam.get(PAGE, {"q": "unicorn"}).content.decode()


@pytest.mark.parametrize("query", [{"show": "' OR 1=1"}, {"page": "x"}, {"page": "-1"}, {"q": "'"}])
def test_odd_addresses_are_only_addresses(sam, write, query):
    write("Returns")
    assert sam.get(PAGE, query).status_code == 200


def test_many_are_shown_page_by_page(sam, write, monkeypatch):
    monkeypatch.setattr(pages, "ON_A_PAGE", 2)
    for number in range(3):
        write(f"Article {number}")
    assert "Page 1 of 2" in sam.get(PAGE).content.decode()
    assert "Article 2" in sam.get(PAGE, {"page": 2}).content.decode()


def test_an_empty_shelf_says_what_to_do(sam, cast):
    assert "Write the first article" in sam.get(PAGE).content.decode()
    omar = sign_in(Client(), cast.omar)
    assert "Supervisors, admins and owners" in omar.get(PAGE).content.decode()


PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "{{ 7|add:7 }}{% debug %}",
    "javascript:alert(1)",
    'https://x.example/"onmouseover=alert(1)//',
    "https://x.example/<script>alert(1)</script>",
    "data:text/html,<script>alert(1)</script>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_stored_script_is_only_text(sam, write, payload):
    row = write(payload[:160], f"Before {payload} after\n\n{payload}")
    for path in ("", f"{row.pk}/", f"{row.pk}/edit/", f"{row.pk}/delete/"):
        html = sam.get(PAGE + path).content.decode()
        for alive in ("<script>alert", "<img src=x", "<svg onload", 'href="javascript', '"onmouse'):
            assert alive not in html, path
        assert 'href="data:' not in html
        assert "14{" not in html
    html = sam.get(PAGE, {"q": payload}).content.decode()
    assert "<script>alert" not in html and "<svg onload" not in html


def test_paragraphs_and_links_are_shown(sam, write):
    row = write("Returns", "One.\n\nTwo, see https://acme.example/r.")
    html = sam.get(f"{PAGE}{row.pk}/").content.decode()
    assert "<p>One.</p>" in html
    assert 'href="https://acme.example/r"' in html

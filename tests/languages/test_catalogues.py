"""The catalogues are whole, say the same, and are what the code asks for."""

import re

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import ngettext

from helpdesk import catalogues
from helpdesk.languages import CATEGORIES, USUAL, plural_forms

LANGUAGES = catalogues.translated_languages()
ARABIC = re.compile("[\u0600-\u06ff]")
every_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def found():
    return catalogues.extract()


def test_there_are_six_languages_and_a_catalogue_for_each_but_english():
    assert [code for code, _ in settings.LANGUAGES] == ["en", "de", "fr", "es", "pt", "ar"]
    assert all(catalogues.path_of(language).exists() for language in LANGUAGES)


@every_language
def test_extracting_again_finds_nothing_new(language, found):
    """Failed? Run `make messages` and translate what is new."""
    again = catalogues.as_po(catalogues.refreshed(language, found))
    assert again.decode() == catalogues.path_of(language).read_text("utf-8")


@every_language
def test_every_text_is_translated_and_none_is_a_guess(language):
    assert catalogues.untranslated(catalogues.read(language)) == []


@every_language
def test_each_is_written_in_its_own_letters(language):
    """Once a quarter of four catalogues was in Arabic, and every other test was content."""
    texts = [str(message.string) for message in catalogues.read(language) if message.id]
    arabic = sum(bool(ARABIC.search(text)) for text in texts)
    assert (arabic > 0.9 * len(texts)) if language == "ar" else arabic == 0


@every_language
def test_translations_have_the_same_placeholders(language):
    assert catalogues.mismatched(catalogues.read(language)) == []


@every_language
def test_what_is_compiled_is_what_was_translated(language):
    compiled = catalogues.path_of(language, ".mo").read_bytes()
    assert compiled == catalogues.as_mo(catalogues.read(language))


def test_extraction_reads_python_and_templates(found):
    assert "Somebody will answer here." in "".join(str(message.id) for message in found)
    assert "Go to the newest message" in found


@every_language
def test_every_plural_category_of_the_browser_has_a_form(language):
    with translation.override(language):
        forms = plural_forms("n", lambda n: ngettext("{count} waiting", "{count} waiting", n))
    assert [key.partition(":")[2] for key in forms] == list(CATEGORIES.get(language, USUAL))
    assert all(forms.values())


def test_arabic_counts_in_six_ways():
    """As its catalogue and Intl.PluralRules both have it."""
    with translation.override("ar"):
        forms = plural_forms(
            "n", lambda n: ngettext("{count} new message", "{count} new messages", n)
        )
    assert len(set(forms.values())) >= 5
    assert "{count}" not in forms["n:one"]
    assert "{count}" in forms["n:many"]

"""The short name in /t/<slug>/ that a company gets from its name."""

from itertools import islice
from typing import Any

import pytest

from tenants.actions import found_company
from tenants.slugs import RESERVED, slug_candidates


@pytest.mark.parametrize(
    ("name", "origin", "slug"),
    [
        ("Acme Ltd.", "", "acme-ltd"),
        ("Café Müller & Söhne", "", "cafe-muller-sohne"),
        ("Straße Øst", "", "strasse-ost"),
        ("株式会社日本", "", "company"),
        ("株式会社日本", "https://www.nihon.example", "nihon"),
        ("Кофейня", "https://xn--80ak6aa92e.example", "company"),
        ("!!!", "", "company"),
        ("X", "", "company"),
        ("4711", "", "4711"),
    ],
)
def test_reads_like_the_name_or_else_the_site(name: str, origin: str, slug: str) -> None:
    assert next(slug_candidates(name, origin)) == slug


def test_a_reserved_word_is_numbered() -> None:
    assert next(slug_candidates("Admin")) == "admin-2"


def test_no_candidate_is_reserved_or_too_long() -> None:
    names = [*RESERVED, "word " * 30, "ß" * 40]
    slugs = [slug for name in names for slug in islice(slug_candidates(name), 12)]
    assert not RESERVED.intersection(slugs)
    assert max(map(len, slugs)) <= 40


def test_companies_of_one_name_are_numbered(cast: Any) -> None:
    second = found_company(founder=cast.eve.user, name="Acme")
    third = found_company(founder=cast.eve.user, name="ACME!")
    assert [second.tenant.slug, third.tenant.slug] == ["acme-2", "acme-3"]

"""What people type as their website, and the origin their customers' browsers will send."""

import pytest
from django.core.exceptions import ValidationError

from tenants.origins import normalise_origin, twin


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("www.example.com", "https://www.example.com"),
        ("  Example.COM  ", "https://example.com"),
        ("https://example.com/path?query#part", "https://example.com"),
        ("http://example.com:80/", "http://example.com"),
        ("https://example.com:443", "https://example.com"),
        ("shop.example.com:8443/x", "https://shop.example.com:8443"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("https://example.com.", "https://example.com"),
        ("bücher.example", "https://xn--bcher-kva.example"),
        ("http://192.0.2.7:8080", "http://192.0.2.7:8080"),
        ("http://[2001:DB8::1]/", "http://[2001:db8::1]"),
    ],
)
def test_becomes_an_origin(typed: str, origin: str) -> None:
    assert normalise_origin(typed) == origin


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("*.example.com", "wildcard"),
        ("*", "wildcard"),
        ("example", "no_dot"),
        ("my shop.example", "invalid"),
        ("https://", "invalid"),
        ("javascript://example.com/%0aalert(1)", "scheme"),
        ("ftp://example.com", "scheme"),
        ("https://user:secret@example.com", "invalid"),
        ("https://exa_mple-.com", "invalid"),
        ("https://example.com:99999", "invalid"),
        ("https://example.com:0", "invalid"),
        ("https://example.com\\@evil.example", "invalid"),
        ("https://exam;ple.com", "invalid"),
        ("https://'self'", "invalid"),
        ("999.1.2.3", "invalid"),
        ("https://[::1", "invalid"),
        ("https://" + "a." * 200 + "com", "too_long"),
    ],
)
def test_nonsense_is_refused_with_a_reason(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        normalise_origin(typed)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("origin", "other"),
    [
        ("https://example.com", "https://www.example.com"),
        ("https://www.example.com", "https://example.com"),
        ("https://shop.example.com", None),
        ("http://localhost:3000", None),
    ],
)
def test_knows_the_site_that_is_often_forgotten(origin: str, other: str | None) -> None:
    assert twin(origin) == other

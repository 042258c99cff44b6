"""The short name of a company in addresses."""

import itertools
from collections.abc import Iterator

from django.utils.text import slugify

# What would read as if the house itself were speaking, or as a page of its own.
_RESERVED = """
about abuse account accounts admin administrator api app billing blog canned chat companies
contact demo dev docs help helpdesk home inbox info install join legal login logout mail me new news
null official people portraits postmaster press pricing privacy root security settings shop signup
staff static status support system terms test undefined webmaster widget ws www
"""
RESERVED = frozenset(_RESERVED.split())
LONGEST = 40
# Letters that do not come apart into a plain one and an accent.
SPELLED_OUT = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "Oe", "ł": "l", "Ł": "L",
     "đ": "d", "Đ": "D", "þ": "th", "Þ": "Th", "ð": "d", "ı": "i"}
)  # fmt: skip


def slug_candidates(name: str, origin: str = "") -> Iterator[str]:
    """Slugs for a company, best first, without end; none is reserved.

    A name in a script that has no plain letters takes the first word of the web site's host, and
    without a site "company".
    """
    base = _base(name) or _base(_site_name(origin)) or "company"
    numbered = (f"{base[: LONGEST - 5]}-{number}" for number in itertools.count(2))
    return (slug for slug in itertools.chain([base], numbered) if slug not in RESERVED)


def _base(text: str) -> str:
    slug = slugify(text.translate(SPELLED_OUT)).replace("_", "-").strip("-")[:LONGEST].strip("-")
    return slug if len(slug) > 1 else ""


def _site_name(origin: str) -> str:
    host = origin.partition("://")[2].removeprefix("www.")
    return "" if host.startswith("xn--") else host.partition(".")[0].partition(":")[0]

"""Tokens of visitors who are stored by SQL, so that they can be told again without asking."""

from hashlib import md5

# The column of visitor `g` of the company {company}.
HASH = "encode(sha256(md5('{company}.' || g)::bytea), 'hex')"


def of_visitor(company: int, number: int) -> str:
    """What their browser keeps."""
    return md5(f"{company}.{number}".encode(), usedforsecurity=False).hexdigest()

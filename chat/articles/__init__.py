"""What the company knows, written down once: with where it is from, and until when it is known to
be true."""

from .for_customers import public_article, public_articles

__all__ = ["public_article", "public_articles"]

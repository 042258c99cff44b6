"""Who a visitor says to be, and how a company's own server vouches for it."""

from .showing import shown

__all__ = ["shown"]

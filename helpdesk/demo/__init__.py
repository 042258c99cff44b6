"""A company to look at: people with faces, chats of the last days, and a shop that carries them.

`make demo` and the tests load it; everything here is invented.
"""

from .loading import load
from .people import PASSWORD, SIGN_INS, SITE_KEY, SLUG

__all__ = ["PASSWORD", "SIGN_INS", "SITE_KEY", "SLUG", "load"]

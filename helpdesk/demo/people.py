"""Who works at the demo companies."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from .avatars import Look

SLUG = "acme"
SITE_KEY = "5e1f0a3c9b7d42e88a6c1d2f3b4e5a60"
OTHER_SITE_KEY = "c0a94f27d1e84b63b5f2970e6d8a1b3c"
PASSWORD = "demo-demo-demo"


@dataclass(frozen=True)
class Person:
    """`name` is what customers see; `look` is None for somebody without a photo."""

    name: str
    full_name: str
    email: str
    role: str
    look: Look | None = None


ACME = [
    Person(
        "Ada", "Ada Brandt", "ada@acme.example", "owner",
        Look("#e9d8f2", "#f0c9a8", "#5b3a29", "#6b4fa0", "bob"),
    ),
    Person(
        "Nina", "Nina Petrova", "nina@acme.example", "admin",
        Look("#fde2cf", "#f3d3b8", "#c9803f", "#b4533c", "bun"),
    ),
    Person(
        "Sam", "Sam Okafor", "sam@acme.example", "supervisor",
        Look("#d5e6f5", "#8a5a3c", "#1f1916", "#2c5f8a", "curls"),
    ),
    Person(
        "Omar", "Omar Haddad", "omar@acme.example", "operator",
        Look("#cfe3d6", "#c98a5e", "#2a2320", "#2f6b52", "short", beard=True),
    ),
    Person(
        "Tess", "Tess Lindqvist", "tess@acme.example", "trainee",
        Look("#f9e7b8", "#f5d9c4", "#e3b75f", "#c47a1e", "long", glasses=True),
    ),
]  # fmt: skip

ADA_AT_GLOBEX = replace(ACME[0], role="operator")
GLOBEX = [Person("Eve", "Eve Marlow", "eve@globex.example", "owner"), ADA_AT_GLOBEX]


class SignIn(NamedTuple):
    email: str
    password: str
    who: str


SIGN_INS = [
    SignIn("ada@acme.example", PASSWORD, "Ada, owner of Acme; answers at Globex, too"),
    SignIn("nina@acme.example", PASSWORD, "Nina, admin of Acme"),
    SignIn("sam@acme.example", PASSWORD, "Sam, supervisor of Acme"),
    SignIn("omar@acme.example", PASSWORD, "Omar, operator of Acme"),
    SignIn("tess@acme.example", PASSWORD, "Tess, trainee of Acme"),
    SignIn("eve@globex.example", PASSWORD, "Eve, owner of Globex, another company"),
]

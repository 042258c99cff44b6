"""`python -m tests.faults.cast`: makes the cast of the tests in an empty database and prints who
works at Acme, as JSON."""

import json

import django

django.setup()

from tests.conftest import make_cast, session_cookie  # noqa: E402  (apps are ready now)

cast = make_cast()
names = ("ada", "sam", "omar", "tess")
print(
    json.dumps(
        {
            "id": cast.acme.pk,
            "slug": cast.acme.slug,
            "site_key": cast.acme.site_key,
            "cookies": {name: session_cookie(getattr(cast, name)) for name in names},
        }
    )
)

"""The examples of the page API, as the settings and docs/page-api.md show them; tests run them."""

IN_A_PAGE = """helpdesk("identify", { token });"""

ON_A_SERVER = """import time, uuid
import jwt  # PyJWT


def identity_token(customer, secret):
    return jwt.encode(
        {
            "aud": "SITE_KEY",
            "sub": str(customer.id),
            "name": customer.name,
            "email": customer.email,
            "jti": str(uuid.uuid4()),
            "exp": int(time.time()) + 3600,
        },
        secret,
        algorithm="HS256",
    )"""

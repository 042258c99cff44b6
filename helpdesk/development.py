"""Pages that exist in development alone."""

from django.urls import URLPattern, path

from . import dev_mail
from .demo import shop


def development_urls(*, is_development: bool) -> list[URLPattern]:
    if not is_development:
        return []
    return [
        path("dev/mail/", dev_mail.mailbox, name="dev_mail"),
        path("demo/shop/", shop.shop, name="demo_shop"),
    ]

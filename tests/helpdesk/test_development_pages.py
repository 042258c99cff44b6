"""Mailbox and shop: there in development, nowhere else."""

import re
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client

from helpdesk import demo
from helpdesk.development import development_urls

pytestmark = pytest.mark.django_db
MAILBOX, SHOP = "/dev/mail/", "/demo/shop/"
FILES = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture
def mail_directory(settings: Any, tmp_path: Any) -> Any:
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def write_mails(directory: Any, *mails: tuple[str, str]) -> None:
    connection = get_connection(FILES, file_path=directory)
    connection.send_messages(
        EmailMultiAlternatives(subject, text, "us@x.example", ["noor@x.example"])
        for subject, text in mails
    )


@pytest.mark.parametrize("path", [MAILBOX, SHOP])
def test_they_are_not_wired_in_production(path: str) -> None:
    assert development_urls(is_development=False) == []
    assert any(f"/{u.pattern}" == path for u in development_urls(is_development=True))


@pytest.mark.parametrize("path", [MAILBOX, SHOP])
def test_they_are_not_there_in_production_even_when_wired(
    client: Client, settings: Any, mail_directory: Any, path: str
) -> None:
    write_mails(mail_directory, ("Secret", "https://x.example/reset"))
    assert client.get(path, headers={"host": "localhost"}).status_code == 200
    settings.DEVELOPMENT = False
    assert client.get(path, headers={"host": "localhost"}).status_code == 404


def test_the_newest_mail_is_first(client: Client, mail_directory: Any) -> None:
    write_mails(mail_directory, ("First", "one"), ("Second", "two"))
    page = client.get(MAILBOX).content.decode()
    assert page.index("Second") < page.index("First")
    assert "noor@x.example" in page


def test_links_can_be_clicked_and_everything_else_is_text(
    client: Client, mail_directory: Any
) -> None:
    write_mails(
        mail_directory,
        ("Grüße <b>", "Hi <script>alert(1)</script>\nhttps://x.example/a?b=1&c=2\njavascript:x()"),
    )
    page = client.get(MAILBOX).content.decode()
    assert '<a href="https://x.example/a?b=1&amp;c=2"' in page
    assert "<script>alert" not in page
    assert "Grüße &lt;b&gt;" in page
    assert 'href="javascript' not in page


def test_a_line_of_dashes_in_a_mail_does_not_break_the_mailbox(
    client: Client, mail_directory: Any
) -> None:
    write_mails(mail_directory, ("Dashes", "a\n" + "-" * 79 + "\nb"))
    assert client.get(MAILBOX).status_code == 200


def test_an_empty_mailbox_says_so(client: Client, mail_directory: Any) -> None:
    assert "No mail yet" in client.get(MAILBOX).content.decode()
    mail_directory.rmdir()
    assert client.get(MAILBOX).status_code == 200


def test_the_shop_is_on_another_origin(client: Client, settings: Any) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:8123"
    answer = client.get(SHOP, headers={"host": "127.0.0.1:8123"})
    assert answer["Location"] == "http://localhost:8123/demo/shop/"


def test_the_shop_carries_the_snippet_and_allows_only_its_host(
    client: Client, settings: Any
) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:8123"
    answer = client.get(SHOP, headers={"host": "localhost:8123"})
    address = f"http://127.0.0.1:8123/widget.js?site={demo.SITE_KEY}"
    snippet = f'<script src="{address}" data-site="{demo.SITE_KEY}" async>'
    assert snippet in answer.content.decode()
    policy = answer["Content-Security-Policy"]
    assert "frame-src http://127.0.0.1:8123;" in f"{policy};"
    assert "unsafe" not in policy


def test_a_mail_can_be_seen_as_mail_programs_show_it(client: Client, mail_directory: Any) -> None:
    mail = EmailMultiAlternatives("Look", "plain", "us@x.example", ["noor@x.example"])
    mail.attach_alternative("<p>coloured</p><script>alert(1)</script>", "text/html")
    get_connection(FILES, file_path=mail_directory).send_messages([mail])
    key = re.search(r'\?look=([^"]+)"', client.get(MAILBOX).content.decode())[1]
    shown = client.get(f"{MAILBOX}?look={key}")
    assert "coloured" in shown.content.decode()
    assert "default-src 'none'" in shown["Content-Security-Policy"]
    assert "script-src" not in shown["Content-Security-Policy"]
    assert client.get(f"{MAILBOX}?look=another").status_code == 404

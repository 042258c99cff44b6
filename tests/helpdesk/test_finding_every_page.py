"""Every page of a company can be reached by its links, and says where one is."""

import re
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from chat import actions
from chat.api.tokens import make_token
from chat.models import CannedReply, HouseRule, RoutingRule, Tag
from chat.webhooks import changing
from feedback.actions.calibrations import start_calibration
from feedback.actions.review_tasks import pick
from feedback.models import ChatScore, PracticeRun, PracticeScenario
from feedback.practice.shipped import shipped
from helpdesk.tenancy import tenant_scope
from tenants.models import Department
from tests.conftest import sign_in
from tests.isolation.addresses import COMPANY, routes

HREF = re.compile(r'<a\b[^>]*?\bhref="([^"#]*)')
# Addresses that are no pages: doors, files, what only a form or a mail leads to.
NO_PAGES = re.compile(
    r"^$|frames/|files/|push-worker|/(move|remove|lift|again|take-back|repeat|holidays|besides)/"
    r"|setup/(state|done|mail)|articles/.*(reviewed|search)|me/(work|photo)|people/.*/work"
    r"|inbox/%\(conversation\)s|settings/sites/remove|/export/$|receipts/|questions/usual"
    r"|coaching/(tip/|(praise|tasks|goals|reviews|topics|library)/%)"
    r"|reviews/(next|chats/%\(score_id\)s/pick)"
    r"|practice/(start|people|newcomers|go-on)/|practice/.*/(end|review|put-away)/"
    r"|settings/bot/service/(secret|try)/|settings/sign-in/.|people/.*/disconnect/"
    r"|promises/%|transcripts/%|mail/(sender/confirm|outbox/%|words/%)"
    r"|settings/(plan/(choose|portal)|identity/(secret|end)|data/(exports|imports|tables))/"
    r"|settings/(webhooks|notifications)/%.*/(secret|test|pause|resume|%.*)/"
    r"|reports/(live/now|%)"
)
FILE = "a file"
ELSEWHERE = {"tags": "canned", "blocked": "canned"}
SETTINGS = ("manners", "etiquette", "house-rules", "mail", "privacy", "audit")
ELSEWHERE |= dict.fromkeys(SETTINGS, "settings")


@pytest.fixture
def furnished(cast: Any) -> Any:
    """Something to click on, on every list."""
    from chat.articles.stemming import save_article
    from chat.models import Article

    with tenant_scope(cast.acme):
        Department.objects.create(tenant=cast.acme, name="Billing")
        RoutingRule.objects.create(tenant=cast.acme, when={"words": "bill"}, priority=0)
        CannedReply.objects.create(tenant=cast.acme, shortcut="hello", body="Hello!")
        Tag.objects.create(tenant=cast.acme, name="parcel")
        HouseRule.objects.create(tenant=cast.acme, text="We say parcel.")
        save_article(
            Article(tenant=cast.acme, title="Kazoo", body="A kazoo.", reviewed_on="2026-01-01")
        )
        _something_to_review(cast)
        _something_practised(cast)
        make_token(member=cast.ada, name="Shop", scopes=["visitors:read"], speaks_as="program")
        _something_told_of(cast)
    return cast


def _something_told_of(cast: Any) -> None:
    """By a webhook and in a team chat."""
    of = {"tenant": cast.acme, "member": cast.ada, "events": ["conversation.created"]}
    for kind in ("webhook", "slack"):
        changing.add(**of, kind=kind, name=kind, url="https://hooks.example.com/x")


def _something_practised(cast: Any) -> None:
    """A finished run, and a scenario of the company's own."""
    of = {"tenant": cast.acme, "content": shipped()["angry"].as_data()}
    said = [{"seq": 1, "at": "2026-11-22T10:00:00Z", "author": "visitor", "name": "", "text": "?"}]
    how = {"scenario": "angry", "seed": 1, "ended_at": timezone.now(), "transcript": said}
    PracticeRun.objects.create(member=cast.tess, outcome="left", **how, **of)
    PracticeScenario.objects.create(title="Kazoo", by=cast.sam, **of)


def _something_to_review(cast: Any) -> None:
    """A finished chat, in the queue, and one that two are to score by themselves."""
    posted = actions.post_visitor_message(
        visitor=cast.visitor, client_id=uuid4(), body="Is it back?"
    )
    of = {"tenant": cast.acme, "conversation_id": posted.entry.conversation_id, "closing": 1}
    now = timezone.now()
    row = ChatScore.objects.create(operator=cast.omar, scored_at=now, score=50, **of)
    pick(row)
    reviewers = [cast.ada, cast.sam]
    start_calibration(row=row, reviewers=reviewers, days=7, by=cast.ada)


@pytest.fixture
def pages(furnished: Any) -> dict[str, str]:
    """{path: html} of what the owner can click to from the inbox."""
    ada, found, waiting = sign_in(Client(), furnished.ada), {}, ["/t/acme/inbox/"]
    while waiting:
        path = waiting.pop()
        if path in found or not path.startswith("/t/acme/"):
            continue
        answer = ada.get(path)
        found[path] = _page_of(answer) if answer.status_code == 200 else ""
        waiting += [urlsplit(urljoin(path, link)).path for link in HREF.findall(found[path])]
    return found


def _page_of(answer: Any) -> str:
    is_page = answer["Content-Type"].startswith("text/html")
    return answer.content.decode() if is_page else FILE


def test_every_page_is_linked_from_another(pages: dict[str, str]) -> None:
    found = {re.sub(r"/\d+/", "/N/", path) for path in pages}
    wanted = [route for route in routes() if route.startswith(COMPANY)]
    pages_of = [route for route in wanted if not NO_PAGES.search(route.removeprefix(COMPANY))]
    missing = [route for route in pages_of if _as_found(route) not in found]
    assert len(pages_of) > 25
    assert missing == []


def _as_found(route: str) -> str:
    return "/" + re.sub(r"%\(\w+\)s", "N", route).replace("t/N/", "t/acme/", 1)


def test_the_header_marks_where_one_is(pages: dict[str, str]) -> None:
    own = re.compile(r"/t/acme/(inbox|me|setup|digest|reports/live)/")
    shown = {path: html for path, html in pages.items() if html != FILE and not own.match(path)}
    lost = [path for path, html in shown.items() if not _marks(html, path)]
    assert lost == []


def _marks(html: str, path: str) -> bool:
    header = html.partition("</header>")[0]
    marked = re.findall(r'href="([^"]+)" aria-current="page"', header)
    page = path.split("/")[3]
    return marked == [f"/t/acme/{ELSEWHERE.get(page, page)}/"]


def test_the_settings_mark_the_tab(pages: dict[str, str]) -> None:
    settings = {path: html for path, html in pages.items() if "/settings/" in path}
    settings = {path: html for path, html in settings.items() if html != FILE}
    asks_first = re.compile(r"/(delete|remove|key|revoke)/$")
    assert len(settings) > 10
    for path, html in settings.items():
        tabs = re.search(r'<nav class="tabs".*?</nav>', html, re.DOTALL)
        assert asks_first.search(path) or (tabs and 'aria-current="' in tabs[0]), path

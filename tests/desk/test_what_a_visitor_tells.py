"""What the widget tells besides messages, over real sockets: pages, wishes, what is being typed."""

import pytest

from chat.models import Conversation, Visitor
from helpdesk.tenancy import tenant_scope
from tenants.models import Department, DepartmentMember
from tests.wire import greeted_operator, greeted_visitor

from .conftest import database, silent


async def test_pages_become_a_trail_without_what_is_behind_the_question_mark(
    server, committed_cast, chat
):
    visitor, number = chat
    async with greeted_operator(server, committed_cast.omar) as omar:
        await omar.say(type="open", conversation=number)
        await omar.hear("entries")
        url = "https://shop.example/cart?mail=maria@example.org#pay"
        await visitor.say(type="page", url=url, title="Cart")
        told = await omar.hear("page")
        assert told["page"]["url"] == "https://shop.example/cart"
        await omar.say(type="context", conversation=number)
        context = await omar.hear("context")
        assert [step["title"] for step in context["trail"]] == ["Cart"]


async def test_a_trail_has_the_last_twenty_pages(server, committed_cast, chat):
    visitor, _ = chat
    for number in range(23):
        await visitor.say(type="page", url=f"https://shop.example/{number}", title="")
    await visitor.post("Done")
    visitor_row = await database(in_acme, committed_cast, Visitor.objects.get)
    assert [step["url"][-2:] for step in visitor_row.trail] == [
        f"{number:02}" if number > 9 else f"/{number}" for number in range(3, 23)
    ]


def in_acme(cast, work):
    with tenant_scope(cast.acme):
        return work(pk=cast.visitor.pk)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "", None, 7, "https://" + "x" * 2000])
async def test_a_page_is_a_web_address(chat, url):
    visitor, _ = chat
    await visitor.say(type="page", url=url, title="")
    assert await visitor.error() == ("bad_frame", "url")


async def test_zones_nobody_knows_are_dropped(server, committed_cast):
    for zone, kept in (("Europe/Lisbon", "Europe/Lisbon"), ("../../etc/passwd", "Europe/Lisbon")):
        async with greeted_visitor(server, committed_cast, zone=zone):
            row = await database(in_acme, committed_cast, Visitor.objects.get)
            assert row.zone == kept


async def test_what_is_typed_is_shown_unless_the_company_does_not_look(
    server, committed_cast, chat
):
    visitor, number = chat
    async with greeted_operator(server, committed_cast.omar) as omar:
        await omar.say(type="open", conversation=number)
        await omar.hear("entries")
        await visitor.say(type="typing", on=True, text="I wonder whe")
        assert (await omar.hear("typing"))["text"] == "I wonder whe"
        await visitor.say(type="typing", on=True, text="x" * 501)
        assert await visitor.error() == ("bad_frame", "text")
    await database(switch_off, committed_cast)
    async with (
        greeted_operator(server, committed_cast.omar) as omar,
        greeted_visitor(server, committed_cast) as again,
    ):
        await omar.say(type="open", conversation=number)
        await omar.hear("entries")
        await again.say(type="typing", on=True, text="I wonder whe")
        assert "text" not in await omar.hear("typing")


def switch_off(cast):
    cast.acme.shows_typing = False
    cast.acme.save()


# --- whom they would like to talk to -------------------------------------------------------------


def with_departments(cast):
    with tenant_scope(cast.acme):
        billing = Department.objects.create(tenant=cast.acme, name="Billing", about="Invoices")
        DepartmentMember.objects.create(tenant=cast.acme, department=billing, member=cast.omar)
        Department.objects.create(tenant=cast.acme, name="Orders")
        Department.objects.create(tenant=cast.acme, name="Secret", is_public=False)
    return billing.pk


@pytest.fixture
async def billing(committed_cast):
    return await database(with_departments, committed_cast)


async def test_a_visitor_chooses_a_department(server, committed_cast, billing):
    async with greeted_visitor(server, committed_cast) as visitor:
        await visitor.say(type="department", department=billing)
        assert (await visitor.hear("department"))["department"] == billing
        await visitor.post("An invoice, please")
        await visitor.say(type="department", department=2**40)
        assert (await visitor.error())[0] == "not_found"
    async with greeted_operator(server, committed_cast.omar) as omar:
        await omar.say(type="list", view="waiting")
        (row,) = (await omar.hear("conversations"))["items"]
        assert row["department"]["name"] == "Billing"


async def test_a_welcome_names_those_one_may_choose_and_how_they_are(
    server, committed_cast, billing
):
    async with greeted_visitor(server, committed_cast) as visitor:
        await visitor.say(type="hello", v=1)
        welcome = await visitor.hear("welcome")
        first, second = welcome["departments"]
        assert first == {
            "id": billing,
            "name": "Billing",
            "about": "Invoices",
            "state": "masked",
            "reason": "nobody",
            "opens": None,
        }
        assert (second["name"], welcome["department"]) == ("Orders", None)
        async with greeted_operator(server, committed_cast.omar):
            frame = await visitor.hear("availability")
            assert [row["state"] for row in frame["departments"]] == ["open", "open"]


@pytest.mark.parametrize("department", ["1", 0, -1, 1.5, True, [1]])
async def test_a_department_is_a_number_or_nothing(chat, department):
    visitor, _ = chat
    await visitor.say(type="department", department=department)
    assert await visitor.error() == ("bad_frame", "department")


# --- what stands beside the chat -----------------------------------------------------------------


async def test_the_page_a_chat_was_begun_on_has_no_query_either(server, committed_cast):
    page = {"url": "https://shop.example/cart?mail=maria@example.org", "title": "Cart"}
    async with greeted_visitor(server, committed_cast, page=page) as visitor:
        await visitor.post("Hello?")
        found = await database(in_acme, committed_cast, lambda pk: Conversation.objects.get())
        assert found.page_url == "https://shop.example/cart"


async def test_another_page_by_a_new_line_is_told_as_well(server, committed_cast, chat):
    """As it is on sites where every page is loaded anew."""
    _, number = chat
    page = {"url": "https://shop.example/checkout", "title": "Checkout"}
    async with greeted_operator(server, committed_cast.omar) as omar:
        await omar.say(type="open", conversation=number)
        await omar.hear("entries")
        async with greeted_visitor(server, committed_cast, page=page):
            told = await omar.hear("page")
            assert (told["conversation"], told["page"]["title"]) == (number, "Checkout")
        async with greeted_visitor(server, committed_cast, page=page):
            await silent(omar, "page")

"""Which pages may open a socket: our own, and for the widget those of the company."""

import pytest

from tests.wire import connected, operator_line, refused_with, visitor_line

FOREIGN = [
    None,
    "null",
    "https://evil.example",
    "file://",
    "chrome-extension://abcdefgh",
    "https://shop.acme.example.evil.example",
    "https://evil.example/https://shop.acme.example",
    "http://shop.acme.example",
    "https://shop.acme.example:444",
    "https://SHOP.acme.example.",
    "http://[",
    "//",
]


async def test_a_page_from_elsewhere_opens_no_socket(server, committed_cast):
    for origin in FOREIGN:
        visitor = visitor_line(server, committed_cast.acme.site_key, origin=origin)
        operator = operator_line(server, "acme", committed_cast.omar.cookie, origin=origin)
        assert await refused_with(visitor) in (400, 403), origin
        assert await refused_with(operator) in (400, 403), origin


async def test_the_companys_site_may_open_the_widgets_socket_and_no_other(server, committed_cast):
    site = "https://shop.acme.example"
    async with visitor_line(server, committed_cast.acme.site_key, origin=site) as line:
        assert (await line.hello())["company"]["name"] == "Acme"
    globex = visitor_line(server, committed_cast.globex.site_key, origin=site)
    assert await refused_with(globex) == 403
    console = operator_line(server, "acme", committed_cast.omar.cookie, origin=site)
    assert await refused_with(console) == 403


@pytest.mark.parametrize("host", ["evil.example", "shop.acme.example", "127.0.0.1.evil.example"])
async def test_a_host_header_does_not_vouch_for_its_own_origin(server, committed_cast, host):
    """A name that somebody pointed at our address is not one of ours."""
    named = f"{host}:{server.port}"
    to_us = {"host": "127.0.0.1", "port": server.port, "origin": f"http://{named}"}
    cookie = {"additional_headers": {"Cookie": committed_cast.omar.cookie}}
    for path in (f"/ws/widget/{committed_cast.acme.site_key}/", "/ws/t/acme/"):
        line = connected(f"ws://{named}{path}", **to_us, **cookie)
        assert await refused_with(line) == 403


async def test_the_hosts_other_name_is_as_good(server, committed_cast):
    """`localhost` is served too, so that its own pages may connect to it."""
    named = f"localhost:{server.port}"
    address = f"ws://{named}/ws/widget/{committed_cast.acme.site_key}/"
    async with connected(address, host="127.0.0.1", origin=f"http://{named}") as line:
        assert (await line.hello())["company"]["name"] == "Acme"

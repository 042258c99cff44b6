import pytest

from tests.door import CSRF, Door


@pytest.fixture
def visitor_door(server, committed_cast):
    token = {"Authorization": f"Bearer {committed_cast.token}"}
    door = Door(f"{server.origin}/widget/{committed_cast.acme.site_key}/frames/", token)
    with door.client:
        yield door


@pytest.fixture
def operator_door(server, committed_cast):
    cookies = f"{committed_cast.omar.cookie}; helpdesk_csrf={CSRF}"
    headers = {"Cookie": cookies, "X-CSRFToken": CSRF, "Origin": server.origin}
    door = Door(f"{server.origin}/t/acme/frames/", headers)
    with door.client:
        yield door

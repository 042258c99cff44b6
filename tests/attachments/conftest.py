"""Files of every kind, a storage of the test's own, and the two doors."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from chat import actions
from chat.enclosed import Enclosed
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in

PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
WORDS = b"Seen at the door: a parcel, unlabelled.\n"


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where this test's files lie."""
    usual = settings.STORAGES["files"]
    here = usual | {"OPTIONS": usual["OPTIONS"] | {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"files": here}
    return tmp_path


class Door:
    """One person's browser bringing files in and fetching them."""

    def __init__(self, client: Client, path: str, **headers: str) -> None:
        self.client, self.path, self.headers = client, path, headers

    def bring(self, content: bytes, name: str = "picture.png", **headers: str) -> Any:
        return self.client.post(
            self.path,
            data=content,
            content_type="application/octet-stream",
            headers={"X-File-Name": name, **self.headers, **headers},
        )

    def keep(self, content: bytes, name: str = "picture.png") -> dict[str, Any]:
        """Of one that is taken: what is told of it."""
        answer = self.bring(content, name)
        assert answer.status_code == 201, answer.content
        return answer.json()["file"]

    def look(self, token: str) -> Any:
        return self.client.get(f"{self.path}{token}/", headers=self.headers)

    def drop(self, token: str) -> Any:
        return self.client.delete(f"{self.path}{token}/", headers=self.headers)


@pytest.fixture
def widget(committed_cast: Any) -> Door:
    """The visitor's."""
    path = f"/widget/{committed_cast.acme.site_key}/files/"
    return Door(Client(), path, Authorization=f"Bearer {committed_cast.token}")


@pytest.fixture
def console(committed_cast: Any) -> Door:
    """Omar's."""
    return Door(sign_in(Client(), committed_cast.omar), "/t/acme/files/")


@pytest.fixture
def chat(committed_cast: Any, new_id: Any) -> Iterator[Any]:
    """Ways to say something in the visitor's conversation, which Omar has."""
    cast = committed_cast

    class Chat:
        def asks(self, body: str = "Look:", *tokens: str, **more: Any) -> Any:
            with tenant_scope(cast.acme):
                return actions.post_visitor_message(
                    visitor=cast.visitor,
                    client_id=more.pop("client_id", None) or new_id(),
                    body=body,
                    enclosed=Enclosed(files=tokens, **more),
                )

        def answers(self, body: str = "Here:", *tokens: str, **more: Any) -> Any:
            with tenant_scope(cast.acme):
                return actions.post_operator_message(
                    member=more.pop("member", cast.omar),
                    conversation_id=self.number,
                    client_id=new_id(),
                    body=body,
                    enclosed=Enclosed(files=tokens, **more),
                )

    chat = Chat()
    chat.number = chat.asks("Hello").entry.conversation_id
    chat.answers("Good morning")
    yield chat

"""Name and photo that customers see; uploads are never served as they came."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tenants.models import Tenant
from tests.tenants.conftest import fresh

ME = "/t/acme/me/"


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 200), **options: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def upload(browser: Client, content: bytes, name: str = "me.png") -> str:
    form = {"display_name": "Omar", "photo": SimpleUploadedFile(name, content)}
    return browser.post(ME, form, follow=True).content.decode()


def address(member: Any) -> str:
    return f"/portraits/{member.tenant_id}/{fresh(member).photo_hash}.webp"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_photo_becomes_a_small_square_webp(omar: Client, cast: Any, kind: str) -> None:
    upload(omar, picture(kind))
    image = Image.open(BytesIO(bytes(fresh(cast.omar).photo)))
    assert (image.format, image.size) == ("WEBP", (160, 160))


def test_nothing_of_the_file_but_the_pixels_is_kept(omar: Client, cast: Any) -> None:
    exif = Image.Exif()
    exif[0x010E] = "at home, 52.5 N 13.4 E"
    upload(omar, picture("JPEG", exif=exif) + b"<script>alert(1)</script>")
    photo = bytes(fresh(cast.omar).photo)
    assert b"at home" not in photo
    assert b"<script" not in photo


def test_customers_can_see_it_for_ever(omar: Client, cast: Any, client: Client) -> None:
    upload(omar, picture())
    answer = client.get(address(cast.omar))
    assert answer["Content-Type"] == "image/webp"
    assert "immutable" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content == bytes(fresh(cast.omar).photo)


def test_it_is_not_there_under_another_company(omar: Client, cast: Any, client: Client) -> None:
    upload(omar, picture())
    foreign = address(cast.omar).replace(f"/{cast.acme.pk}/", f"/{cast.globex.pk}/")
    assert foreign != address(cast.omar)
    assert client.get(foreign).status_code == 404


def test_removed_it_is_gone(omar: Client, cast: Any, client: Client) -> None:
    upload(omar, picture())
    before = address(cast.omar)
    omar.post(f"{ME}photo/remove/")
    assert client.get(before).status_code == 404
    assert fresh(cast.omar).photo is None


def test_a_disabled_company_shows_no_faces(omar: Client, cast: Any, client: Client) -> None:
    upload(omar, picture())
    Tenant.objects.filter(pk=cast.acme.pk).update(is_active=False)
    assert client.get(address(cast.omar)).status_code == 404


@pytest.mark.parametrize(
    "path", ["1/" + "0" * 32, "9" * 18 + "/" + "0" * 32, "x/y", "1/", "1/../../etc/passwd"]
)
def test_addresses_nobody_was_given_are_404(client: Client, db: None, path: str) -> None:
    assert client.get(f"/portraits/{path}.webp").status_code == 404


def test_nobody_without_a_photo_is_served_as_an_empty_one(client: Client, cast: Any) -> None:
    assert client.get(f"/portraits/{cast.acme.pk}/.webp").status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "me.svg", "not a picture"),
        (b"<svg/>", "me.png", "not a picture"),
        (b"GIF89a" + b"\xff" * 40, "me.gif", "not a picture"),
        (picture()[:200], "me.png", "not a picture"),
        (b"%PDF-1.7", "me\u200b.png", "not a picture"),
        (b"", "me.png", "empty"),
        (b"\x00" * (5 * 1024 * 1024 + 1), "me.png", "larger than 5 MB"),
    ],
)
def test_what_is_no_picture_is_refused(
    omar: Client, cast: Any, content: bytes, name: str, says: str
) -> None:
    assert says in upload(omar, content, name)
    assert fresh(cast.omar).photo is None


def test_a_pixel_bomb_is_refused_before_it_is_decoded(
    omar: Client, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(*_: object) -> None:
        raise AssertionError("decoded")

    bomb = picture(size=(8000, 5001))
    assert len(bomb) < 1_000_000
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", explode)
    assert "more than 40 million pixels" in upload(omar, bomb)


def test_everybody_chooses_their_own_name(omar: Client, cast: Any) -> None:
    omar.post(ME, {"display_name": "  Omar   H. "})
    assert fresh(cast.omar).display_name == "Omar H."
    assert fresh(cast.ada).display_name == "Ada"


@pytest.mark.parametrize("name", ["", "   ", "www.evil.example", "O\u202emar", "x" * 61])
def test_a_name_nobody_can_read_is_refused(omar: Client, cast: Any, name: str) -> None:
    page = omar.post(ME, {"display_name": name}).content.decode()
    assert 'aria-invalid="true"' in page
    assert fresh(cast.omar).display_name == "Omar"

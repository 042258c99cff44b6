"""Pictures are written anew: nothing but pixels comes through, and never too many of them."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from chat.attachments import images
from chat.attachments.images import rewritten
from chat.attachments.types import GIF, JPEG, PNG, WEBP
from chat.attachments.unfit import Unfit

from .conftest import picture

KINDS = {"PNG": PNG, "JPEG": JPEG, "GIF": GIF, "WEBP": WEBP}


def opened(content):
    return Image.open(BytesIO(content))


def talkative(format):
    """A picture with a secret wherever its format has room for one."""
    exif = Image.Exif()
    exif[0x010E] = exif[0x8298] = "SECRET"
    options = {"exif": exif, "comment": b"SECRET", "xmp": b"<x>SECRET</x>"}
    if format == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Author", "SECRET")
        options["pnginfo"].add_itxt("Where", "SECRET", zip=False)
    return picture(format, **options) + b"SECRET<script>alert(1)</script>"


@pytest.mark.parametrize("format", KINDS)
def test_nothing_but_pixels_comes_through(format):
    before = talkative(format)
    assert before.count(b"SECRET") > 1
    after = rewritten(before, KINDS[format])
    assert b"SECRET" not in after.content
    assert b"<script" not in after.content
    assert (opened(after.content).format, after.width, after.height) == (format, 60, 40)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_taken_sideways_stands_upright(format):
    exif = Image.Exif()
    exif[0x0112] = 6
    after = rewritten(picture(format, exif=exif), KINDS[format])
    assert (after.width, after.height) == (40, 60)
    assert not opened(after.content).getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_a_png(mode):
    out = BytesIO()
    Image.new(mode, (20, 10)).save(out, "PNG")
    assert rewritten(out.getvalue(), PNG).width == 20


def test_a_jpeg_for_printing_becomes_one_for_screens():
    out = BytesIO()
    Image.new("CMYK", (20, 10)).save(out, "JPEG")
    assert opened(rewritten(out.getvalue(), JPEG).content).mode == "RGB"


def test_what_can_be_seen_through_still_can():
    out = BytesIO()
    Image.new("RGBA", (20, 10), (255, 0, 0, 0)).save(out, "PNG")
    assert opened(rewritten(out.getvalue(), PNG).content).getpixel((0, 0))[3] == 0


def test_colours_with_a_profile_become_usual_ones():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    after = rewritten(picture("JPEG", icc_profile=profile), JPEG)
    assert "icc_profile" not in opened(after.content).info
    assert rewritten(picture("JPEG", icc_profile=b"not a profile"), JPEG).width == 60


@pytest.mark.parametrize("format", ["GIF", "WEBP"])
def test_what_moves_goes_on_moving(format):
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "green", "blue")]
    out = BytesIO()
    frames[0].save(out, format, save_all=True, append_images=frames[1:], duration=70, loop=0)
    after = opened(rewritten(out.getvalue(), KINDS[format]).content)
    assert after.n_frames == 3
    assert after.convert("RGB").getpixel((5, 5))[0] > 200


# --- bombs --------------------------------------------------------------------------------------


def png_of(width, height, data=b""):
    """A PNG that says it is that large, whatever it holds."""

    def chunk(kind, body):
        length, check = len(body), zlib.crc32(kind + body)
        return struct.pack(">I", length) + kind + body + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(data)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("size", [(6325, 6325), (30_000, 30_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_before_it_is_opened(size, monkeypatch):
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("it was decoded"))
    with pytest.raises(Unfit) as refused:
        rewritten(png_of(*size), PNG)
    assert refused.value.code == "too_many_pixels"


def test_forty_million_pixels_are_let_in():
    after = rewritten(png_of(8000, 5000, bytes(8000 * 3 * 5000 + 5000)), PNG)
    assert (after.width, after.height) == (8000, 5000)


def test_a_gif_that_never_ends_is_refused(monkeypatch):
    monkeypatch.setattr(images, "MOST_FRAMES", 2)
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "green", "blue")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(Unfit) as refused:
        rewritten(out.getvalue(), GIF)
    assert refused.value.code == "too_many_pixels"


@pytest.mark.parametrize("format", KINDS)
@pytest.mark.parametrize("kept", [12, 40])
def test_a_picture_that_was_cut_off_is_refused(format, kept):
    with pytest.raises(Unfit) as refused:
        rewritten(picture(format)[:kept], KINDS[format])
    assert refused.value.code == "damaged"


def test_one_format_in_the_clothes_of_another_is_refused():
    with pytest.raises(Unfit):
        rewritten(picture("GIF"), PNG)

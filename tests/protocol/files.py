"""What the fuzzing brings to the door for files: every kind there is, spoilt, and what is none."""

import zlib
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from random import Random
from typing import NamedTuple

from PIL import Image

NAMES = ["parcel.png", "", "..%2F..%2Fetc%2Fpasswd", "%00.png", "%E2%80%AEgnp.exe", "%", "%F"]
NAMES += [
    "a" * 2_000,
    "%ff%fe.txt",
    "con.pdf",
    ".htaccess",
    "x.svg",
    "%F0%9F%93%8E.jpeg",
    "a%0D%0Ab",
]
TYPES = ["application/octet-stream", "", "image/png", "text/html", "application/json", "x/\x7f"]
TYPES += ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]
INSIDE = [
    b"<script>alert(1)</script>",
    b"<?xml version='1.0'?><svg/>",
    b"\x00" * 64,
    b"\xff\xd8\xff",
]
PIECES = [b"IHDR", b"IDAT", b"IEND", b"acTL", b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"GIF89a"]


class Brought(NamedTuple):
    name: str  # as the header says it
    type: str
    content: bytes


def brought(seed: int) -> Brought:
    chance = Random(seed)
    return Brought(chance.choice(NAMES), chance.choice(TYPES), content(chance))


def content(chance: Random) -> bytes:
    how = chance.random()
    if how < 0.2:
        return chance.choice([b"", b"\xef\xbb\xbf", *INSIDE, chance.randbytes(300)])
    if how < 0.3:
        return too_large_to_show(chance)
    whole = chance.choice(good_ones())
    for _ in range(chance.randint(0, 6)):
        whole = spoilt(whole, chance)
    return whole


def spoilt(content: bytes, chance: Random) -> bytes:
    at = chance.randint(0, len(content))
    ways = [
        content[:at],
        content[:at] + chance.choice(PIECES) + content[at:],
        content[:at] + chance.randbytes(4) + content[at + 4 :],
        content + chance.choice(INSIDE),
        content[:12] + content[at:],
        chance.choice(INSIDE) + content,
    ]
    return chance.choice(ways)


def too_large_to_show(chance: Random) -> bytes:
    """A PNG of a few bytes that says it has a great many pixels."""
    side = chance.choice([6_400, 40_000, 2**31 - 1])
    header = side.to_bytes(4) * 2 + bytes([8, 2, 0, 0, 0])
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\x00" * 1_000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)
        for kind, data in chunks
    )


@cache
def good_ones() -> list[bytes]:
    return [*_pictures(), b"%PDF-1.4\n%%EOF\n", "Grüße\n".encode(), b"plain\r\n" * 50]


def _pictures() -> Iterator[bytes]:
    for format, mode in [("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "RGB"), ("JPEG", "CMYK")]:
        yield _saved([Image.new(mode, (24, 16))], format)
    for format in ("GIF", "WEBP", "PNG"):
        frames = [Image.new("RGB", (24, 16), (shade, 0, 90)) for shade in (0, 99, 200)]
        yield _saved(frames, format)


def _saved(frames: list[Image.Image], format: str) -> bytes:
    out = BytesIO()
    more = {"save_all": True, "append_images": frames[1:], "duration": 50} if frames[1:] else {}
    frames[0].save(out, format, **more)
    return out.getvalue()

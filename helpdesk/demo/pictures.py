"""A customer's photo of what went wrong, drawn: a string of lights in its box, two bulbs broken."""

from io import BytesIO
from itertools import pairwise
from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFilter

SIZE = (960, 720)
SCALE = 2  # drawn large, then shrunk: that is the smoothing
BULBS = [(170, 250), (300, 190), (440, 230), (580, 185), (720, 240), (790, 380), (650, 460)]
BULBS += [(500, 430), (350, 480), (220, 420)]
BROKEN = {3, 7}
TABLE, BOX, INSIDE, FLAP = "#7a5a44", "#c99a6b", "#b08457", "#d7ab7c"
CABLE, GLASS, GLOW, SOCKET, SHARD = "#2f3a33", "#fff3cf", "#ffe08a", "#39443c", "#f4f7f8"

Point = tuple[float, float]


def broken_fireflies() -> bytes:
    """A JPEG, as from a phone."""
    image = Image.new("RGB", _scaled(SIZE), TABLE)
    draw = ImageDraw.Draw(image)
    _box(draw)
    _cable(draw)
    _glow(image)
    for number, (x, y) in enumerate(BULBS):
        _broken(draw, x, y) if number in BROKEN else _whole(draw, x, y)
    out = BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).save(out, "JPEG", quality=86)
    return out.getvalue()


def _scaled(numbers: tuple[float, ...]) -> tuple[int, ...]:
    return tuple(round(number * SCALE) for number in numbers)


def _box(draw: ImageDraw.ImageDraw) -> None:
    for x in range(0, SIZE[0], 120):
        draw.line(_scaled((x, 0, x - 60, SIZE[1])), fill="#6f5140", width=3 * SCALE)
    flaps = [(60, 110, 20, 40, 940, 40, 900, 110), (60, 610, 20, 690, 940, 690, 900, 610)]
    for flap in flaps:
        draw.polygon(_scaled(flap), fill=FLAP)
    draw.rectangle(_scaled((60, 110, 900, 610)), fill=BOX)
    draw.rectangle(_scaled((88, 136, 872, 584)), fill=INSIDE)


def _cable(draw: ImageDraw.ImageDraw) -> None:
    points = [*BULBS, BULBS[0]]
    for (x1, y1), (x2, y2) in pairwise(points):
        middle = ((x1 + x2) / 2, (y1 + y2) / 2 + 46)
        curve = [_between((x1, y1), middle, (x2, y2), step / 24) for step in range(25)]
        draw.line([_scaled(point) for point in curve], fill=CABLE, width=8 * SCALE, joint="curve")


def _between(a: Point, b: Point, c: Point, t: float) -> Point:
    """On the quadratic curve from a to c that leans to b."""
    u = 1 - t
    return (
        u * u * a[0] + 2 * u * t * b[0] + t * t * c[0],
        u * u * a[1] + 2 * u * t * b[1] + t * t * c[1],
    )


def _glow(image: Image.Image) -> None:
    light = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(light)
    for number, (x, y) in enumerate(BULBS):
        if number not in BROKEN:
            draw.ellipse(_scaled((x - 62, y - 52, x + 62, y + 72)), fill=150)
    image.paste(GLOW, mask=light.filter(ImageFilter.GaussianBlur(22 * SCALE)))


def _whole(draw: ImageDraw.ImageDraw, x: float, y: float) -> None:
    draw.ellipse(_scaled((x - 25, y - 8, x + 25, y + 52)), fill=GLASS)
    _socket(draw, x, y)


def _broken(draw: ImageDraw.ImageDraw, x: float, y: float) -> None:
    edge = [(x - 22, y + 4), (x - 19, y + 26), (x - 11, y + 15), (x - 2, y + 34), (x + 7, y + 17)]
    edge += [(x + 16, y + 29), (x + 22, y + 4)]
    draw.polygon([_scaled(point) for point in edge], fill="#e9e4d2")
    for number in range(7):
        turn, far = number * 2 * pi / 7, 44 + 13 * (number % 3)
        cx, cy = x + far * cos(turn), y + 46 + far * 0.6 * sin(turn)
        shard = [(cx, cy - 8), (cx + 9, cy + 4), (cx - 7, cy + 6)]
        draw.polygon([_scaled(point) for point in shard], fill=SHARD)
    _socket(draw, x, y)


def _socket(draw: ImageDraw.ImageDraw, x: float, y: float) -> None:
    box = _scaled((x - 15, y - 26, x + 15, y + 6))
    draw.rounded_rectangle(box, radius=6 * SCALE, fill=SOCKET)

"""Friendly drawn faces for people who do not exist; the same face for the same look, every time."""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from tenants.portraits import SIDE_PX, encode_portrait

SCALE = 4  # drawn large, then shrunk: that is the smoothing
Box = tuple[float, float, float, float]
GRID = 80  # coordinates below are on a grid of 80 x 80


@dataclass(frozen=True)
class Look:
    """Colours as "#rrggbb"; `hair_style` is one of short, bob, bun, curls, long."""

    backdrop: str
    skin: str
    hair: str
    shirt: str
    hair_style: str
    beard: bool = False
    glasses: bool = False


class Pen:
    """Draws on the grid, whatever the size of the picture."""

    def __init__(self, image: Image.Image) -> None:
        self._draw = ImageDraw.Draw(image)
        self._unit = image.width / GRID

    def _scaled(self, numbers: tuple[float, ...]) -> list[float]:
        return [number * self._unit for number in numbers]

    def circle(self, x: float, y: float, radius: float, colour: str) -> None:
        self.ellipse((x - radius, y - radius, x + radius, y + radius), colour)

    def ellipse(self, box: Box, colour: str) -> None:
        self._draw.ellipse(self._scaled(box), fill=colour)

    def slab(self, box: Box, round_by: float, colour: str) -> None:
        self._draw.rounded_rectangle(self._scaled(box), radius=round_by * self._unit, fill=colour)

    def half(self, box: Box, colour: str, start: int = 180) -> None:
        self._draw.pieslice(self._scaled(box), start, start + 180, fill=colour)

    def arc(
        self,
        box: Box,
        colour: str,
        start: int,
        end: int,
        width: float,
    ) -> None:
        self._draw.arc(self._scaled(box), start, end, fill=colour, width=round(width * self._unit))


def draw_portrait(look: Look) -> bytes:
    """A face as the WebP that an upload would have become."""
    image = Image.new("RGB", (SIDE_PX * SCALE, SIDE_PX * SCALE), look.backdrop)
    pen = Pen(image)
    _hair_behind(pen, look)
    _shoulders(pen, look)
    _head(pen, look)
    _hair_in_front(pen, look)
    _features(pen, look)
    return encode_portrait(image)


def _hair_behind(pen: Pen, look: Look) -> None:
    if look.hair_style == "long":
        pen.slab((18, 16, 62, 66), 20, look.hair)
    elif look.hair_style == "bob":
        pen.slab((18, 15, 62, 53), 20, look.hair)
    elif look.hair_style == "bun":
        pen.circle(40, 12, 9, look.hair)
    elif look.hair_style == "curls":
        for x, y in [(24, 24), (31, 17), (40, 14), (49, 17), (56, 24), (20, 33), (60, 33)]:
            pen.circle(x, y, 9, look.hair)


def _shoulders(pen: Pen, look: Look) -> None:
    pen.ellipse((8, 58, 72, 110), look.shirt)
    pen.slab((32, 46, 48, 66), 8, _darker(look.skin))


def _head(pen: Pen, look: Look) -> None:
    for x in (22.5, 57.5):
        pen.circle(x, 37, 4, look.skin)
    pen.ellipse((22, 16, 58, 56), look.skin)
    if look.beard:
        pen.half((22, 20, 58, 57), look.hair, start=0)
        pen.ellipse((27, 24, 53, 46), look.skin)


def _hair_in_front(pen: Pen, look: Look) -> None:
    pen.half((21, 13, 59, 47), look.hair)
    pen.ellipse((26, 24, 62, 44), look.skin)
    pen.ellipse((23, 27, 50, 44), look.skin)


def _features(pen: Pen, look: Look) -> None:
    for x in (33, 47):
        pen.circle(x, 37, 2.2, "#241d1a")
        pen.arc((x - 4, 30, x + 4, 36), look.hair, 205, 335, 1.3)
    pen.arc((33, 40, 47, 50), "#ffffff" if look.beard else "#9c4a3c", 25, 155, 2)
    if look.glasses:
        for x in (33, 47):
            pen.arc((x - 6, 31, x + 6, 43), "#3b3b4f", 0, 360, 1.4)
        pen.arc((37, 34, 43, 40), "#3b3b4f", 200, 340, 1.4)


def _darker(colour: str) -> str:
    return "#" + "".join(f"{int(colour[i : i + 2], 16) * 9 // 10:02x}" for i in (1, 3, 5))

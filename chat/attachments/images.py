"""Pictures are never passed on as they came: they are decoded and written anew, without anything
that is not a pixel (place, camera, comments, colour profiles, what was hidden behind the end)."""

import contextlib
from io import BytesIO
from typing import Any, NamedTuple

from PIL import Image, ImageCms, ImageOps, ImageSequence

from .types import GIF, JPEG, PNG, WEBP, FileType
from .unfit import Unfit

MOST_PIXELS = 40_000_000
MOST_PIXELS_MOVING = 120_000_000  # of all frames together
MOST_FRAMES = 300
FORMATS = {PNG: "PNG", JPEG: "JPEG", GIF: "GIF", WEBP: "WEBP"}
SAVING: dict[str, dict[str, Any]] = {
    "PNG": {"compress_level": 6},
    "JPEG": {"quality": 88, "progressive": True},
    "GIF": {},
    "WEBP": {"quality": 88, "method": 3},
}
MODES = {
    "PNG": {"1", "L", "LA", "P", "RGB", "RGBA"},
    "JPEG": {"L", "RGB"},
    "GIF": {"L", "P", "RGB", "RGBA"},
    "WEBP": {"RGB", "RGBA"},
}
KEPT = ("transparency",)  # of what a picture says besides its pixels


class Picture(NamedTuple):
    content: bytes
    width: int
    height: int


def rewritten(content: bytes, kind: FileType) -> Picture:
    """Raises Unfit: too_many_pixels (read from the header, before a pixel is decoded), damaged."""
    format = FORMATS[kind]
    try:
        with Image.open(BytesIO(content), formats=[format]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unfit("too_many_pixels")
            return _moving(image, format) if _moves(image, format) else _still(image, format)
    except Image.DecompressionBombError:
        raise Unfit("too_many_pixels") from None
    except Unfit:
        raise
    except Exception as error:  # a decoder fed with hostile bytes may raise nearly anything
        raise Unfit("damaged") from error


def _moves(image: Image.Image, format: str) -> bool:
    return format in ("GIF", "WEBP") and getattr(image, "n_frames", 1) > 1


def _still(image: Image.Image, format: str) -> Picture:
    upright = ImageOps.exif_transpose(image)
    pixels = _bare(_in_usual_colours(upright), format)
    out = BytesIO()
    pixels.save(out, format, **SAVING[format])
    return Picture(out.getvalue(), pixels.width, pixels.height)


def _moving(image: Image.Image, format: str) -> Picture:
    count = image.n_frames  # type: ignore[attr-defined]
    if count > MOST_FRAMES or count * image.width * image.height > MOST_PIXELS_MOVING:
        raise Unfit("too_many_pixels")
    frames, durations = [], []
    for frame in ImageSequence.Iterator(image):
        durations.append(int(frame.info.get("duration", 100)))
        frames.append(_bare(frame.convert("RGBA"), format))
    out = BytesIO()
    more: dict[str, Any] = {"disposal": 2} if format == "GIF" else {}
    frames[0].save(
        out,
        format,
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=image.info.get("loop", 0),
        **SAVING[format],
        **more,
    )
    return Picture(out.getvalue(), image.width, image.height)


def _in_usual_colours(image: Image.Image) -> Image.Image:
    """Telephones write wide colours with a profile; without the profile they would look dull."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA"):
        return image
    with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
        usual = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, BytesIO(profile), usual)
        return converted or image
    return image


def _bare(image: Image.Image, format: str) -> Image.Image:
    """A copy with pixels alone, in a mode the format knows."""
    if image.mode not in MODES[format]:
        has_alpha = image.has_transparency_data and format != "JPEG"
        image = image.convert("RGBA" if has_alpha else "RGB")
    bare = image.copy()
    bare.info = {name: image.info[name] for name in KEPT if name in image.info}
    return bare

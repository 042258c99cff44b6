"""Photos of people: whatever was uploaded becomes a small square WebP of our own making."""

from hashlib import sha256
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

SIDE_PX = 160
MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # nothing that can carry a script


def portrait_from(upload: UploadedFile) -> bytes:
    """160 x 160 px WebP without any metadata. Raises ValidationError saying what is wrong.

    The size is read from the header before a single pixel is decoded.
    """
    if upload.size > MOST_BYTES:
        raise ValidationError(
            _("This file is larger than 5 MB. Choose a smaller one."), code="bytes"
        )
    try:
        with Image.open(upload, formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            return encode_portrait(image)
    except Image.DecompressionBombError:
        raise ValidationError(
            _("This picture has more than 40 million pixels. Choose a smaller one."), code="pixels"
        ) from None
    except Exception as error:  # a decoder fed with hostile bytes may raise nearly anything
        raise ValidationError(
            _("This file is not a picture we can read. Use a JPEG, PNG, WebP or GIF."),
            code="format",
        ) from error


def encode_portrait(image: Image.Image) -> bytes:
    image.draft("RGB", (SIDE_PX * 2, SIDE_PX * 2))  # JPEG: decode no more than is needed
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    square = ImageOps.fit(upright, (SIDE_PX, SIDE_PX), Image.Resampling.LANCZOS)
    canvas = Image.new("RGB", square.size, "white")
    canvas.paste(square, mask=square.getchannel("A"))
    out = BytesIO()
    canvas.save(out, "WEBP", quality=86, method=4)
    return out.getvalue()


def portrait_hash(photo: bytes) -> str:
    """First 32 hexadecimal digits of the sha256: the name under which it is served."""
    return sha256(photo).hexdigest()[:32]

"""Handwriting from the screen: looked at for what it is, cut to the ink, and written anew as a small picture."""

import base64
import binascii
import io

from django.utils.translation import gettext as _

from core.errors import DomainError

PREFIX = "data:image/png;base64,"
MOST_CHARACTERS = 600_000
"""Of the address as it arrives; a canvas of a phone makes about a twentieth of it."""
MOST_PIXELS = 8_000_000
WIDEST, TALLEST = 640, 240
MARGIN = 8
PALEST = 200
"""Grey (0 black, 255 white) up to which a pixel counts as ink."""


def png_of_ink(address: str) -> bytes:
    """A PNG of black ink on white, at most 640 x 240 pixels, from a canvas's data address.

    Raises DomainError where it is no such picture, too large, or blank.
    """
    from PIL import Image, ImageOps

    if not address.startswith(PREFIX) or len(address) > MOST_CHARACTERS:
        raise _unreadable()
    try:
        picture = Image.open(io.BytesIO(base64.b64decode(address[len(PREFIX) :], validate=True)), formats=("PNG",))
        if picture.width * picture.height > MOST_PIXELS:
            raise _unreadable()
        drawn = picture.convert("RGBA")
    except (binascii.Error, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _unreadable() from error
    paper = Image.new("RGBA", drawn.size, "white")
    grey = Image.alpha_composite(paper, drawn).convert("L")
    box = grey.point(lambda value: 255 if value < PALEST else 0).getbbox()
    if box is None:
        raise DomainError({"ink": _("There is no writing in the field yet.")})
    signature = ImageOps.expand(grey.crop(box), MARGIN, fill=255)
    signature.thumbnail((WIDEST, TALLEST), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    signature.save(out, "PNG", optimize=True)
    return out.getvalue()


def _unreadable() -> DomainError:
    return DomainError({"ink": _("The signature could not be read. Clear the field and write it again.")})

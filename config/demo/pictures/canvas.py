"""The drawing board: plain shapes at twice the size, then made to look like a photo (soft edges, light, grain)."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from random import Random

WIDTH, HEIGHT = 1280, 960
THUMB = (320, 240)
FINE = 2
"""Shapes are drawn so much larger and scaled down: smooth edges."""

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Picture:
    """One finished photo: JPEG bytes of 1280 x 960 and of 320 x 240 pixels."""

    full: bytes
    thumb: bytes


def shade(colour: Colour, factor: float) -> Colour:
    """The same colour, darker (below 1) or lighter (above 1)."""
    return tuple(max(0, min(255, round(part * factor))) for part in colour)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """From `one` (share 0) to `other` (share 1)."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))


class Canvas:
    """Shapes in photo pixels (0..1280 x 0..960); colours are RGB. One is drawn and developed before the next is begun."""

    def __init__(self, background: Colour):
        from PIL import ImageDraw

        self.image = _board()
        self.pen = ImageDraw.Draw(self.image)
        self.rect(0, 0, WIDTH, HEIGHT, background)

    def rect(self, left, top, right, bottom, colour: Colour, radius: float = 0) -> None:
        box = [left * FINE, top * FINE, right * FINE, bottom * FINE]
        if radius:
            self.pen.rounded_rectangle(box, radius * FINE, fill=colour)
        else:
            self.pen.rectangle(box, fill=colour)

    def shape(self, points, colour: Colour) -> None:
        self.pen.polygon([(x * FINE, y * FINE) for x, y in points], fill=colour)

    def oval(self, x, y, rx, ry, colour: Colour) -> None:
        self.pen.ellipse([(x - rx) * FINE, (y - ry) * FINE, (x + rx) * FINE, (y + ry) * FINE], fill=colour)

    def line(self, points, colour: Colour, width: float) -> None:
        self.pen.line([(x * FINE, y * FINE) for x, y in points], fill=colour, width=round(width * FINE), joint="curve")

    def _framed(self, rng: Random, closer: float):
        """Scaled to the size of a photo; from a step nearer where `closer` is not 0."""
        from PIL import Image

        photo = self.image.reduce(FINE)
        if not closer:
            return photo
        x, y = rng.uniform(0, closer), rng.uniform(0, closer)
        frame = (x * WIDTH, y * HEIGHT, (x + 1 - closer) * WIDTH, (y + 1 - closer) * HEIGHT)
        return photo.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR, box=frame)

    def develop(self, rng: Random, closer: float = 0) -> Picture:
        """The photo: scaled down, lit unevenly, with grain, as JPEG in two sizes. closer: share of the frame that is cut off."""
        from PIL import Image, ImageChops

        photo = self._framed(rng, closer)
        photo.paste((0, 0, 0), mask=_shade())
        x, y = rng.randrange(64), rng.randrange(64)
        photo = ImageChops.add(
            photo, _grain().crop((x, y, x + WIDTH, y + HEIGHT)), scale=1, offset=EXPOSURE - GRAIN_MEAN
        )
        return Picture(_jpeg(photo, 76), _jpeg(photo.resize(THUMB, Image.Resampling.BILINEAR, reducing_gap=2), 78))


GRAIN_MEAN, EXPOSURE = 128, 10


@lru_cache(maxsize=1)
def _board():
    """The one large sheet that every picture is drawn on: making a new one takes longer than drawing."""
    from PIL import Image

    return Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE))


@lru_cache(maxsize=1)
def _shade():
    """A lens darkens towards the corners, and a day is brighter above: how much black lies over each pixel."""
    from PIL import Image, ImageChops

    corners = Image.radial_gradient("L").point(lambda distance: max(0, distance - 90) // 4)
    below = Image.linear_gradient("L").point(lambda down: down // 14)
    return ImageChops.add(corners, below).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)


@lru_cache(maxsize=1)
def _grain():
    """Grain of two sizes around grey 128: the sensor's, and the unevenness of plaster, soil and tarmac."""
    from PIL import Image, ImageChops

    size = (WIDTH + 64, HEIGHT + 64)
    rng = Random(1)

    def noise(width, height, strength, filter_):
        layers = [Image.frombytes("L", (width, height), rng.randbytes(width * height)) for _ in range(2)]
        even = Image.blend(*layers, 0.5).point(lambda value: GRAIN_MEAN + round((value - GRAIN_MEAN) * strength))
        return even.resize(size, filter_)

    fine = noise(size[0] // 2, size[1] // 2, 0.04, Image.Resampling.BILINEAR)
    coarse = noise(84, 64, 0.03, Image.Resampling.BICUBIC)
    grain = ImageChops.add(fine, coarse, scale=1, offset=-GRAIN_MEAN)
    return Image.merge("RGB", (grain, grain, grain))


def _jpeg(image, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()

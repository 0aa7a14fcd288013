"""What places are made of: sky, trees, walls, houses, bags, litter. Each is drawn onto a canvas, varied by a random source."""

from random import Random

from config.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, mix, shade

SKIES = [((186, 203, 216), (226, 231, 230)), ((170, 194, 214), (222, 229, 231)), ((196, 203, 207), (228, 227, 220))]
LEAVES = [(122, 143, 112), (104, 128, 99), (139, 156, 122), (94, 117, 96)]
TARMAC, GRASS, SOIL, PLASTER = (140, 138, 136), (138, 148, 108), (150, 128, 100), (214, 206, 190)
FRONTS = [(222, 214, 194), (206, 213, 210), (228, 218, 188), (212, 204, 192), (214, 200, 188)]
STEEL, TEAL, GLASS = (92, 102, 110), (52, 124, 122), (134, 157, 168)
BAGS = [(44, 46, 52), (225, 224, 216), (35, 74, 68), (58, 66, 84), (70, 58, 52)]
SCRAPS = [(232, 230, 222), (198, 176, 140), (120, 150, 168), (210, 196, 160), (168, 108, 92), (96, 104, 96)]


def sky(canvas: Canvas, rng: Random, horizon: float) -> None:
    top, bottom = rng.choice(SKIES)
    steps = 24
    for step in range(steps):
        band = mix(top, bottom, step / (steps - 1))
        canvas.rect(0, horizon * step / steps, WIDTH, horizon * (step + 1) / steps + 1, band)
    for _ in range(rng.randint(1, 3)):
        x, y = rng.uniform(0, WIDTH), rng.uniform(40, horizon * 0.45)
        for puff in range(5):
            canvas.oval(x + puff * 46, y + rng.uniform(-6, 6), 70, rng.uniform(9, 17), mix(top, (240, 241, 240), 0.45))


def trees(canvas: Canvas, rng: Random, horizon: float) -> None:
    """Two rows along the horizon, the far one in the haze."""
    for haze, size in ((0.55, 62), (0.12, 78)):
        x = -60.0
        while x < WIDTH + 60:
            radius = rng.uniform(0.6, 1.05) * size
            colour = mix(rng.choice(LEAVES), (206, 216, 218), haze)
            canvas.oval(x, horizon - radius * 0.55, radius, radius * 0.95, colour)
            canvas.oval(x - radius * 0.25, horizon - radius * 0.75, radius * 0.55, radius * 0.5, shade(colour, 1.05))
            x += radius * rng.uniform(0.8, 1.3)
        horizon += 8


def ground(canvas: Canvas, rng: Random, top: float, colour: Colour) -> None:
    """From `top` down to the lower edge, lighter near the viewer, with flecks."""
    steps = 16
    for step in range(steps):
        y = top + (HEIGHT - top) * step / steps
        canvas.rect(0, y, WIDTH, y + (HEIGHT - top) / steps + 1, shade(colour, 0.93 + 0.11 * step / steps))
    for _ in range(150):
        near = rng.random() ** 0.6
        y = top + (HEIGHT - top) * near
        fleck = shade(colour, rng.choice((0.9, 0.95, 1.06)))
        canvas.oval(rng.uniform(0, WIDTH), y, 3 + 15 * near, 1 + 3 * near, fleck)


def tree(canvas: Canvas, rng: Random, x: float, foot: float, height: float) -> None:
    canvas.oval(x, foot, height * 0.3, height * 0.035, shade(TARMAC, 0.8))
    canvas.rect(x - height * 0.022, foot - height * 0.55, x + height * 0.022, foot, (106, 86, 70))
    leaf = rng.choice(LEAVES)
    for _ in range(9):
        radius = height * rng.uniform(0.11, 0.19)
        canvas.oval(
            x + rng.uniform(-1, 1) * height * 0.17,
            foot - height * rng.uniform(0.52, 0.9),
            radius,
            radius,
            shade(leaf, rng.uniform(0.9, 1.15)),
        )


def wall(canvas: Canvas, rng: Random, top: float, foot: float, colour: Colour = PLASTER) -> None:
    """A plastered wall along the whole width, with a coping, a darker base and stains."""
    canvas.rect(0, top, WIDTH, foot, colour)
    canvas.rect(0, top - 10, WIDTH, top + 4, shade(colour, 0.72))
    for _ in range(26):
        x, y = rng.uniform(0, WIDTH), rng.uniform(top + 12, foot - 24)
        canvas.oval(x, y, rng.uniform(8, 60), rng.uniform(3, 14), shade(colour, rng.uniform(0.955, 1.035)))
    canvas.rect(0, foot - (foot - top) * 0.2, WIDTH, foot, shade(colour, 0.86))


def bag(canvas: Canvas, rng: Random, x: float, foot: float, size: float) -> None:
    colour = rng.choice(BAGS)
    canvas.oval(x, foot, size * 0.62, size * 0.12, shade(TARMAC, 0.7))
    canvas.oval(x, foot - size * 0.4, size * 0.55, size * 0.42, colour)
    canvas.oval(x - size * 0.18, foot - size * 0.52, size * 0.24, size * 0.16, shade(colour, 1.22))
    knot = [(x - size * 0.1, foot - size * 0.76), (x, foot - size * 1.0), (x + size * 0.14, foot - size * 0.74)]
    canvas.shape(knot, shade(colour, 0.9))


def bags(canvas: Canvas, rng: Random, box: tuple[float, float, float, float], count: int, size: float) -> None:
    """`count` bags with their feet inside the box (left, top, right, bottom), the near ones in front."""
    left, top, right, bottom = box
    spots = sorted((rng.uniform(top, bottom), rng.uniform(left, right)) for _ in range(count))
    for foot, x in spots:
        bag(canvas, rng, x, foot, size * rng.uniform(0.75, 1.2))


def litter(canvas: Canvas, rng: Random, box: tuple[float, float, float, float], count: int, size: float = 11) -> None:
    left, top, right, bottom = box
    for _ in range(count):
        x, y = rng.uniform(left, right), rng.uniform(top, bottom)
        near = size * (0.55 + 0.6 * (y - top) / max(bottom - top, 1))
        corners = [
            (rng.uniform(0.4, 1), 0),
            (0, rng.uniform(0.3, 0.6)),
            (-rng.uniform(0.4, 1), 0.1),
            (0, -rng.uniform(0.3, 0.6)),
        ]
        canvas.shape([(x + a * near, y + b * near) for a, b in corners], rng.choice(SCRAPS))


def puddle(canvas: Canvas, x: float, y: float, rx: float, ry: float) -> None:
    canvas.oval(x, y, rx, ry, (92, 94, 92))
    canvas.oval(x - rx * 0.12, y - ry * 0.15, rx * 0.72, ry * 0.6, (118, 124, 126))


def box(canvas: Canvas, rng: Random, x: float, foot: float, size: float) -> None:
    """A cardboard box or crate."""
    colour = rng.choice([(196, 164, 118), (182, 148, 104), (208, 182, 140)])
    height = size * rng.uniform(0.6, 0.95)
    canvas.oval(x, foot, size * 0.6, size * 0.08, shade(TARMAC, 0.75))
    canvas.rect(x - size / 2, foot - height, x + size / 2, foot, colour)
    top = [
        (x - size / 2, foot - height),
        (x + size / 2, foot - height),
        (x + size * 0.4, foot - height * 1.2),
        (x - size * 0.35, foot - height * 1.2),
    ]
    canvas.shape(top, shade(colour, 1.13))
    canvas.rect(x - size * 0.05, foot - height, x + size * 0.05, foot, shade(colour, 0.9))


def bin_pair(canvas: Canvas, x: float, foot: float, size: float) -> None:
    """Two litter bins with lids and a label each."""
    canvas.oval(x + size * 0.55, foot, size * 1.2, size * 0.1, shade(TARMAC, 0.76))
    for left in (x, x + size * 1.1 * 0.72):
        canvas.rect(left, foot - size * 1.35, left + size * 0.66, foot, (42, 92, 80), radius=5)
        canvas.rect(left - 3, foot - size * 1.5, left + size * 0.66 + 3, foot - size * 1.3, (30, 66, 60), radius=5)
        canvas.rect(left + size * 0.16, foot - size * 0.95, left + size * 0.5, foot - size * 0.5, (206, 216, 206))


def lamp(canvas: Canvas, x: float, foot: float, height: float, lit: bool = False) -> None:
    canvas.line([(x, foot), (x, foot - height)], STEEL, max(3, height * 0.018))
    canvas.line([(x, foot - height), (x - height * 0.22, foot - height * 1.03)], STEEL, max(3, height * 0.014))
    if lit:
        canvas.oval(x - height * 0.24, foot - height * 1.02, height * 0.1, height * 0.05, (214, 190, 138))
    head = (255, 240, 190) if lit else (58, 64, 70)
    canvas.oval(x - height * 0.24, foot - height * 1.02, height * 0.07, height * 0.024, head)


def perspective_road(
    canvas: Canvas, horizon: float, middle: float, near: float, colour: Colour, far: float = 34
) -> None:
    """A road from the lower edge to the horizon. middle: its x at the horizon; near and far: half widths."""
    canvas.shape(
        [(middle - far, horizon), (middle + far, horizon), (WIDTH / 2 + near, HEIGHT), (WIDTH / 2 - near, HEIGHT)],
        colour,
    )


def on_road(
    horizon: float, middle: float, depth: float, across: float, near: float, far: float = 34
) -> tuple[float, float, float]:
    """Where a thing on that road lies: depth 0 (far) to 1 (near), across -1..1. Gives x, y and a size factor."""
    y = horizon + (HEIGHT - horizon) * depth
    centre = middle + (WIDTH / 2 - middle) * depth
    half = far + (near - far) * depth
    return centre + across * half, y, 0.12 + 0.88 * depth


def open_country(canvas: Canvas, rng: Random, horizon: float, colour=GRASS) -> None:
    sky(canvas, rng, horizon)
    trees(canvas, rng, horizon)
    ground(canvas, rng, horizon, colour)

"""Scenes around the town: ditches, boards, greenery, villages."""

from random import Random

from config.demo.pictures import parts
from config.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, shade
from config.demo.pictures.parts import FRONTS


def ditch(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    horizon = layout.uniform(330, 380)
    middle = layout.uniform(540, 740)
    parts.open_country(canvas, layout, horizon)
    parts.perspective_road(canvas, horizon, middle, 520, (188, 180, 164), 48)
    parts.perspective_road(canvas, horizon, middle, 300, (82, 78, 62) if left > 0.5 else (96, 122, 130), 24)
    if left < 0.5:
        parts.perspective_road(canvas, horizon, middle, 90, (126, 148, 154), 8)
    spots = sorted((mess.uniform(0.2, 1) ** 0.8, mess.uniform(-0.75, 0.75)) for _ in range(round(24 * left)))
    for depth, across in spots:
        x, y, near = parts.on_road(horizon, middle, depth * 0.94, across, 280, 22)
        parts.bag(canvas, mess, x, y, 130 * near)
    for _ in range(round(150 * left)):
        depth = mess.uniform(0.15, 0.97)
        x, y, near = parts.on_road(horizon, middle, depth, mess.uniform(-1.5, 1.5), 300, 22)
        parts.litter(canvas, mess, (x - 4, y - 3, x + 4, y + 3), 1, 16 * near)


def boards(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    parts.sky(canvas, layout, 480)
    parts.trees(canvas, layout, 500)
    parts.ground(canvas, layout, 490, parts.GRASS)
    canvas.rect(0, 650, WIDTH, HEIGHT, parts.TARMAC)
    canvas.rect(0, 640, WIDTH, 654, (170, 166, 158))
    for number in range(3):
        x, y = 90 + number * 390 + layout.uniform(-20, 20), layout.uniform(130, 220)
        colour = layout.choice([(172, 82, 74), (80, 112, 154), (188, 156, 88), (94, 128, 104)])
        if left <= number / 3:
            for post in (60, 260):
                canvas.oval(x + post, 642, 16, 5, (120, 112, 92))
            parts.tree(canvas, mess, x + 160, 646, 170)
            continue
        lean = mess.uniform(-26, 26)
        for post in (60, 260):
            canvas.line([(x + post, y + 200), (x + post + lean * 0.4, 644)], (74, 80, 84), 13)
        canvas.shape([(x, y + lean), (x + 330, y - lean), (x + 330, y + 240 - lean), (x, y + 260 + lean)], colour)
        canvas.shape([(x + 210, y - lean * 0.3), (x + 330, y - lean), (x + 330, y + 150)], (220, 216, 206))
        canvas.shape([(x + 210, y - lean * 0.3), (x + 330, y + 150), (x + 250, y + 130)], shade(colour, 0.8))
        canvas.rect(x + 34, y + 70, x + 190, y + 104, (232, 226, 210))
        canvas.rect(x + 34, y + 130, x + 240, y + 146, shade(colour, 1.3))


def greenery(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    """A hedge between pavement and road, with gaps or whole."""
    horizon = 380
    parts.open_country(canvas, layout, horizon, (186, 180, 170))
    canvas.shape([(0, 860), (700, horizon), (760, horizon), (WIDTH, 620), (WIDTH, HEIGHT), (0, HEIGHT)], parts.TARMAC)
    canvas.shape([(0, 700), (700, horizon), (718, horizon), (0, 850)], (142, 118, 92))
    steps = 30
    gaps = {layout.randrange(4, steps) for _ in range(11)}
    for step in range(steps):
        depth = (step / steps) ** 1.6
        x, y, size = 706 - 706 * depth, horizon + 8 + 392 * depth, 12 + 92 * depth
        leaf = shade(layout.choice(parts.LEAVES), 0.95)
        if step in gaps and left > 0.3:
            canvas.oval(x, y, size * 0.5, size * 0.12, (112, 92, 72))
            canvas.line([(x, y), (x + size * 0.1, y - size * 0.5)], (150, 132, 96), 5 * depth + 2)
            continue
        for puff in range(5):
            canvas.oval(
                x + (puff - 2) * size * 0.2,
                y - size * (0.32 + 0.2 * (puff % 2)),
                size * 0.34,
                size * 0.34,
                shade(leaf, 0.92 + 0.05 * puff),
            )
    for place in range(3):
        parts.tree(canvas, layout, 930 + place * 150, 470 + place * 70, 230 + place * 50)
    parts.litter(canvas, mess, (60, 780, 700, 930), round(40 * left))


def village(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    parts.sky(canvas, layout, 420)
    parts.trees(canvas, layout, 500)
    parts.ground(canvas, layout, 560, layout.choice([(176, 170, 160), (184, 174, 156)]))
    for house in range(3):
        x, top = 60 + house * 410 + layout.uniform(-25, 25), layout.uniform(250, 290)
        front = layout.choice(FRONTS)
        canvas.oval(x + 170, 612, 210, 18, (150, 144, 134))
        canvas.rect(x, top, x + 340, 610, shade(front, 1.06))
        canvas.shape([(x - 30, top), (x + 370, top), (x + 310, top - 100), (x + 30, top - 100)], (90, 96, 102))
        canvas.rect(x - 30, top - 4, x + 370, top + 8, (72, 78, 84))
        for window in (40, 240):
            canvas.rect(x + window, top + 90, x + window + 66, top + 170, shade(parts.GLASS, 0.9))
        canvas.rect(x + 144, top + 140, x + 204, 610, (110, 80, 62))
        for puff in range(3):
            canvas.oval(x + 330 + puff * 26, 580 + puff % 2 * 14, 40, 44, shade(layout.choice(parts.LEAVES), 1))
    if left:
        for log in range(round(22 * left)):
            x, y = 150 + (log % 8) * 34 + mess.uniform(-4, 4), 690 - (log // 8) * 28
            canvas.oval(x, y, 17, 15, (142, 108, 78))
            canvas.oval(x, y, 11, 9, (196, 164, 122))
        parts.bags(canvas, mess, (650, 660, 1100, 800), round(10 * left), 116)
        for _ in range(round(6 * left)):
            parts.box(canvas, mess, mess.uniform(480, 1180), mess.uniform(660, 800), 116)
        parts.litter(canvas, mess, (100, 660, 1200, 900), round(120 * left))

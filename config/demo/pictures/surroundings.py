"""Scenes around the town: roads, ditches, the national road, greenery, villages."""

from random import Random

from config.demo.pictures import parts
from config.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, shade
from config.demo.pictures.streets import FRONTS


def _open_country(canvas: Canvas, layout: Random, horizon: float, colour=parts.GRASS) -> None:
    parts.sky(canvas, layout, horizon)
    parts.trees(canvas, layout, horizon)
    parts.ground(canvas, layout, horizon, colour)


def ditch(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    horizon = layout.uniform(330, 380)
    middle = layout.uniform(540, 740)
    _open_country(canvas, layout, horizon)
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


def road(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    """A broken surface, or new tarmac with its markings and kerbs."""
    horizon, middle = layout.uniform(330, 370), layout.uniform(560, 700)
    _open_country(canvas, layout, horizon)
    if left > 0.5:
        parts.perspective_road(canvas, horizon, middle, 620, (156, 136, 110))
        holes = sorted((mess.uniform(0.06, 1) ** 0.9, mess.uniform(-0.8, 0.8), mess.random()) for _ in range(26))
        for depth, across, wet in holes:
            x, y, near = parts.on_road(horizon, middle, depth * 0.96, across, 560)
            canvas.oval(x, y, 78 * near * mess.uniform(0.6, 1.2), 20 * near, (112, 98, 80))
            if wet < 0.5:
                canvas.oval(x, y + 2 * near, 52 * near, 12 * near, (168, 176, 178))
        return
    parts.perspective_road(canvas, horizon, middle, 640, (196, 194, 184), 42)
    parts.perspective_road(canvas, horizon, middle, 590, (98, 101, 106))
    for mark in range(7):
        near, far = (mark / 7 + 0.07) ** 1.7, (mark / 7) ** 1.7
        ends = [parts.on_road(horizon, middle, depth, 0, 590) for depth in (far, near)]
        (x1, y1, s1), (x2, y2, s2) = ends
        canvas.shape([(x1 - 15 * s1, y1), (x1 + 15 * s1, y1), (x2 + 15 * s2, y2), (x2 - 15 * s2, y2)], (228, 226, 214))
    for depth in (0.1, 0.24, 0.46, 0.8):
        x, y, near = parts.on_road(horizon, middle, depth, 1.2, 640, 42)
        parts.lamp(canvas, x, y, 560 * near)


def manhole(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    """A gully cover in the pavement seen from above: broken with cones beside it, or new."""
    parts.ground(canvas, layout, -10, layout.choice([(168, 164, 158), (158, 156, 154), (178, 170, 158)]))
    for joint in range(7):
        canvas.line([(0, 90 + joint * 140), (WIDTH, 60 + joint * 150)], (146, 142, 136), 4)
    x, y, size = layout.uniform(520, 760), layout.uniform(470, 560), layout.uniform(190, 230)
    canvas.oval(x, y, size * 1.18, size * 0.8, (138, 134, 128))
    canvas.oval(x, y, size, size * 0.66, (84, 86, 88))
    for bar in range(-4, 5):
        half = size * 0.62 * (1 - (bar / 5.2) ** 2) ** 0.5
        canvas.line([(x + bar * size * 0.19, y - half), (x + bar * size * 0.19, y + half)], (58, 60, 62), 12)
    canvas.oval(x, y, size * 0.2, size * 0.13, (110, 112, 114))
    if left > 0.4:
        hole = [(x - size * 0.1, y - size * 0.5), (x + size * 0.75, y - size * 0.3), (x + size * 0.62, y + size * 0.35),
                (x + size * 0.18, y + size * 0.12), (x - size * 0.06, y + size * 0.3)]
        canvas.shape(hole, (26, 27, 28))
        for _ in range(18):
            a, b = x + mess.uniform(-1.6, 1.6) * size, y + mess.uniform(-1, 1.1) * size
            canvas.shape([(a, b), (a + 24, b - 8), (a + 30, b + 12)], (122, 118, 112))
        for cone in (x - size * 1.7, x + size * 1.75):
            _cone(canvas, cone, y + size * 0.9, 170)
    else:
        canvas.oval(x, y - size * 0.05, size * 0.94, size * 0.58, (104, 107, 110))
        for bar in range(-4, 5):
            half = size * 0.5 * (1 - (bar / 5.2) ** 2) ** 0.5
            canvas.line([(x + bar * size * 0.18, y - half), (x + bar * size * 0.18, y + half * 0.8)], (72, 75, 78), 10)


def _cone(canvas: Canvas, x: float, foot: float, height: float) -> None:
    canvas.oval(x, foot, height * 0.34, height * 0.09, (70, 66, 62))
    for low, high, tone in ((0, 0.36, (206, 94, 52)), (0.36, 0.6, (232, 228, 220)), (0.6, 1, (206, 94, 52))):
        a, b = height * 0.27 * (1 - low * 0.9), height * 0.27 * (1 - high * 0.9)
        canvas.shape([(x - a, foot - height * low), (x + a, foot - height * low), (x + b, foot - height * high), (x - b, foot - height * high)], tone)


def brick_yard(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    """The national road with stacks of brick and sand on its shoulder, or clear."""
    horizon, middle = layout.uniform(340, 380), layout.uniform(380, 470)
    _open_country(canvas, layout, horizon, (156, 150, 118))
    parts.perspective_road(canvas, horizon, middle, 470, (104, 106, 110))
    for mark in range(6):
        x, y, near = parts.on_road(horizon, middle, 0.08 + mark * 0.17, 0, 470)
        canvas.rect(x - 9 * near, y, x + 9 * near, y + 70 * near, (226, 222, 206))
    canvas.rect(1010, horizon - 120, 1034, horizon + 40, (150, 148, 142))
    canvas.rect(930, horizon - 190, 1114, horizon - 100, (48, 92, 136), radius=8)
    canvas.rect(956, horizon - 162, 1088, horizon - 130, (226, 230, 230))
    if left:
        canvas.shape([(820, 600), (905, 500), (1010, 470), (1130, 520), (1240, 600)], (190, 166, 122))
        canvas.shape([(905, 500), (1010, 470), (1060, 600), (930, 600)], (204, 182, 138))
        for stack in range(round(3 * left)):
            _bricks(canvas, mess, 720 + stack * 185, 700 + stack * 56, 9, 8)
        parts.litter(canvas, mess, (700, 700, 1240, 900), round(60 * left), 16)
    else:
        for place in range(4):
            parts.tree(canvas, layout, 760 + place * 140, 560 + place * 70, 180 + place * 50)


def _bricks(canvas: Canvas, mess: Random, x: float, foot: float, columns: int, rows: int) -> None:
    canvas.oval(x + columns * 10, foot, columns * 14, 12, (110, 104, 84))
    for row in range(rows):
        for column in range(columns):
            left, low = x + column * 22 + (row % 2) * 6, foot - row * 17
            canvas.rect(left, low - 15, left + 20, low, shade((172, 92, 72), mess.uniform(0.86, 1.12)))


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


def lamps(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    """Dusk in a street: two lamps dark, or all of them lit."""
    horizon, middle = 470, layout.uniform(540, 740)
    for step in range(24):
        canvas.rect(0, horizon * step / 24, WIDTH, horizon * (step + 1) / 24 + 1, (84 + step * 5, 98 + step * 4, 128 + step))
    x = 0.0
    while x < WIDTH:
        wide, tall = layout.uniform(110, 210), layout.uniform(90, 230)
        canvas.rect(x, horizon - tall, x + wide, horizon + 10, (78, 84, 100))
        for window in range(int(wide // 42) * 2):
            if layout.random() < 0.5:
                left_edge, top = x + 16 + window // 2 * 40, horizon - tall + 24 + window % 2 * 50
                canvas.rect(left_edge, top, left_edge + 20, top + 28, (236, 206, 140))
        x += wide
    parts.ground(canvas, layout, horizon, (98, 102, 108))
    parts.perspective_road(canvas, horizon, middle, 560, (78, 81, 88))
    for side in (-1, 1):
        for number, depth in enumerate((0.05, 0.12, 0.26, 0.5)):
            foot, y, near = parts.on_road(horizon, middle, depth, side * 1.25, 560)
            lit = not (left and side == 1 and number in (1, 3))
            if lit:
                for ring in range(5):
                    canvas.oval(foot - 150 * near, y + 30 * near, (250 - ring * 36) * near, (50 - ring * 7) * near, (100 + ring * 13, 98 + ring * 11, 92 + ring * 6))
            parts.lamp(canvas, foot, y, 760 * near, lit)


def greenery(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    """A hedge between pavement and road, with gaps or whole."""
    horizon = 380
    _open_country(canvas, layout, horizon, (186, 180, 170))
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
            canvas.oval(x + (puff - 2) * size * 0.2, y - size * (0.32 + 0.2 * (puff % 2)), size * 0.34, size * 0.34, shade(leaf, 0.92 + 0.05 * puff))
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


def bus_stop(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    """A stop with a bare post, or with a shelter."""
    _open_country(canvas, layout, 430)
    canvas.rect(0, 640, WIDTH, 730, (192, 186, 176))
    canvas.rect(0, 730, WIDTH, 744, (150, 146, 140))
    canvas.rect(0, 744, WIDTH, HEIGHT, parts.TARMAC)
    x = layout.uniform(380, 560)
    if left < 0.5:
        canvas.rect(x - 20, 330, x + 500, 360, (84, 96, 104))
        for post in (x, x + 470):
            canvas.rect(post, 350, post + 14, 680, parts.STEEL)
        canvas.rect(x + 14, 380, x + 470, 640, (168, 188, 194))
        canvas.rect(x + 60, 600, x + 420, 618, (150, 116, 84))
    canvas.rect(x + 560, 330, x + 574, 690, parts.STEEL)
    canvas.rect(x + 510, 300, x + 624, 420, (58, 104, 150), radius=6)
    canvas.rect(x + 528, 330, x + 606, 352, (230, 232, 230))
    parts.litter(canvas, mess, (200, 660, 1100, 720), round(20 * left))
    for mark in range(5):
        canvas.rect(mark * 300, 840, mark * 300 + 150, 850, (214, 210, 198))

"""Scenes on the roads: surface, gully covers, the national road, lamps, the bus stop."""

from random import Random

from config.demo.pictures import parts
from config.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, shade


def road(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    """A broken surface, or new tarmac with its markings and kerbs."""
    horizon, middle = layout.uniform(330, 370), layout.uniform(560, 700)
    parts.open_country(canvas, layout, horizon)
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
        hole = [
            (x - size * 0.1, y - size * 0.5),
            (x + size * 0.75, y - size * 0.3),
            (x + size * 0.62, y + size * 0.35),
            (x + size * 0.18, y + size * 0.12),
            (x - size * 0.06, y + size * 0.3),
        ]
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
        canvas.shape(
            [
                (x - a, foot - height * low),
                (x + a, foot - height * low),
                (x + b, foot - height * high),
                (x - b, foot - height * high),
            ],
            tone,
        )


def brick_yard(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    """The national road with stacks of brick and sand on its shoulder, or clear."""
    horizon, middle = layout.uniform(340, 380), layout.uniform(380, 470)
    parts.open_country(canvas, layout, horizon, (156, 150, 118))
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


def lamps(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    """Dusk in a street: two lamps dark, or all of them lit."""
    horizon, middle = 470, layout.uniform(540, 740)
    for step in range(24):
        canvas.rect(
            0, horizon * step / 24, WIDTH, horizon * (step + 1) / 24 + 1, (84 + step * 5, 98 + step * 4, 128 + step)
        )
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
                    canvas.oval(
                        foot - 150 * near,
                        y + 30 * near,
                        (250 - ring * 36) * near,
                        (50 - ring * 7) * near,
                        (100 + ring * 13, 98 + ring * 11, 92 + ring * 6),
                    )
            parts.lamp(canvas, foot, y, 760 * near, lit)


def bus_stop(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    """A stop with a bare post, or with a shelter."""
    parts.open_country(canvas, layout, 430)
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

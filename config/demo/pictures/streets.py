"""Scenes in town: the garbage house, shops, the back street, bins on a pavement."""

from random import Random

from config.demo.pictures import parts
from config.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, shade
from config.demo.pictures.parts import FRONTS

SIGNS = [(43, 104, 112), (124, 92, 76), (66, 84, 138), (98, 116, 74), (136, 70, 66)]
AWNINGS = [(184, 66, 62), (72, 118, 168), (204, 150, 66), (112, 150, 104)]


def garbage_house(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    parts.sky(canvas, layout, 330)
    parts.trees(canvas, layout, 270)
    parts.wall(canvas, layout, 280, 600)
    parts.ground(canvas, layout, 600, parts.TARMAC)
    x, width = layout.uniform(240, 330), layout.uniform(610, 660)
    front, door = layout.choice(FRONTS), layout.choice([(46, 126, 122), (58, 104, 138), (88, 116, 82)])
    canvas.oval(x + width / 2, 708, width * 0.58, 26, shade(parts.TARMAC, 0.78))
    canvas.rect(x, 205, x + width, 705, shade(front, 1.04))
    canvas.rect(x, 606, x + width, 705, shade(parts.TARMAC, 1.08))
    canvas.shape([(x - 50, 205), (x + width + 50, 205), (x + width + 4, 92), (x - 4, 92)], (84, 96, 102))
    canvas.rect(x - 50, 197, x + width + 50, 213, (60, 70, 76))
    for number in range(3):
        _hatch(canvas, mess, x + width * (0.09 + number * 0.3), width * 0.22, door, left)
    canvas.rect(x - 132, 470, x - 36, 660, (236, 236, 230))
    canvas.rect(x - 122, 480, x - 46, 502, parts.TEAL)
    for line in range(4):
        canvas.rect(x - 122, 526 + line * 26, x - 60, 533 + line * 26, (150, 156, 156))
    if left < 0.5:
        parts.bin_pair(canvas, x + width + 46, 712, 74)
        canvas.rect(x - 40, 730, x + width + 40, 840, shade(parts.TARMAC, 1.1))
    if left:
        heap = (x - 70, 730, x + width + 150, 830) if left > 0.5 else (x + width * 0.55, 720, x + width + 60, 760)
        parts.bags(canvas, mess, heap, round(26 * left), 112)
        parts.litter(canvas, mess, (x - 220, 720, x + width + 250, 940), round(190 * left), 16)
        parts.puddle(canvas, x + width * 0.6, 880, 260 * left, 30 * left)


def _hatch(canvas: Canvas, mess: Random, x: float, width: float, colour, left: float) -> None:
    canvas.rect(x, 290, x + width, 575, shade(colour, 0.72))
    if left > 0.5:
        canvas.rect(x + 9, 300, x + width - 9, 565, (40, 44, 46))
        parts.bags(canvas, mess, (x + 34, 500, x + width - 34, 560), 6, 96)
    else:
        canvas.rect(x + 9, 300, x + width - 9, 565, colour)
        canvas.rect(x + 16, 430, x + width - 16, 441, shade(colour, 0.72))


def street(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    parts.sky(canvas, layout, 300)
    parts.ground(canvas, layout, 655, (196, 190, 180))
    x = layout.uniform(-90, 0)
    while x < WIDTH:
        width = layout.uniform(270, 360)
        _shop(canvas, layout, x, width, awning=left > 0.4)
        x += width
    canvas.rect(0, 655, WIDTH, 745, (190, 184, 174))
    canvas.rect(0, 745, WIDTH, 757, (150, 146, 140))
    canvas.rect(0, 757, WIDTH, HEIGHT, parts.TARMAC)
    if left < 0.5:
        for place in range(4):
            parts.tree(canvas, layout, 150 + place * 330 + layout.uniform(-30, 30), 712, 270)
        for line in range(9):
            canvas.shape(
                [(50 + line * 160, 930), (62 + line * 160, 930), (92 + line * 160, 810), (82 + line * 160, 810)],
                (222, 222, 216),
            )
    for _ in range(round(14 * left)):
        parts.box(canvas, mess, mess.uniform(60, WIDTH - 60), mess.uniform(690, 790), mess.uniform(60, 120))
    parts.litter(canvas, mess, (20, 740, WIDTH - 20, 900), round(110 * left))


def _shop(canvas: Canvas, layout: Random, x: float, width: float, awning: bool) -> None:
    front, sign, top = layout.choice(FRONTS), layout.choice(SIGNS), layout.uniform(40, 110)
    canvas.rect(x, top, x + width, 660, front)
    canvas.rect(x, top, x + 5, 660, shade(front, 0.88))
    for window in range(3):
        left = x + width * (0.1 + window * 0.29)
        canvas.rect(left, top + 70, left + width * 0.2, top + 180, parts.GLASS)
        canvas.rect(left, top + 70, left + width * 0.2, top + 115, shade(parts.GLASS, 0.82))
    canvas.rect(x + 6, 300, x + width - 6, 368, sign)
    canvas.rect(x + width * 0.28, 322, x + width * 0.72, 346, (232, 228, 214))
    for door in range(2):
        left = x + width * (0.06 + door * 0.46)
        canvas.rect(left, 392, left + width * 0.42, 655, (58, 68, 76))
        canvas.rect(left + 8, 402, left + width * 0.42 - 8, 655, shade(parts.GLASS, 0.95))
        canvas.rect(left + width * 0.2, 402, left + width * 0.22, 655, (58, 68, 76))
    colour = layout.choice(AWNINGS)
    if awning:
        _awning(canvas, colour, x, width)


def _awning(canvas: Canvas, colour, x: float, width: float) -> None:
    stripes = 8
    for stripe in range(stripes):
        a, b = stripe / stripes, (stripe + 1) / stripes
        tone = colour if stripe % 2 else (228, 216, 200)
        low, high = x - 14, width + 28
        canvas.shape([(x + width * a, 372), (x + width * b, 372), (low + high * b, 494), (low + high * a, 494)], tone)
    canvas.rect(x - 14, 490, x + width + 14, 504, shade(colour, 0.8))
    for post in (x, x + width - 8):
        canvas.rect(post, 500, post + 7, 690, (96, 98, 100))


def alley(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    """A back street between two walls, with builders' rubble or without."""
    parts.sky(canvas, layout, 420)
    parts.trees(canvas, layout, 400)
    one, other = layout.sample(FRONTS, 2)
    middle = layout.uniform(560, 720)
    canvas.shape([(0, 60), (middle - 130, 330), (middle - 130, 470), (0, 820)], shade(one, 0.92))
    canvas.shape([(WIDTH, 20), (middle + 130, 320), (middle + 130, 470), (WIDTH, 820)], shade(other, 0.84))
    canvas.shape([(0, 700), (middle - 130, 448), (middle - 130, 470), (0, 820)], shade(one, 0.72))
    canvas.shape([(WIDTH, 700), (middle + 130, 448), (middle + 130, 470), (WIDTH, 820)], shade(other, 0.66))
    canvas.shape(
        [(0, 820), (middle - 130, 470), (middle + 130, 470), (WIDTH, 820), (WIDTH, HEIGHT), (0, HEIGHT)],
        (158, 154, 148),
    )
    for step in range(3):
        x, y, tall = 60 + step * 150, 330 + step * 38, 150 - step * 32
        canvas.shape(
            [(x, y), (x + 90 - step * 14, y + 14), (x + 90 - step * 14, y + 14 + tall), (x, y + tall + 20)],
            (106, 128, 140),
        )
    canvas.shape([(930, 410), (1010, 392), (1010, 650), (930, 596)], (104, 78, 64))
    if left:
        parts.box(canvas, mess, 330, 780, 130)
        for _ in range(round(70 * left)):
            x, y, size = mess.gauss(880, 120), mess.gauss(770, 46), mess.uniform(20, 66)
            tone = mess.choice([(170, 92, 74), (188, 182, 172), (150, 142, 134), (122, 116, 110)])
            canvas.shape(
                [
                    (x, y),
                    (x + size, y - size * 0.3),
                    (x + size * 1.1, y + size * 0.3),
                    (x + size * 0.1, y + size * 0.55),
                ],
                tone,
            )
        parts.bags(canvas, mess, (230, 740, 540, 860), round(8 * left), 120)
        parts.litter(canvas, mess, (200, 680, 1080, 930), round(90 * left))


def bins(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    """A pavement where litter bins should stand."""
    parts.sky(canvas, layout, 330)
    parts.trees(canvas, layout, 380)
    parts.wall(canvas, layout, 360, 560, layout.choice(FRONTS))
    parts.ground(canvas, layout, 560, (190, 184, 174))
    for joint in range(10):
        canvas.line([(joint * 150 - 40, 560), (joint * 230 - 420, HEIGHT)], (172, 166, 156), 3)
    canvas.rect(0, 840, WIDTH, 858, (150, 146, 140))
    canvas.rect(0, 858, WIDTH, HEIGHT, parts.TARMAC)
    x = layout.uniform(420, 680)
    parts.tree(canvas, layout, x - 260, 690, 420)
    if left > 0.5:
        for foot in (x, x + 130):
            canvas.oval(foot + 60, 745, 62, 14, (150, 144, 136))
            canvas.rect(foot + 52, 700, foot + 64, 744, (98, 102, 104))
        parts.bags(canvas, mess, (x - 60, 740, x + 330, 810), 7, 110)
        parts.litter(canvas, mess, (x - 220, 740, x + 460, 830), 70)
    else:
        parts.bin_pair(canvas, x, 750, 130)
        parts.litter(canvas, mess, (x - 120, 780, x + 320, 830), round(30 * left))

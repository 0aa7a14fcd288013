"""Scenes in town: the market hall, the car park, notice boards and walls."""

from random import Random

from config.demo.pictures import parts
from config.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, shade
from config.demo.pictures.parts import FRONTS
from config.demo.pictures.streets import SIGNS

CARS = [(226, 226, 222), (92, 100, 110), (150, 62, 58), (58, 84, 122), (182, 176, 164)]


def market(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    canvas.rect(0, 0, WIDTH, HEIGHT, (110, 120, 126))
    canvas.shape([(0, 0), (WIDTH, 0), (940, 250), (340, 250)], (172, 180, 182))
    for beam in range(6):
        x = 80 + beam * 224
        inner = 380 + beam * 104
        canvas.shape([(x, 0), (x + 34, 0), (inner + 10, 250), (inner, 250)], (136, 146, 150))
    canvas.rect(340, 250, 940, 530, layout.choice([(222, 228, 222), (226, 222, 210), (212, 222, 226)]))
    canvas.rect(390, 290, 890, 350, layout.choice(SIGNS))
    canvas.rect(520, 306, 760, 334, (232, 228, 214))
    canvas.shape([(340, 530), (940, 530), (WIDTH, HEIGHT), (0, HEIGHT)], (148, 152, 148))
    for side in (-1, 1):
        for row in range(4):
            near = (row + 1) / 4
            x, y = 640 + side * (330 + 215 * near), 520 + 360 * near**1.5
            wide, tall = 120 + 150 * near, 60 + 90 * near
            canvas.rect(x - wide / 2, y - tall, x + wide / 2, y, shade((222, 224, 220), 0.86 + 0.14 * near))
            canvas.rect(x - wide / 2, y - tall, x + wide / 2, y - tall + 10, (170, 176, 176))
            for _ in range(round(16 * near)):
                tone = layout.choice([(186, 72, 60), (216, 148, 62), (116, 148, 76), (222, 208, 150), (128, 84, 110)])
                canvas.oval(
                    x + layout.uniform(-0.45, 0.45) * wide,
                    y - tall - layout.uniform(0, 16),
                    13 * near + 4,
                    11 * near + 4,
                    tone,
                )
    if left:
        parts.puddle(canvas, 620, 800, 210 * left, 40 * left)
        parts.puddle(canvas, 730, 690, 110 * left, 18 * left)
        for _ in range(round(60 * left)):
            x, y = mess.uniform(420, 860), mess.uniform(620, 920)
            canvas.oval(
                x,
                y,
                mess.uniform(8, 22),
                mess.uniform(4, 10),
                mess.choice([(108, 140, 76), (138, 160, 92), (84, 112, 66)]),
            )
        parts.litter(canvas, mess, (400, 620, 880, 930), round(50 * left))


def parking(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    parts.sky(canvas, layout, 380)
    parts.trees(canvas, layout, 360)
    parts.wall(canvas, layout, 370, 520, layout.choice(FRONTS))
    parts.ground(canvas, layout, 520, parts.TARMAC)
    for bay in range(6):
        x = 40 + bay * 240
        canvas.shape([(x, 560), (x + 10, 560), (x - 20, 830), (x - 34, 830)], (226, 226, 220))
    for bay in range(5):
        if layout.random() < 0.8:
            drift = mess.uniform(-70, 90) * left
            _car(canvas, 150 + bay * 240 + drift, 690 + mess.uniform(-20, 110) * left, 205, layout.choice(CARS))
    for _ in range(round(4 * left)):
        _car(canvas, mess.uniform(150, WIDTH - 150), mess.uniform(840, 930), 250, mess.choice(CARS))


def _car(canvas: Canvas, x: float, foot: float, size: float, colour, lean: float = 0) -> None:
    canvas.oval(x, foot + 4, size * 0.58, size * 0.06, shade(parts.TARMAC, 0.66))
    canvas.rect(x - size / 2, foot - size * 0.27 + lean, x + size / 2, foot - size * 0.05, colour, radius=12)
    canvas.shape(
        [
            (x - size * 0.3, foot - size * 0.26 + lean),
            (x - size * 0.2, foot - size * 0.44),
            (x + size * 0.18, foot - size * 0.44),
            (x + size * 0.34, foot - size * 0.26 + lean),
        ],
        shade(colour, 0.93),
    )
    canvas.shape(
        [
            (x - size * 0.24, foot - size * 0.27),
            (x - size * 0.17, foot - size * 0.4),
            (x - size * 0.02, foot - size * 0.4),
            (x - size * 0.02, foot - size * 0.27),
        ],
        (74, 90, 100),
    )
    canvas.shape(
        [
            (x + size * 0.02, foot - size * 0.27),
            (x + size * 0.02, foot - size * 0.4),
            (x + size * 0.16, foot - size * 0.4),
            (x + size * 0.27, foot - size * 0.27),
        ],
        (74, 90, 100),
    )
    for wheel in (-0.3, 0.3):
        canvas.oval(x + size * wheel, foot - size * 0.05, size * 0.085, size * 0.085, (40, 42, 44))
        canvas.oval(x + size * wheel, foot - size * 0.05, size * 0.04, size * 0.04, (150, 154, 156))


def notice_board(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    parts.sky(canvas, layout, 420)
    parts.trees(canvas, layout, 470)
    parts.ground(canvas, layout, 600, layout.choice([parts.GRASS, (184, 178, 168)]))
    for foot in (250, 990):
        canvas.rect(foot, 260, foot + 34, 790, (122, 126, 128))
    canvas.shape([(190, 250), (1090, 250), (1040, 190), (240, 190)], (96, 104, 108))
    canvas.rect(230, 250, 1050, 660, (106, 112, 116))
    canvas.rect(248, 268, 1032, 642, (228, 230, 226))
    for sheet in range(3):
        x = 270 + sheet * 254
        colour = shade(layout.choice([(176, 62, 56), parts.TEAL, (196, 148, 66), (74, 110, 160)]), 1)
        pale = tuple(round(part + (216 - part) * 0.62 * left) for part in colour)
        canvas.rect(x, 288, x + 234, 622, (244, 242, 234))
        canvas.rect(x, 288, x + 234, 380, pale)
        canvas.rect(x + 26, 320, x + 180, 344, (238, 234, 222))
        for line in range(6):
            canvas.rect(
                x + 18,
                408 + line * 32,
                x + layout.uniform(150, 216),
                418 + line * 32,
                shade((168, 174, 174), 1 + 0.2 * left),
            )
        if left > 0.5:
            corner = mess.uniform(50, 120)
            canvas.shape([(x + 234, 622), (x + 234 - corner, 622), (x + 234, 622 - corner)], (198, 196, 188))
            canvas.shape(
                [(x + 234 - corner, 622), (x + 234, 622 - corner), (x + 244 - corner, 604 - corner * 0.4)],
                (222, 220, 212),
            )
    parts.litter(canvas, mess, (200, 760, 1080, 920), round(24 * left))


def posters(canvas: Canvas, layout: Random, mess: Random, left: float) -> None:
    """A wall with small advertisements pasted on it, or clean again with paler patches."""
    plaster = layout.choice(FRONTS)
    parts.wall(canvas, layout, -20, 730, plaster)
    parts.ground(canvas, layout, 730, (176, 170, 162))
    canvas.rect(80, 140, 330, 560, shade(parts.GLASS, 0.8))
    canvas.rect(70, 130, 340, 146, (120, 124, 126))
    canvas.rect(198, 140, 210, 560, (120, 124, 126))
    spots = [
        (layout.uniform(420, 1160), layout.uniform(120, 520), layout.uniform(60, 110), layout.uniform(80, 140))
        for _ in range(11)
    ]
    for x, y, wide, tall in spots:
        if left > 0.4:
            paper = mess.choice([(240, 238, 228), (236, 214, 120), (222, 130, 120), (170, 196, 214)])
            slant = mess.uniform(-10, 10)
            canvas.shape(
                [(x, y), (x + wide, y + slant), (x + wide - slant, y + tall + slant), (x - slant, y + tall)], paper
            )
            for line in range(4):
                canvas.rect(
                    x + 10, y + 18 + line * tall * 0.2, x + wide * 0.8, y + 26 + line * tall * 0.2, shade(paper, 0.62)
                )
        else:
            canvas.rect(x, y, x + wide, y + tall, shade(plaster, 1.035), radius=6)
    parts.litter(canvas, mess, (350, 760, 1200, 920), round(60 * left))

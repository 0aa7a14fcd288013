"""The places of the demo's photos. Each scene takes how much of the trouble is left: 1 as found, 0 put right.

The layout's random source is the place's own, so photos of one place before and after lie over one another.
"""

from collections.abc import Callable
from random import Random

from config.demo.pictures import roads, squares, streets, surroundings
from config.demo.pictures.canvas import Canvas, Picture

Scene = Callable[[Canvas, Random, Random, float], None]

SCENES: dict[str, Scene] = {
    "garbage_house": streets.garbage_house,
    "street": streets.street,
    "alley": streets.alley,
    "market": squares.market,
    "parking": squares.parking,
    "notice_board": squares.notice_board,
    "posters": squares.posters,
    "bins": streets.bins,
    "ditch": surroundings.ditch,
    "road": roads.road,
    "manhole": roads.manhole,
    "brick_yard": roads.brick_yard,
    "boards": surroundings.boards,
    "lamps": roads.lamps,
    "greenery": surroundings.greenery,
    "village": surroundings.village,
    "bus_stop": roads.bus_stop,
}


def take(scene: str, place: str, left: float, shot: str = "") -> Picture:
    """A photo of `place` (any words: the same words give the same layout) with so much trouble left (0..1).

    shot: another word gives another photo of the same state, from a slightly different stand.
    """
    layout, mess = Random(f"{scene} {place}"), Random(f"{scene} {place} {left} {shot}")
    canvas = Canvas((205, 212, 214))
    SCENES[scene](canvas, layout, mess, left)
    return canvas.develop(mess, closer=mess.uniform(0.02, 0.09) if shot else 0)

"""Photos for the demo, drawn: places of a small town before and after they were put right."""

from config.demo.pictures.canvas import Picture
from config.demo.pictures.scenes import SCENES, take

__all__ = ["SCENES", "Picture", "take"]

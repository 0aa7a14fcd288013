"""Residents' reports on their way, as the tests of the loop have them."""

from tests.rectification.conftest import photo_of, take, walk

__all__ = ["photo_of", "take", "walk"]

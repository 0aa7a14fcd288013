"""The ground's own lists that come back from Excel."""

from core.people import list_in as people
from core.units import list_in as units

__all__ = ["people", "units"]

from core.models.calendar import CalendarDay
from core.models.imports import ImportRun
from core.models.people import Post, Role, User
from core.models.photos import Photo, PhotoPurpose
from core.models.serials import Serial
from core.models.trail import TrailEntry
from core.models.units import RankingGroup, Unit, UnitKind

__all__ = [
    "CalendarDay",
    "ImportRun",
    "Photo",
    "PhotoPurpose",
    "Post",
    "RankingGroup",
    "Role",
    "Serial",
    "TrailEntry",
    "Unit",
    "UnitKind",
    "User",
]

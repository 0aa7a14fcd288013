from core.models.calendar import CalendarDay
from core.models.daily import DailyRun
from core.models.data_folder import DataFolder
from core.models.dictionaries import Word, WordQuerySet
from core.models.imports import ImportRun
from core.models.leaving import Leaving
from core.models.notices import (
    CalendarFeed,
    Delivery,
    DeliveryState,
    Notice,
    NoticeChoice,
    Robot,
    RobotFlavour,
)
from core.models.people import Post, Role, User
from core.models.photos import Photo, PhotoPurpose
from core.models.records import (
    Measure,
    Paper,
    Quantified,
    Removable,
    RemovableQuerySet,
    quantity_not_negative,
)
from core.models.restorable import PresentManager, Restorable
from core.models.serials import Serial
from core.models.sessions import Session
from core.models.thresholds import ThresholdValue
from core.models.trail import TrailEntry
from core.models.unit_changes import ChangeKind, StepPart, UnitChange, UnitStep
from core.models.units import RankingGroup, Unit, UnitKind

__all__ = [
    "CalendarDay",
    "CalendarFeed",
    "ChangeKind",
    "DailyRun",
    "DataFolder",
    "Delivery",
    "DeliveryState",
    "ImportRun",
    "Leaving",
    "Measure",
    "Notice",
    "NoticeChoice",
    "Paper",
    "Photo",
    "PhotoPurpose",
    "Post",
    "PresentManager",
    "Quantified",
    "RankingGroup",
    "Removable",
    "RemovableQuerySet",
    "Restorable",
    "Robot",
    "RobotFlavour",
    "Role",
    "Serial",
    "Session",
    "StepPart",
    "ThresholdValue",
    "TrailEntry",
    "Unit",
    "UnitChange",
    "UnitKind",
    "UnitStep",
    "User",
    "Word",
    "WordQuerySet",
    "quantity_not_negative",
]

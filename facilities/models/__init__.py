from facilities.models.facilities import CleaningRoute, Clearance, Condition, Facility, FacilityKind, Upkeep
from facilities.models.funding import FundingEntry, FundingSource, FundingStep
from facilities.models.points import Point, PointKind, PointResponsibility, ResponsibilityPart
from facilities.models.projects import Milestone, ProgressReport, Project, ProjectKind
from facilities.project_stages import OPEN_STAGES, ProjectStage

__all__ = [
    "OPEN_STAGES",
    "CleaningRoute",
    "Clearance",
    "Condition",
    "Facility",
    "FacilityKind",
    "FundingEntry",
    "FundingSource",
    "FundingStep",
    "Milestone",
    "Point",
    "PointKind",
    "PointResponsibility",
    "ProgressReport",
    "Project",
    "ProjectKind",
    "ProjectStage",
    "ResponsibilityPart",
    "Upkeep",
]

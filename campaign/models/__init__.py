from campaign.models.activities import Activity, ActivityKind, ActivitySeries, VolunteerTeam
from campaign.models.drives import Drive, DriveAftercheck, DriveResult, DriveState, DriveWork, DriveZone
from campaign.models.honours import (
    PUBLIC_STATES,
    Honour,
    HonourFor,
    HonourKind,
    HonourState,
    Objection,
    ObjectionState,
)
from campaign.models.plans import ControlLine, ControlLineKind, Plan, PlanKind, PlanStage
from campaign.models.years import CampaignYear

__all__ = [
    "PUBLIC_STATES",
    "Activity",
    "ActivityKind",
    "ActivitySeries",
    "CampaignYear",
    "ControlLine",
    "ControlLineKind",
    "Drive",
    "DriveAftercheck",
    "DriveResult",
    "DriveState",
    "DriveWork",
    "DriveZone",
    "Honour",
    "HonourFor",
    "HonourKind",
    "HonourState",
    "Objection",
    "ObjectionState",
    "Plan",
    "PlanKind",
    "PlanStage",
    "VolunteerTeam",
]

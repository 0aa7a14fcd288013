from inspections.models.amendments import Adjustment, Amendment, AmendmentState
from inspections.models.appeals import Appeal, AppealState
from inspections.models.draws import Draw
from inspections.models.effects import ExpectedEffect, VisitGap
from inspections.models.estimates import (
    KindResult,
    PointResult,
    PointValues,
    ResultEstimate,
    RoundEstimate,
    Severity,
    YearEstimate,
)
from inspections.models.results import Basis, ItemResult, RoundResult, Standing
from inspections.models.rewards import Reward, RewardBand, RewardRule, RewardState, RewardUnit
from inspections.models.rounds import Assignment, Level, Round, RoundState
from inspections.models.sheets import Score, Sheet, SheetState
from inspections.models.standards import (
    Aggregation,
    Grade,
    GradeScale,
    Item,
    KindWeight,
    Method,
    Section,
    Standard,
    VetoScope,
)

__all__ = [
    "Adjustment",
    "Aggregation",
    "Amendment",
    "AmendmentState",
    "Appeal",
    "AppealState",
    "Assignment",
    "Basis",
    "Draw",
    "ExpectedEffect",
    "Grade",
    "GradeScale",
    "Item",
    "ItemResult",
    "KindResult",
    "KindWeight",
    "Level",
    "Method",
    "PointResult",
    "PointValues",
    "ResultEstimate",
    "Reward",
    "RewardBand",
    "RewardRule",
    "RewardState",
    "RewardUnit",
    "Round",
    "RoundEstimate",
    "RoundResult",
    "RoundState",
    "Score",
    "Section",
    "Severity",
    "Sheet",
    "SheetState",
    "Standard",
    "Standing",
    "VetoScope",
    "VisitGap",
    "YearEstimate",
]

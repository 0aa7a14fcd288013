from inspections.models.amendments import Adjustment, Amendment, AmendmentState
from inspections.models.appeals import Appeal, AppealState
from inspections.models.draws import Draw
from inspections.models.results import Basis, ItemResult, RoundResult, Standing
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
    "Grade",
    "GradeScale",
    "Item",
    "ItemResult",
    "KindWeight",
    "Level",
    "Method",
    "Round",
    "RoundResult",
    "RoundState",
    "Score",
    "Section",
    "Sheet",
    "SheetState",
    "Standard",
    "Standing",
    "VetoScope",
]

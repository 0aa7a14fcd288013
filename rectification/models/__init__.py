from rectification.models.escalation import (
    Escalation,
    OrderCause,
    OrderState,
    RootCause,
    Stage,
    SupervisionOrder,
    Talk,
    TalkState,
)
from rectification.models.findings import Finding, ProblemKind, Severity, Source
from rectification.models.indicators import IndicatorRules, OnTimeBy
from rectification.models.limits import Limit, LimitUnit
from rectification.models.public import PublicReport, Refusal, resident
from rectification.models.requests import Request, RequestKind, RequestState
from rectification.models.tasks import RectificationTask

__all__ = [
    "Escalation",
    "Finding",
    "IndicatorRules",
    "Limit",
    "LimitUnit",
    "OnTimeBy",
    "OrderCause",
    "OrderState",
    "ProblemKind",
    "PublicReport",
    "RectificationTask",
    "Refusal",
    "Request",
    "RequestKind",
    "RequestState",
    "RootCause",
    "Severity",
    "Source",
    "Stage",
    "SupervisionOrder",
    "Talk",
    "TalkState",
    "resident",
]

from rectification.models.findings import Finding, ProblemKind, Severity, Source
from rectification.models.limits import Limit, LimitUnit
from rectification.models.requests import Request, RequestKind, RequestState
from rectification.models.tasks import RectificationTask

__all__ = [
    "Finding",
    "Limit",
    "LimitUnit",
    "ProblemKind",
    "RectificationTask",
    "Request",
    "RequestKind",
    "RequestState",
    "Severity",
    "Source",
]

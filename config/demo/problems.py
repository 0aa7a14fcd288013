"""Kinds of problem and how long each may stay: normal, serious, urgent."""

from rectification.models import Limit, LimitUnit, ProblemKind, Severity

DAYS, WORKDAYS, HOURS = LimitUnit.NATURAL_DAYS, LimitUnit.WORKING_DAYS, LimitUnit.WORKING_HOURS

KINDS = {
    "市容环卫": ((3, DAYS), (1, DAYS), (4, HOURS)),
    "经营秩序": ((3, DAYS), (1, WORKDAYS), (4, HOURS)),
    "市政设施": ((5, WORKDAYS), (2, WORKDAYS), (8, HOURS)),
    "园林绿化": ((10, WORKDAYS), (5, WORKDAYS), (2, WORKDAYS)),
    "违法建设": ((5, DAYS), (3, DAYS), (8, HOURS)),
    "水环境": ((5, DAYS), (3, DAYS), (1, DAYS)),
    "宣传氛围": ((5, DAYS), (3, DAYS), (1, WORKDAYS)),
    "公共安全": ((3, DAYS), (1, DAYS), (4, HOURS)),
}


def make_problem_kinds() -> dict[str, ProblemKind]:
    """Makes the kinds with their limits; gives the kinds by name."""
    kinds = {name: ProblemKind(name=name, order=order) for order, name in enumerate(KINDS, 1)}
    ProblemKind.objects.bulk_create(kinds.values())
    Limit.objects.bulk_create(
        Limit(kind=kinds[name], severity=severity, amount=amount, unit=unit)
        for name, limits in KINDS.items()
        for severity, (amount, unit) in zip(Severity.values, limits, strict=True)
    )
    return kinds

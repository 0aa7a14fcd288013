"""A point as a line of a file: its columns, and the line that a stored point corresponds to. Its words are content."""

from dataclasses import dataclass, fields
from decimal import Decimal

from facilities.models import Point, ResponsibilityPart

COLUMNS = {
    "code": "编号",
    "name": "名称",
    "kind": "类别",
    "unit": "所在村（社区）",
    "in_charge": "负责单位",
    "lead": "主办单位",
    "assist": "协办单位",
    "address": "地址",
    "latitude": "纬度（WGS-84）",
    "longitude": "经度（WGS-84）",
    "is_active": "在用",
}
NEEDED = ("code", "name", "kind")
YES, NO = "是", "否"


@dataclass(frozen=True)
class PointLine:
    """Names of kinds and units; lead and assist: names of the responsible units, sorted; degrees with six decimals."""

    code: str
    name: str
    kind: str
    unit: str = ""
    in_charge: str = ""
    lead: tuple[str, ...] = ()
    assist: tuple[str, ...] = ()
    address: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    is_active: bool = True

    def as_cells(self) -> list[str]:
        """The values in the order of COLUMNS, all as text: a code such as 007 and six decimals stay what they are."""
        return [_cell(getattr(self, field.name)) for field in fields(self)]


def _cell(value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return YES if value else NO
        case tuple():
            return "、".join(value)
    return str(value)


def line_of(point: Point) -> PointLine:
    """Needs kind, unit, in_charge and responsibilities with their units at hand."""
    parts: dict[str, list[str]] = {ResponsibilityPart.LEAD: [], ResponsibilityPart.ASSIST: []}
    for one in point.responsibilities.all():
        parts[one.part].append(one.unit.name)
    return PointLine(
        code=point.code,
        name=point.name,
        kind=point.kind.name,
        unit=point.unit.name if point.unit else "",
        in_charge=point.in_charge.name if point.in_charge else "",
        lead=tuple(sorted(parts[ResponsibilityPart.LEAD])),
        assist=tuple(sorted(parts[ResponsibilityPart.ASSIST])),
        address=point.address,
        latitude=point.latitude,
        longitude=point.longitude,
        is_active=point.is_active,
    )


EXPORT_COLUMNS = tuple(
    (heading, lambda point, at=at: line_of(point).as_cells()[at]) for at, heading in enumerate(COLUMNS.values())
)
"""For a list's export: the headings in the words that the import reads, whatever the language of the page."""

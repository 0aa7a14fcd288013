"""The inventory as it goes out to Excel and comes back: known by its code."""

from core.models import Measure, Unit
from core.quantities import Exactness
from core.table_in.columns import Choice, Column, Day, Named, Number
from core.table_in.service import TableIn
from facilities.models import Condition, Facility, FacilityKind, Point, Project

CONDITIONS = {
    Condition.GOOD: "完好",
    Condition.WORN: "陈旧",
    Condition.BROKEN: "损坏",
    Condition.OUT_OF_USE: "停用",
}
HOW_EXACT = {
    Exactness.EXACT: "整",
    Exactness.MORE: "多",
    Exactness.ODD: "余",
    Exactness.ABOUT: "约",
    Exactness.AROUND: "左右",
    Exactness.LESS: "近",
}

FACILITIES = TableIn(
    code="facilities",
    label="设施",
    model=Facility,
    columns=(
        Column("code", "编号", needed=True),
        Column("name", "名称", needed=True),
        Named("kind", "类别", needed=True, rows=lambda town: FacilityKind.objects.all(), make=True),
        Named("unit", "所在村（社区）", rows=lambda town: Unit.objects.below(town).living_first()),
        Named("kept_by", "管护单位", rows=lambda town: Unit.objects.below(town).living_first()),
        Column("address", "地址"),
        Number("quantity", "数量"),
        Named("measure", "计量单位", rows=lambda town: Measure.objects.all(), make=True),
        Choice("exactness", "数量精确度", words=HOW_EXACT, blank=Exactness.EXACT),
        Choice("condition", "状况", words=CONDITIONS, blank=Condition.GOOD),
        Day("built_on", "启用日期"),
        Named("project", "建设项目编号", rows=lambda town: Project.objects.present().filter(town=town), name="number"),
        Named("point", "测评点位编号", rows=lambda town: Point.objects.filter(town=town), name="code"),
        Number("latitude", "纬度", low=-90, high=90, places=6),
        Number("longitude", "经度", low=-180, high=180, places=6),
        Column("note", "备注"),
    ),
    key=("code",),
    stored=lambda town: (
        Facility.objects.present()
        .filter(town=town)
        .select_related("kind", "unit", "kept_by", "measure", "project", "point")
    ),
    new=lambda town: Facility(town=town),
    check=Facility.clean,
    list_url="facilities:facilities",
)

EXPORT_COLUMNS = (*FACILITIES.export_columns, ("数量表述", "size"))
"""The quantity in words ('300多只') stands last: it is for reading and is not read back."""

TOTAL_COLUMNS = (("类别", "name"), ("合计", "words"), ("记录数", "records"), ("未填数量", "unmeasured"))

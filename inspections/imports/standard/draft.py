"""A standard as plain values: read from a file or from the database, compared, written to either. Its words are content."""

from dataclasses import dataclass, field, fields
from decimal import Decimal

from core.files_in.cells import cell_text
from inspections.models import Aggregation, Method, Standard, VetoScope

ITEMS_SHEET, SCALES_SHEET, WEIGHTS_SHEET, SETTINGS_SHEET = "测评项", "分级", "点位权重", "设置"
METHODS = {
    Method.DEDUCT: "每处扣分",
    Method.GRADE: "分级",
    Method.PASS_FAIL: "符合/不符合",
    Method.DIRECT: "直接打分",
    Method.BONUS: "加分",
}
VETOES = {VetoScope.NONE: "", VetoScope.SHEET: "本表", VetoScope.ROUND: "本轮", VetoScope.YEAR: "全年"}
AGGREGATIONS = {Aggregation.BY_POINT: "按点位", Aggregation.BY_ITEM: "按测评项"}
COLUMNS = {
    "section": "测评项目",
    "alias": "词典名称",
    "loss_cap": "项目最多扣分",
    "bonus_cap": "项目最多加分",
    "code": "编号",
    "name": "测评项",
    "rule": "评分规则",
    "method": "评分方法",
    "max_points": "满分",
    "each": "每处扣分值",
    "scale": "分级",
    "veto": "一票否决",
    "kinds": "适用点位",
    "problem_kind": "问题类型",
}
NEEDED = ("section", "code", "name", "max_points")
"""The method may be left to the rule's text (inspections.rules)."""
SCALE_COLUMNS = {"scale": "分级名称", "label": "等级", "share": "比例", "description": "说明"}
WEIGHT_COLUMNS = {"kind": "点位类型", "weight": "权重"}
SETTING_COLUMNS = {"name": "设置", "value": "值"}
SETTINGS = {
    "aggregation": "汇总方式",
    "veto_cap": "否决后得分上限",
    "bonus_cap": "加分上限",
    "above_100": "允许超过100分",
    "repeat_factor": "重复问题倍数",
    "minimum_points": "参加排名最少点位数",
}


@dataclass(frozen=True)
class SectionLine:
    name: str
    alias: str = ""
    loss_cap: Decimal | None = None
    bonus_cap: Decimal | None = None


@dataclass(frozen=True)
class ItemLine:
    """kinds: names of kinds of point, sorted; scale and problem_kind: names, '' for none."""

    section: str
    code: str
    name: str
    method: str
    max_points: Decimal
    rule: str = ""
    each: Decimal | None = None
    scale: str = ""
    veto: str = ""
    kinds: tuple[str, ...] = ()
    problem_kind: str = ""

    @property
    def method_label(self) -> str:
        return Method(self.method).label


@dataclass(frozen=True)
class GradeLine:
    label: str
    share: Decimal
    description: str = ""


@dataclass(frozen=True)
class Settings:
    """What a standard says beside its items; the values are those of a new one."""

    aggregation: str = Aggregation.BY_POINT
    veto_cap: Decimal = Decimal(0)
    bonus_cap: Decimal | None = None
    above_100: bool = False
    repeat_factor: Decimal = Decimal(1)
    minimum_points: int = 1


@dataclass
class StandardDraft:
    """settings, weights: None where a file does not say (a CSV file holds the items alone)."""

    sections: list[SectionLine] = field(default_factory=list)
    items: list[ItemLine] = field(default_factory=list)
    scales: dict[str, tuple[GradeLine, ...]] = field(default_factory=dict)
    weights: dict[str, Decimal] | None = None
    settings: Settings | None = None

    def says_the_same(self, stored: "StandardDraft") -> bool:
        """Is what this draft says what is stored? Sections without an item, which no file can say, scales that no item uses and
        what it does not say are left out."""
        used = {item.scale for item in self.items if item.scale}
        filled = {item.section for item in stored.items}
        sections = [section for section in stored.sections if section.name in filled]
        return (
            (self.sections, self.items) == (sections, stored.items)
            and all(sorted_grades(self.scales[name]) == sorted_grades(stored.scales.get(name, ())) for name in used)
            and self.weights in (None, stored.weights)
            and self.settings in (None, stored.settings)
        )


def sorted_grades(grades) -> list[GradeLine]:
    return sorted(grades, key=lambda grade: (-grade.share, grade.label))


def draft_of(standard: Standard) -> StandardDraft:
    """The draft that a stored standard corresponds to."""
    sections = list(standard.sections.order_by("order", "pk"))
    items = standard.items.select_related("section", "scale", "problem_kind").prefetch_related("kinds")
    return StandardDraft(
        sections=[SectionLine(cell_text(s.name), cell_text(s.alias), s.loss_cap, s.bonus_cap) for s in sections],
        items=[_item_line(item) for item in items.order_by("section__order", "section", "order", "pk")],
        scales={
            cell_text(scale.name): tuple(
                GradeLine(cell_text(g.label), g.share, cell_text(g.description)) for g in scale.grades.all()
            )
            for scale in standard.scales.prefetch_related("grades").order_by("pk")
        },
        weights=dict(standard.kind_weights.order_by("pk").values_list("kind__name", "weight")),
        settings=Settings(**{setting.name: getattr(standard, setting.name) for setting in fields(Settings)}),
    )


def _item_line(item) -> ItemLine:
    """Only what its method asks for, and texts as a file gives them back: without a second space in a row."""
    return ItemLine(
        section=cell_text(item.section.name),
        code=cell_text(item.code),
        name=cell_text(item.name),
        method=item.method,
        max_points=item.max_points,
        rule=cell_text(item.rule),
        each=item.each if item.method == Method.DEDUCT else None,
        scale=cell_text(item.scale.name) if item.scale and item.method == Method.GRADE else "",
        veto=item.veto,
        kinds=tuple(sorted(kind.name for kind in item.kinds.all())),
        problem_kind=item.problem_kind.name if item.problem_kind else "",
    )

"""Which items each kind of project should move, as the demo town's office has named them."""

from facilities.models import ProjectKind
from inspections.models import ExpectedEffect, Item

EXPECTED = {
    "道路": ("路面、井盖完好",),
    "排水": ("沟渠畅通，无漂浮物",),
    "防洪及污水治理": ("沟渠畅通，无漂浮物",),
    "路灯": ("路灯完好",),
    "绿化": ("绿化无枯死、无缺株",),
    "垃圾中转站": ("垃圾日产日清", "垃圾房（箱）不满溢、箱体干净"),
    "停车场": ("车辆停放有序",),
}
"""Kind of project > items as the town's standard calls them."""


def make_expected_effects() -> None:
    codes = dict(Item.objects.order_by("standard__version").values_list("name", "code"))
    kinds = {kind.name: kind for kind in ProjectKind.objects.all()}
    ExpectedEffect.objects.bulk_create(
        ExpectedEffect(kind=kinds[kind], item_code=codes[item])
        for kind, items in EXPECTED.items()
        for item in items
        if kind in kinds and item in codes
    )

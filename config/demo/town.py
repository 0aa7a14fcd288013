"""The units of the demo: the city, its subdistricts, our own with its villages, communities, departments and teams."""

from core.models import Unit, UnitKind

CITY = "楚江市"
HOME = "枫河街道"
PEERS = [
    "柳林街道",
    "石桥街道",
    "平湖街道",
    "临江街道",
    "青岗街道",
    "沙洲街道",
    "东岭街道",
    "白杨街道",
    "古渡街道",
    "新安街道",
]

BELOW_HOME = {
    UnitKind.VILLAGE: ["枫河村", "钱湾村", "马桥村", "焦山村"],
    UnitKind.COMMUNITY: ["南拓社区", "集镇社区"],
    UnitKind.DEPARTMENT: ["城建办", "综合执法队", "综治办", "社会事务办", "妇联", "团委"],
    UnitKind.CLEANING_TEAM: ["集镇保洁公司", "枫钱保洁队", "马焦保洁队"],
}


def make_units() -> dict[str, Unit]:
    """Makes the tree; gives its units by name."""
    city = Unit.objects.add_root(create_kwargs={"name": CITY, "kind": UnitKind.CITY})
    units = {CITY: city}
    for name in [HOME, *PEERS]:
        units[name] = _below(city, name, UnitKind.SUBDISTRICT, is_home=name == HOME)
    for kind, names in BELOW_HOME.items():
        for name in names:
            units[name] = _below(units[HOME], name, kind)
    return units


def _below(parent: Unit, name: str, kind: str, **fields) -> Unit:
    return Unit.objects.add_child(parent, create_kwargs={"name": name, "kind": kind, **fields})

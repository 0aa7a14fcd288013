"""The control lines of the town's plans, and what each keeps free."""

from campaign.models import ControlLineKind

LINES = {
    "绿线": "公园绿地、防护绿地",
    "蓝线": "河道、沟渠和水塘",
    "紫线": "历史建筑和老街",
    "黄线": "道路、管线等基础设施",
}


def make_control_lines() -> dict[str, ControlLineKind]:
    """Makes the kinds of line; gives them by name."""
    lines = {
        name: ControlLineKind(name=name, protects=protects, order=order)
        for order, (name, protects) in enumerate(LINES.items(), 1)
    }
    ControlLineKind.objects.bulk_create(lines.values())
    return lines

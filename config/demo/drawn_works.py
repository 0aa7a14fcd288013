"""Where the demo's projects lie on the map: lines, areas and points, in metres (north, east) of the main crossing."""

from config.demo.points import area, corner

LINES = {
    "枫焦路重建工程": [
        (0, 0),
        (620, 90),
        (1210, 240),
        (1590, 400),
        (2400, 560),
        (3280, 720),
        (3740, 930),
        (4190, 1230),
    ],
    "马钱路道路修理工程": [(410, -1620), (230, -980), (60, -420), (0, 0), (40, 640), (160, 1480), (300, 2030)],
    "集镇南拓道路建设工程": [(-270, 170), (-310, 120), (-430, 60), (-560, 150), (-600, 420)],
    "集镇西侧排水工程": [(260, -560), (60, -520), (-160, -430)],
    "318国道沿线绿化工程": [(330, -900), (310, -310), (300, 80), (330, 900)],
}
AREAS = {
    "南拓排水排污工程": [(-260, -200), (-240, 300), (-640, 440), (-660, -120)],
    "集镇背街小巷排水改造工程": [(60, -330), (70, 90), (190, 140), (180, -300)],
    "压缩式垃圾中转站建设工程": [(210, -440), (210, -400), (250, -400), (250, -440)],
}
POINTS = {"货车停车场完善工程": (260, -310), "学校新校区建设工程": (-600, 420)}


def shape_of(name: str) -> dict | None:
    """The GeoJSON shape of a project; None where nothing is drawn."""
    if name in LINES:
        return {"type": "LineString", "coordinates": [corner(*one) for one in LINES[name]]}
    if name in AREAS:
        return area(AREAS[name])
    return {"type": "Point", "coordinates": corner(*POINTS[name])} if name in POINTS else None

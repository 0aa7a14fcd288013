"""Files for the tests of imports, written as people write them."""

import json
import zipfile
from pathlib import Path

import xlsxwriter

DATA = Path(__file__).resolve().parents[1] / "data"
TWIN = DATA / "form_twin.xlsx"
HEADINGS = ["序号", "项目", "考察点位", "扣分", "得分", "区域", "责任单位"]
MAPPING = {
    "year": 2016,
    "round": "2016年7月测评",
    "date": "2016-07-15",
    "town": "平桥街道",
    "standard": "2016年测评细则",
    "sheet": "模板",
    "aggregation": "by_item",
    "points_per_observation": 1,
    "columns": {
        "serial": "序号",
        "item": "项目",
        "point": "考察点位",
        "deducted": "扣分",
        "score": "得分",
        "unit": "区域",
        "departments": ["责任单位2", "责任单位3"],
    },
    "dictionary": str(DATA / "items_twin.csv"),
}


def mapping_for(**changes) -> dict:
    """The mapping of a form written by `form_file`: one column of departments, no dictionary."""
    columns = MAPPING["columns"] | {"departments": ["责任单位"]}
    plain = {key: value for key, value in MAPPING.items() if key != "dictionary"}
    return plain | {"columns": columns} | changes


def write_mapping(folder: Path, **changes) -> Path:
    path = folder / "map.json"
    path.write_text(json.dumps(MAPPING | changes, ensure_ascii=False), encoding="utf-8")
    return path


def form_file(folder: Path, rows, name: str = "form.xlsx", sheet: str = "模板", merged=(), headings=HEADINGS) -> Path:
    """An Excel form. A cell that starts with '=' is a formula; ('=1+1', 2) one whose result is stored. merged: 'B2:B4' → value."""
    with xlsxwriter.Workbook(folder / name) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate([headings, *rows]):
            for column, value in enumerate(row):
                if isinstance(value, tuple):
                    page.write_formula(number, column, value[0], None, value[1])
                elif value is not None:
                    page.write(number, column, value)
        for area, value in dict(merged).items():
            page.merge_range(area, value)
    return folder / name


def drop_results(path: Path) -> Path:
    """Takes the stored results out of a workbook's formulas, as programs do that write files without working them out."""
    import re

    twin = path.with_name(f"uncached-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(twin, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
            new.writestr(entry, content)
    return twin

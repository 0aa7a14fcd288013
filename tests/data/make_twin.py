"""Makes the synthetic twin of a real assessment form: `python tests/data/make_twin.py` writes form_twin.xlsx and items_twin.csv.

All names and figures are invented. It has the faults that real forms have: serial numbers that stand twice on different
points, an item whose entry in the dictionary is misprinted (文明礼仪, 文明礼义), one that is named otherwise there (诚信制度,
诚信制度建设), branch numbers of two digits, one point under many items with other units each time, rows without a unit or a
responsible unit, blank rows among the others and below them, and blank deductions that mean nothing was deducted.
"""

import csv
from pathlib import Path

import xlsxwriter

FOLDER = Path(__file__).parent
TOWN = "平桥街道"
HEADINGS = ["序号", "项目", "考察点位", "扣分", "得分", "区域", "责任单位2", "责任单位3"]
BLANK_AFTER = {5, 12}  # a blank row stands after these rows of the list below
ROWS = [  # item, point, deducted, unit, responsible units
    ("宣传氛围1", "主干道1", None, TOWN, "城管局", None),
    ("宣传氛围1", "主干道2", 0.2, TOWN, "城管局", None),
    ("宣传氛围1", "社区1", 1, TOWN, None, None),
    ("宣传氛围1", "中学", None, None, "教育局", None),
    ("宣传氛围2", "广场", None, TOWN, "住建局", None),
    ("公共服务1", "医院1", None, None, "卫健局", None),
    ("公共服务1", "医院2", 0.1, None, "卫健局", None),
    ("公共服务2", "政务大厅", None, TOWN, "政务办", None),
    ("公共服务10", "社区1", 0.5, TOWN, None, None),
    ("公共服务10", "社区2", None, TOWN, None, None),
    ("公共服务11", "社区1", None, TOWN, None, None),
    ("公共服务11", "社区2", None, TOWN, None, None),
    ("公共服务11", "社区3", 1, TOWN, None, None),
    ("公共安全1", "超市1", 0.2, TOWN, "商务局", "消防大队"),
    ("公共安全1", "超市2", None, TOWN, "商务局", "消防大队"),
    ("公共安全1", "中学", None, None, "教育局", "消防大队"),
    ("公共安全2", "药店1", 0.3, None, "市监局", None),
    ("文明礼仪1", "主干道1", None, TOWN, "公安局", None),
    ("文明礼仪1", "主干道2", None, TOWN, "公安局", None),
    ("文明礼仪2", "公交站", None, TOWN, "交通局", None),
    ("诚信制度", "政务大厅", None, TOWN, "政务办", None),
    ("诚信制度", "窗口单位", None, None, None, None),
    ("群众参与", "社区1", None, TOWN, None, None),
    ("群众参与", "公园", None, TOWN, None, None),
]
SERIAL_TWICE = {8: 7, 22: 21}  # these rows carry the serial number of the row before
DICTIONARY = ["宣传氛围", "公共服务", "公共安全", "文明礼义", "诚信制度建设", "群众参与", "环境保护"]


def table() -> list[list]:
    """The sheet's rows with headings, blank rows among them."""
    rows = [HEADINGS]
    for number, (item, point, deducted, *units) in enumerate(ROWS, start=1):
        serial = f"{TOWN}{SERIAL_TWICE.get(number, number)}"
        rows.append([serial, item, point, deducted, None, *units])
        if number in BLANK_AFTER:
            rows.append([None] * len(HEADINGS))
    return rows


def write(folder: Path = FOLDER) -> None:
    with xlsxwriter.Workbook(folder / "form_twin.xlsx") as book:
        sheet = book.add_worksheet("模板")
        bordered = book.add_format({"border": 1})
        for number, row in enumerate(table()):
            sheet.write_row(number, 0, row, bordered)
        for number in range(len(table()), len(table()) + 15):
            sheet.write_row(
                number, 0, [None] * len(HEADINGS), bordered
            )  # the form was ruled further than it was filled
        book.add_worksheet("Sheet2")
    with (folder / "items_twin.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["id", "item"], *enumerate(DICTIONARY, start=1)])


if __name__ == "__main__":
    write()

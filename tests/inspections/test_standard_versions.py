"""A standard beside another: order, difference, copy, and what rules propose."""

from decimal import Decimal

import pytest

from core.errors import DomainError
from inspections.imports.standard.draft import COLUMNS
from inspections.imports.standard.service import import_standard
from inspections.models import Item, KindWeight, Method, Standard
from inspections.selectors.standard_difference import difference_between
from inspections.services.standard_order import move, put_in_order
from inspections.services.standards import copy_standard, new_version
from tests.factories import GradeScaleFactory, ItemFactory, PointKindFactory, SectionFactory, StandardFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def standard(db):
    return StandardFactory(name="集镇考核细则")


@pytest.fixture
def section(standard):
    return SectionFactory(standard=standard, name="环境卫生", order=1)


@pytest.fixture
def items(section):
    return [ItemFactory(section=section, code=code, order=7) for code in ("A", "B", "C")]


def codes(section) -> list[str]:
    return list(section.items.order_by("order", "pk").values_list("code", flat=True))


# ---- order ----


@pytest.mark.parametrize(
    ("code", "step", "expected"), [("C", -1, "ACB"), ("A", 1, "BAC"), ("A", -1, "ABC"), ("C", 1, "ABC")]
)
def test_an_item_moves_by_one_place_and_no_further_than_the_end(section, items, office, now, code, step, expected):
    move(row=section.items.get(code=code), step=step, by=office, now=now)
    assert codes(section) == list(expected)


def test_sections_move_too(standard, section, office, now):
    SectionFactory(standard=standard, name="经营秩序", order=2)
    move(row=section, step=1, by=office, now=now)
    assert list(standard.sections.order_by("order").values_list("name", flat=True)) == ["经营秩序", "环境卫生"]


def test_the_order_of_a_frozen_version_stays(section, items, office, now):
    Standard.objects.update(frozen_at=now)
    with pytest.raises(DomainError):
        move(row=items[0], step=1, by=office, now=now)
    assert codes(section) == ["A", "B", "C"]


def test_an_order_that_knows_not_all_items_is_refused(section, items, office, now):
    with pytest.raises(DomainError):
        put_in_order(row=items[0], keys=[items[1].pk, items[0].pk], by=office, now=now)


def test_the_button_works_without_scripts_and_keeps_its_place(client_for, standard, section, items):
    answer = client_for("office").post(
        f"/inspections/standards/{standard.pk}/order/", {"move": f"item-{items[1].pk}-up"}
    )
    assert answer.url.endswith(f"?moved=item-{items[1].pk}-up#item-{items[1].pk}")
    assert codes(section) == ["B", "A", "C"]


def test_what_was_dragged_is_kept(client_for, standard, section, items):
    keys = ",".join(str(items[at].pk) for at in (2, 0, 1))
    answer = client_for("office").post(f"/inspections/standards/{standard.pk}/order/", {"kind": "item", "keys": keys})
    assert answer.status_code == 204
    assert codes(section) == ["C", "A", "B"]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"move": "x"},
        {"move": "item-1-left"},
        {"move": "unit-1-up"},
        {"kind": "item", "keys": "1,a"},
        {"keys": "1"},
        {"kind": "item", "keys": "9" * 5000},
    ],
)
def test_an_order_that_makes_no_sense_is_refused(client_for, standard, items, sent):
    assert client_for("office").post(f"/inspections/standards/{standard.pk}/order/", sent).status_code == 400


def test_the_buttons_stand_there_only_while_it_can_be_changed(client_for, standard, items, now):
    page = f"/inspections/standards/{standard.pk}/"
    assert 'name="move"' in client_for("office").get(page).text
    assert 'name="move"' not in client_for("leader").get(page).text
    Standard.objects.update(frozen_at=now)
    assert 'name="move"' not in client_for("office").get(page).text


# ---- difference ----


@pytest.fixture
def later(standard, items, office, now):
    return new_version(standard=standard, by=office, now=now)


def test_a_new_version_differs_in_nothing(standard, later):
    difference = difference_between(standard, later)
    assert difference.is_empty
    assert difference.same == 3


def test_items_are_matched_by_their_code_with_old_and_new_value(standard, later):
    later.items.filter(code="A").update(name="改了名", each=Decimal("1.5"))
    later.items.get(code="B").delete()
    ItemFactory(section=later.sections.get(), code="D")
    difference = difference_between(standard, later)
    assert [item.code for item in difference.added] == ["D"]
    assert [item.code for item in difference.removed] == ["B"]
    (changed,) = difference.changed
    assert (changed.item.code, difference.same) == ("A", 1)
    assert [(change.old, change.new) for change in changed.changes][1:] == [("0.5", "1.5")]
    assert changed.changes[0].new == "改了名"


def test_settings_scales_weights_and_caps_are_compared_too(standard, later):
    scale = GradeScaleFactory(standard=later, name="三级")
    scale.grades.filter(label="B").update(description="零星")
    KindWeight.objects.create(standard=later, kind=PointKindFactory(name="农贸市场"), weight=5)
    later.sections.update(loss_cap=8)
    later.minimum_points = 4
    later.save()
    changes = {change.new for change in difference_between(standard, later).settings}
    assert changes == {"4", "A 1、B 0.6（零星）、C 0", "5", "-8 / +—"}


def test_the_page_shows_both_values(client_for, standard, later):
    later.items.filter(code="A").update(max_points=12)
    page = client_for("leader").get(f"/inspections/standards/{later.pk}/difference/{standard.pk}/")
    assert '<del class="was">10</del>' in page.text
    assert '<ins class="is">12</ins>' in page.text


# ---- copy ----


def test_a_copy_is_a_standard_of_its_own(standard, items, office, now):
    standard.frozen_at = now
    standard.save()
    twin = copy_standard(standard=standard, name="保洁考核细则", by=office, now=now)
    assert (twin.version, twin.previous, twin.is_frozen) == (1, None, False)
    assert difference_between(standard, twin).is_empty


def test_a_taken_name_is_said_on_the_page(client_for, standard):
    answer = client_for("office").post(f"/inspections/standards/{standard.pk}/copy/", {"name": standard.name})
    assert answer.status_code == 200
    assert answer.context["form"].errors["name"]
    assert Standard.objects.count() == 1


# ---- rules ----


def rows_sent(section, *rows) -> dict:
    sent = {"items-TOTAL_FORMS": len(rows), "items-INITIAL_FORMS": 0}
    for at, row in enumerate(rows):
        values = {
            "code": f"N{at}",
            "name": "地面",
            "method": "direct",
            "max_points": "10",
            "each": "",
            "order": "0",
        } | row
        sent |= {f"items-{at}-{name}": value for name, value in values.items()}
    return sent


def test_the_editor_fills_in_what_the_rules_ask_for_and_saves_nothing(client_for, standard, section):
    scale = GradeScaleFactory(standard=standard, grades={"好": "1", "一般": "0.6", "差": "0"})
    sent = rows_sent(
        section,
        {"rule": "发现1处扣0.5分，扣完为止"},
        {"rule": "好得10分，一般得6分，差不得分", "max_points": ""},
        {"rule": "看着办"},
        {"rule": "每处扣0.5分", "method": "deduct", "each": "0.50"},
    )
    page = client_for("office").post(
        f"/inspections/standards/{standard.pk}/sections/{section.pk}/", sent | {"read_rules": "1"}
    )
    rows = [
        {name: form[name].value() for name in ("method", "each", "max_points", "scale")}
        for form in page.context["formset"]
    ]
    assert rows[0] == {"method": "deduct", "each": "0.5", "max_points": "10", "scale": None}
    assert rows[1] == {"method": "grade", "each": "", "max_points": "10", "scale": str(scale.pk)}
    assert rows[2]["method"] == "direct"
    assert rows[3]["each"] == "0.50"
    assert Item.objects.count() == 0
    assert "2" in str(next(iter(page.context["messages"])))


def csv_file(folder, *rows):
    columns = ("section", "code", "name", "rule", "method", "max_points", "each", "scale")
    lines = [
        ",".join(COLUMNS[key] for key in columns),
        *(",".join(row.get(key, "") for key in columns) for row in rows),
    ]
    path = folder / "细则.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


ROW = {"section": "环境卫生", "code": "A", "name": "地面", "max_points": "10"}


def test_a_file_without_methods_is_read_from_its_rules(now, tmp_path):
    path = csv_file(
        tmp_path,
        ROW | {"rule": "发现1处扣0.5分，扣完为止"},
        ROW | {"code": "B", "rule": "符合得5分；不符合不得分", "max_points": ""},
        ROW | {"code": "C", "rule": "好得10分；一般得6分；差不得分", "max_points": ""},
    )
    report = import_standard(path=path, name="新细则", by=None, now=now)
    assert report.rejected == []
    items = {item.code: item for item in Item.objects.all()}
    assert (items["A"].method, items["A"].each) == (Method.DEDUCT, Decimal("0.5"))
    assert (items["B"].method, items["B"].max_points) == (Method.PASS_FAIL, 5)
    grades = items["C"].scale.grades.values_list("label", "share")
    assert dict(grades) == {"好": 1, "一般": Decimal("0.6"), "差": 0}
    assert "A、B、C" in report.notes[0]


def test_a_row_whose_rule_says_nothing_definite_needs_a_method(now, tmp_path):
    report = import_standard(path=csv_file(tmp_path, ROW | {"rule": "看整体"}), name="新细则", by=None, now=now)
    assert [(bad.row, bad.field) for bad in report.rejected] == [(2, COLUMNS["method"])]


def test_a_figure_that_contradicts_the_rule_is_pointed_out_and_taken(now, tmp_path):
    row = ROW | {"rule": "每处扣0.5分", "method": "每处扣分", "each": "1"}
    report = import_standard(path=csv_file(tmp_path, row), name="新细则", by=None, now=now)
    assert Item.objects.get().each == 1
    assert len(report.notes) == 1 and "A" in report.notes[0]

"""Standards: written in parts, frozen by use, followed by a new version that keeps the codes."""

from decimal import Decimal

import pytest

from core.errors import DomainError
from core.models import TrailEntry
from inspections.models import Grade, GradeScale, Item, KindWeight, Method, Section, Standard
from inspections.services.standards import locked_for_edit, new_version
from tests.factories import (
    NOW,
    GradeScaleFactory,
    ItemFactory,
    PointKindFactory,
    ScoreFactory,
    SectionFactory,
    StandardFactory,
)
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def office_client(client_for):
    return client_for("office")


@pytest.fixture
def frozen():
    """A used version with everything that a standard can have."""
    standard = StandardFactory(name="集镇考核细则", frozen_at=NOW, repeat_factor=2)
    section = SectionFactory(standard=standard, name="环境卫生", loss_cap=20)
    scale = GradeScaleFactory(standard=standard)
    ItemFactory(section=section, code="A1").kinds.add(PointKindFactory())
    ItemFactory(section=section, code="A2", method=Method.GRADE, scale=scale)
    KindWeight.objects.create(standard=standard, kind=PointKindFactory(), weight=60)
    return standard


def rows(prefix: str, *given: dict, initial: int = 0) -> dict:
    fields = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": initial}
    return fields | {f"{prefix}-{at}-{name}": value for at, row in enumerate(given) for name, value in row.items()}


def standard_fields(**changed) -> dict:
    given = {
        "name": "新细则",
        "aggregation": "by_point",
        "minimum_points": 1,
        "veto_cap": "0",
        "bonus_cap": "",
        "repeat_factor": "1",
    }
    return given | rows("sections", {"name": "环境卫生", "order": 1}) | changed


def item(**changed) -> dict:
    given = {"code": "A1", "name": "地面无垃圾", "method": "deduct", "max_points": "10", "each": "0.5", "order": 1}
    return given | changed


def test_a_new_version_is_whole_can_be_changed_and_keeps_the_codes(frozen, office):
    copy = new_version(standard=frozen, by=office, now=NOW)
    assert (copy.name, copy.version, copy.previous, copy.is_frozen, copy.repeat_factor) == (
        "集镇考核细则", 2, frozen, False, Decimal(2),
    )  # fmt: skip
    assert list(copy.items.values_list("code", flat=True)) == ["A1", "A2"]
    assert list(copy.sections.values_list("name", "loss_cap")) == [("环境卫生", Decimal(20))]
    [graded] = copy.items.filter(method=Method.GRADE)
    assert graded.scale.standard == copy
    assert graded.section.standard == copy
    assert [grade.label for grade in graded.scale.grades.all()] == ["A", "B", "C"]
    assert copy.items.get(code="A1").kinds.count() == 1
    assert copy.kind_weights.get().weight == 60
    assert frozen.items.count() == 2, "the version before stays as it was"


def test_a_new_version_of_an_old_one_gets_the_next_free_number(frozen, office):
    new_version(standard=frozen, by=office, now=NOW)
    assert new_version(standard=frozen, by=office, now=NOW).version == 3


def test_a_frozen_version_is_refused_by_the_service_and_by_every_form(frozen, office_client):
    with pytest.raises(DomainError):
        locked_for_edit(frozen)
    section = frozen.sections.get()
    before = list(Item.objects.filter(standard=frozen).values())
    for path, fields in {
        "edit/": standard_fields(),
        "scales/": rows("scales", {"name": "五级", "grades": "好=1 差=0"}),
        "weights/": rows("kind_weights"),
        f"sections/{section.pk}/": rows("items", item(code="B9")),
    }.items():
        url = f"{frozen.get_absolute_url()}{path}"
        for response in (office_client.get(url, follow=True), office_client.post(url, fields, follow=True)):
            assert "请做一个新版本" in response.content.decode(), path
    frozen.refresh_from_db()
    assert frozen.name == "集镇考核细则"
    assert list(Item.objects.filter(standard=frozen).values()) == before
    assert not GradeScale.objects.filter(name="五级").exists()


def test_the_page_of_a_frozen_version_offers_the_new_one(frozen, office_client, client_for):
    page = office_client.get(frozen.get_absolute_url()).content.decode()
    assert "new-version/" in page
    assert "修改测评项" not in page
    assert "new-version/" not in client_for("unit").get(frozen.get_absolute_url()).content.decode()


def test_grades_of_equal_share_stand_as_they_were_entered(town, office_client):
    office_client.post("/inspections/standards/new/", standard_fields())
    standard = Standard.objects.get()
    words = "差=0，良好=0.8 合格=0.8 不查=0"
    office_client.post(f"{standard.get_absolute_url()}scales/", rows("scales", {"name": "四档", "grades": words}))
    Grade.objects.filter(label="良好").update(description="偶有疏漏")  # PostgreSQL puts a changed row behind the others
    assert [grade.label for grade in standard.scales.get().grades.all()] == ["良好", "合格", "差", "不查"]


def test_a_standard_is_written_in_parts(town, office_client):
    office_client.post("/inspections/standards/new/", standard_fields())
    standard = Standard.objects.get()
    url, section = standard.get_absolute_url(), standard.sections.get()
    office_client.post(f"{url}scales/", rows("scales", {"name": "三档", "grades": "好=1，一般=0.6 差＝0"}))
    scale = standard.scales.get()
    assert {grade.label: grade.share for grade in scale.grades.all()} == {"好": 1, "一般": Decimal("0.6"), "差": 0}
    office_client.post(
        f"{url}sections/{section.pk}/",
        rows(
            "items",
            item(),
            item(code="A2", method="grade", each="", scale=scale.pk),
            item(code="A3", method="pass_fail", each="0.5", scale=scale.pk),
        ),
    )
    left = standard.items.get(code="A3")
    assert (left.each, left.scale) == (None, None), "what another method asks for is left out"
    assert list(standard.items.values_list("code", flat=True)) == ["A1", "A2", "A3"]
    kind = PointKindFactory()
    office_client.post(f"{url}weights/", rows("kind_weights", {"kind": kind.pk, "weight": "60"}))
    assert standard.kind_weights.get().weight == 60
    assert TrailEntry.objects.about(standard).count() == 4


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (item(max_points="0"), "满分要大于0"),
        (item(max_points="-5"), "满分要大于0"),
        (item(max_points="十"), "请填写数字"),
        (item(max_points="1e10"), "确认"),
        (item(each=""), "请填每处扣几分"),
        (item(each="11"), "请填每处扣几分"),
        (item(method="grade", each=""), "分级测评项要选分档"),
        (item(method="magic"), "magic"),
        (item(order="99999999"), "32767"),
    ],
)
def test_a_wrong_item_is_named_and_nothing_is_saved(office_client, row, words):
    section = SectionFactory()
    url = f"{section.standard.get_absolute_url()}sections/{section.pk}/"
    response = office_client.post(url, rows("items", row))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert Item.objects.count() == 0


def test_a_code_twice_is_refused(office_client):
    section = SectionFactory()
    url = f"{section.standard.get_absolute_url()}sections/{section.pk}/"
    office_client.post(url, rows("items", item(), item(name="又一项")))
    assert Item.objects.count() == 0
    ItemFactory(section=SectionFactory(standard=section.standard), code="A1")
    response = office_client.post(url, rows("items", item()))
    assert "本细则已有这个编号的测评项" in response.content.decode()


def test_a_scale_of_another_standard_cannot_be_chosen(office_client):
    section, foreign = SectionFactory(), GradeScaleFactory()
    url = f"{section.standard.get_absolute_url()}sections/{section.pk}/"
    office_client.post(url, rows("items", item(method="grade", each="", scale=foreign.pk)))
    assert Item.objects.count() == 0


@pytest.mark.parametrize(
    "grades", ["", "好", "好=2 差=0", "好=-1 差=0", "好=1", "好=1 好=0", "好=1.00001 差=0", "好=x 差=0"]
)
def test_grades_that_make_no_scale_are_refused(office_client, grades):
    standard = StandardFactory()
    url = f"{standard.get_absolute_url()}scales/"
    assert office_client.post(url, rows("scales", {"name": "三档", "grades": grades})).status_code == 200
    assert not GradeScale.objects.exists()


def test_what_is_used_cannot_be_taken_off(office_client):
    score = ScoreFactory(sheet__round__standard__name="已用")
    section = score.item.section
    Standard.objects.filter(pk=section.standard_id).update(frozen_at=None)
    row = item(id=score.item_id, code=score.item.code, DELETE="on")
    url = f"{section.standard.get_absolute_url()}sections/{section.pk}/"
    response = office_client.post(url, rows("items", row, initial=1))
    assert "还在使用的不能去掉" in response.content.decode()
    assert Item.objects.filter(pk=score.item_id).exists()


def test_a_section_can_be_taken_off_while_nothing_uses_it(office_client):
    section = ItemFactory().section
    row = {"id": section.pk, "name": section.name, "order": 0, "DELETE": "on"}
    fields = standard_fields(name=section.standard.name) | rows("sections", row, initial=1)
    path = f"{section.standard.get_absolute_url()}edit/"
    assert "连同1个测评项" in office_client.get(path).content.decode(), "it says what goes with it"
    office_client.post(path, fields)
    assert not Section.objects.exists()


def test_a_name_that_is_taken_is_refused(frozen, office_client):
    page = office_client.post("/inspections/standards/new/", standard_fields(name="集镇考核细则")).content.decode()
    assert "已有同名细则" in page
    assert Standard.objects.count() == 1


def test_the_admin_shows_a_standard_but_does_not_change_it(frozen, client_for):
    admin = client_for("admin")
    page = admin.get(f"/admin/inspections/standard/{frozen.pk}/change/").content.decode()
    assert 'name="_save"' not in page
    assert 'name="sections-0-name"' not in page
    assert admin.post(f"/admin/inspections/standard/{frozen.pk}/change/", standard_fields()).status_code == 403
    assert admin.post(f"/admin/inspections/standard/{frozen.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_cost_of_list_and_page_does_not_grow(office_client):
    assert_same_query_count(office_client, "/inspections/standards/", ItemFactory)
    standard = StandardFactory()

    def one_more():
        scale = GradeScaleFactory(standard=standard, name=f"分档{standard.scales.count()}")
        section = SectionFactory(standard=standard)
        ItemFactory(section=section, method=Method.GRADE, scale=scale).kinds.add(PointKindFactory())

    assert_same_query_count(office_client, standard.get_absolute_url(), one_more)

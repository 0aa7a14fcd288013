"""The search through everything: by word and by number, within what one may see."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign.models import Honour, HonourKind
from core.search import LONGEST, MOST_WORDS, words_in
from dashboards.finding.hits import Asked, marked
from dashboards.finding.kinds import KINDS
from dashboards.finding.numbers import NUMBERED, Number
from facilities.models import Facility, FacilityKind
from rectification.services.changes import words_of
from tests import factories
from tests.access_scene import Scene
from tests.queries import assert_same_query_count

TODAY = date(2026, 11, 23)


@pytest.fixture
def scene(town, office, unit, other_unit, inspector):
    return Scene(town, {"office": office, "unit": unit, "other_unit": other_unit, "inspector": inspector})


def make_task(scene, description: str, number: str):
    finding = factories.FindingFactory(point=scene.point, description=description)
    task = factories.TaskFactory(finding=finding, responsible_unit=scene.town.village, number=number)
    task.search_text = words_of(task)
    task.save()
    return task


def find(client, q: str, **more):
    return client.get(reverse("search"), {"q": q} | more)


def counts(response) -> dict[str, str]:
    """Kind > its figure, as the page says it."""
    page = response.content.decode()
    return dict(re.findall(r'id="found-(\w+)">[^<]*</h2>\s*<span class="panel__note">([^<]*)<', page))


def test_a_part_of_a_chinese_word_finds_it(scene, client_for):
    make_task(scene, "垃圾房满溢，周边散落", "整-2026-0117")
    response = find(client_for("office"), "圾房")
    assert counts(response) == {"tasks": "1"}
    assert "<mark>圾房</mark>" in response.content.decode()


def test_several_words_must_all_fit(scene, client_for):
    make_task(scene, "垃圾房满溢", "整-2026-0001")
    make_task(scene, "垃圾桶破损", "整-2026-0002")
    assert counts(find(client_for("office"), "垃圾 破损"))["tasks"] == "1"
    assert counts(find(client_for("office"), "垃圾 路灯")) == {}


@pytest.mark.parametrize(
    "typed", ["整-2026-0117", "整20260117", "2026-117", "２０２６－０１１７", "整〔2026〕117号", "整 2026 117"]
)
def test_a_number_leads_straight_to_its_record(scene, client_for, typed):
    task = make_task(scene, "垃圾房满溢", "整-2026-0117")
    assert find(client_for("office"), typed).headers["Location"] == reverse("rectification:task", args=[task.pk])


def test_a_serial_alone_is_shown_first_and_opens_nothing(scene, client_for, frozen_now):
    make_task(scene, "垃圾房满溢", "整-2026-0117")
    scene.project.number = "项-2025-0117"
    scene.project.save()
    page = re.sub("</?mark>", "", find(client_for("office"), "117").content.decode())
    assert page.index("found-numbers") < page.index("found-tasks")
    assert "整-2026-0117" in page and "项-2025-0117" in page


def test_the_code_on_a_label_leads_to_its_point(scene, client_for):
    scene.point.code = "MQ-01"
    scene.point.save()
    assert find(client_for("unit"), "mq-01").headers["Location"] == reverse("inspections:point", args=[scene.point.pk])


def test_the_office_finds_a_residents_report_by_its_number(scene, client_for):
    report = scene.public_report
    typed = report.number.replace("-", "").lower()
    assert find(client_for("office"), typed).headers["Location"] == reverse("rectification:task", args=[report.task_id])
    assert find(client_for("unit"), typed).status_code == 200


def test_nobody_finds_what_is_not_theirs(scene, client_for):
    """马桥村's task, project, paper and nomination; 焦山村 finds none of them, by word or by number."""
    make_task(scene, "马钱路边暴露垃圾", "整-2026-0117")
    assert scene.paper.subject == scene.project
    honour = Honour(
        town=scene.town.home, kind=HonourKind.objects.create(name="好婆婆"), year=TODAY.year, name="马钱氏", reason="孝老",
        unit=scene.town.village, nominated_at=factories.NOW,
    )  # fmt: skip
    honour.save()
    asked = {"马钱": {"tasks", "projects", "honours"}, "合同": {"papers"}}
    for words, kinds in asked.items():
        assert kinds <= set(counts(find(client_for("office"), words)))
        assert kinds <= set(counts(find(client_for("unit"), words)))
        assert not kinds & set(counts(find(client_for("other_unit"), words)))
    for number in ("整-2026-0117", scene.project.number):
        assert find(client_for("office"), number).status_code == 302
        response = find(client_for("other_unit"), number)
        assert response.status_code == 200 and number not in response.content.decode().split("</form>")[-1]


def test_people_are_found_by_those_who_keep_them(scene, client_for, admin):
    assert "people" in counts(find(client_for("office"), "王建国"))
    for role in ("unit", "other_unit", "inspector"):
        assert "people" not in counts(find(client_for(role), "王建国"))


def test_what_is_called_so_stands_before_what_only_speaks_of_it(scene, client_for):
    for name in ("新马桥头", "马桥", "马桥东口"):
        factories.PointFactory(name=name, town=scene.town.home, unit=scene.town.village)
    page = find(client_for("office"), "马桥").content.decode()
    section = page[page.index('id="found-points"') :].split("</section>")[0]
    titles = [re.sub("<[^>]+>", "", title) for title in re.findall(r'hit__title">(.*?)</span>', section)]
    assert titles == ["马桥", "马桥东口", "新马桥头"]


def test_each_figure_is_that_of_the_list_it_leads_to(scene, client_for):
    """The list is asked for the same words and shows as many rows."""
    make_task(scene, "马桥村口暴露垃圾", "整-2026-0117")
    scene.point.name = "马桥村口 北"
    scene.point.save()
    client = client_for("office")
    response = find(client, "马桥 村口")
    links = re.findall(r'panel__more" href="([^"]+)"', response.content.decode())
    assert len(links) == 2
    for link in links:
        assert client.get(link.replace("&amp;", "&")).context["page_obj"].paginator.count == 1


def test_a_page_is_found_by_its_name(scene, client_for):
    assert reverse("settings_calendar") in find(client_for("office"), "工作日历").content.decode()
    assert reverse("settings_calendar") not in find(client_for("unit"), "工作日历").content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "%",
        "_",
        "'",
        '"',
        "<script>alert(1)</script>",
        "\x00",
        "😀",
        "垃",
        "x" * 5000,
        "' OR 1=1 --",
        "\u202e",
        "%00",
    ],
)
def test_no_input_ends_in_an_error(scene, client_for, typed):
    make_task(scene, "垃圾房满溢", "整-2026-0117")
    response = find(client_for("office"), typed)
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_words_that_are_left_out_are_said(scene, client_for):
    client, said = client_for("office"), f"只按前{MOST_WORDS}个词搜索"
    few = " ".join(f"词{n}" for n in range(MOST_WORDS))
    assert said not in find(client, few).content.decode()
    assert said in find(client, f"{few} 又一个").content.decode()
    assert said not in find(client, f"{few} ，。——！").content.decode()


def test_signs_of_a_pattern_are_no_pattern(scene, client_for):
    scene.point.name = "百分之50%的_点"
    scene.point.save()
    factories.PointFactory(name="百分之50的点", town=scene.town.home)
    assert counts(find(client_for("office"), "50%"))["points"] == "1"
    assert counts(find(client_for("office"), "的_点"))["points"] == "1"


def test_words_are_as_narrow_and_small_as_they_get():
    assert words_in("检查（１１月）　ＭＱ－０１，检查") == ("检查", "11月", "mq-01")
    assert words_in("\x00%") == ("%",)
    assert words_in("") == ()
    assert len(words_in(" ".join(str(n) for n in range(50)))) == MOST_WORDS
    assert sum(map(len, words_in("x" * 5000))) == LONGEST


def test_what_is_no_number_is_not_looked_up_as_one():
    assert Number.of(Asked.of("垃圾", TODAY)) is None
    assert Number.of(Asked.of("1" * 200, TODAY)) is None
    assert Number.of(Asked.of("117", TODAY)).serials["整"][0] == "整-2026-0117"
    assert not Number.of(Asked.of("117", TODAY)).is_whole


def test_marks_stand_in_the_text_as_it_is_written():
    assert marked("南拓MQ-01垃圾", ["mq-01", "垃圾"]) == [("南拓", False), ("MQ-01", True), ("垃圾", True)]
    assert marked("a.c abc", ["a.c"]) == [("a.c", True), (" abc", False)]


def test_no_kind_asks_more_for_more_rows(scene, client_for):
    assert_same_query_count(
        client_for("office"),
        reverse("search") + "?q=马桥",
        lambda: factories.PointFactory(
            name=f"马桥{factories.PointFactory._meta.next_sequence()}号", town=scene.town.home
        ),
    )


def test_two_queries_a_kind_at_most(scene, client_for):
    make_task(scene, "马桥村口暴露垃圾1", "整-2026-0001")
    kind = FacilityKind.objects.create(name="垃圾房")
    Facility.objects.create(code="LJ-1", name="马桥垃圾房1", kind=kind, town=scene.town.home, unit=scene.town.village)
    client = client_for("office")
    find(client, "1")
    with CaptureQueriesContext(connection) as captured:
        find(client, "1")
    assert len(captured) <= 2 * len(KINDS) + len(NUMBERED) + 12


def test_the_box_is_on_every_page_but_its_own(scene, client_for):
    box = 'class="nav-search'
    client = client_for("unit")
    assert box in client.get(reverse("rectification:list")).content.decode()
    assert box not in client.get(reverse("search")).content.decode()

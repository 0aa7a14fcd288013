"""The demo's projects and money hold the report's facts."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from config.demo.dates import Dates
from config.demo.people import make_people
from config.demo.projects import make_projects
from config.demo.shelf import PhotoShelf
from config.demo.town import HOME, make_units
from facilities.models import FundingSource, Milestone, ProgressReport, Project, ProjectStage
from facilities.project_words import dates_words, need_words
from facilities.selectors.projects import project_rows
from facilities.services.projects import give_number

pytestmark = pytest.mark.django_db
DAYS = (datetime(2026, 11, 23, 1, 40, tzinfo=UTC), datetime(2027, 2, 14, 1, 40, tzinfo=UTC))


class Story:
    """What the loader has when it makes the projects."""

    def __init__(self, now):
        self.dates = Dates(timezone.localtime(now))
        self.units = make_units()
        self.town = self.units[HOME]
        self.people = make_people(self.units, now)
        self.shelf = PhotoShelf()


@pytest.fixture
def story(request):
    story = Story(getattr(request, "param", DAYS[0]))
    yield story
    story.shelf.close()


@pytest.fixture
def projects(story) -> dict[str, Project]:
    return make_projects(story)


def test_sizes_and_amounts_are_written_as_the_report_has_them(projects):
    assert projects["枫焦路重建工程"].size == "4.4公里"
    assert projects["行政村美丽乡村建设示范点"].size == "4个"
    assert projects["压缩式垃圾中转站建设工程"].size == "1600平方米左右"
    assert need_words(projects["马钱路道路修理工程"]) == "170万元"
    assert need_words(projects["压缩式垃圾中转站建设工程"]) == "60万元"
    assert need_words(projects["美丽乡村提升工程（一年一个村）"]) == "每年100多万元"


def test_dates_are_written_as_the_report_has_them(projects):
    assert "2026年6月1日竣工" in dates_words(projects["学校新校区建设工程"])
    assert "次年4月前" in dates_words(projects["南拓排水排污工程"])


def test_the_school_took_three_years(projects):
    school = projects["学校新校区建设工程"]
    assert (school.started_on, school.finished_on) == (date(2023, 6, 1), date(2026, 6, 1))


def test_what_was_built_is_in_use(projects):
    built = {name for name, project in projects.items() if project.stage == ProjectStage.IN_USE}
    assert {"集镇南拓道路建设工程", "集镇南拓路灯安装工程", "集镇南拓绿化工程", "集镇西侧排水工程"} <= built
    assert "集镇南拓防洪及污水治理综合工程" in built


def test_next_year_is_planned_month_by_month(projects):
    months = Milestone.objects.filter(month__year=2027).values_list("month", flat=True).distinct()
    assert len(set(months)) == 12


def test_one_lags_amber_one_red_and_one_has_a_missing_month(projects, story):
    rows = project_rows(projects.values(), story.dates.today)
    lights = [row.lag.light for row in rows if row.lag]
    assert (lights.count("amber"), lights.count("red")) == (1, 1)
    assert [row.project.name for row in rows if row.lag and row.lag.missing] == ["南拓排水排污工程"]


def test_the_report_names_its_sources_of_money(projects):
    names = list(FundingSource.objects.values_list("name", flat=True))
    assert names == ["办事处自筹", "开发区财政", "市场化运作", "上级补助", "村级自筹"]


def test_funds_fall_short(projects, story):
    row = project_rows([projects["马钱路道路修理工程"]], story.dates.today)[0]
    assert (row.sums.secured, row.sums.paid, row.sums.gap) == (1_500_000, 1_040_000, Decimal(200_000))


def test_money_for_the_greening_is_sought(projects):
    greening = projects["318国道沿线绿化工程"]
    assert (greening.need, greening.stage) == (None, ProjectStage.PROPOSED)


@pytest.mark.parametrize("story", DAYS, indirect=True)
def test_nothing_lies_ahead_of_the_day(story, projects):
    today = story.dates.today
    assert not ProgressReport.objects.filter(reported_at__gt=story.dates.now).exists()
    assert not Project.objects.filter(started_on__gt=today).exists()
    assert not Project.objects.filter(funding__on__gt=today).exists()
    for project in projects.values():
        project.full_clean(exclude=["number"])


def test_the_next_project_gets_the_next_number(story, projects):
    project = Project()
    give_number(project, story.dates.now)
    numbers = {one.number for one in projects.values()}
    assert project.number not in numbers
    assert project.number == f"项-2026-{1 + sum(number.startswith('项-2026') for number in numbers):04d}"

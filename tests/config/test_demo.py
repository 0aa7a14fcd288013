"""The demo town agrees with the facts of the annual report, stands on real sheets and services, and is always the same."""

from datetime import datetime
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from PIL import Image

from campaign.models import CampaignYear
from config.demo.pictures import SCENES, take
from config.demo.scale import ScaleCity
from config.demo.town import HOME
from core.models import Photo, PhotoPurpose, TrailEntry, Unit, User
from facilities.models import Point
from inspections.models import (
    Basis,
    Grade,
    Item,
    Level,
    Method,
    Round,
    RoundResult,
    RoundState,
    Score,
    Sheet,
    SheetState,
    Standing,
)
from inspections.services.results import rebuild_results
from rectification.models import Finding, ProblemKind, PublicReport, RectificationTask, Source, SupervisionOrder
from rectification.transitions import Light, State
from tests.config.loading import JUNE, NOVEMBER, load, loaded
from tests.dashboards.followed import Follower
from tests.dashboards.recounts import walk


@pytest.fixture(scope="class")
def november(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker, NOVEMBER) as now:
        yield now


@pytest.fixture(scope="class")
def june(django_db_setup, django_db_blocker):
    """Loaded, looked at, gone, and loaded again: the moment, and what the first one looked like."""
    with loaded(django_db_blocker, JUNE):
        first = fingerprint()
    with loaded(django_db_blocker, JUNE) as now:
        yield now, first


def city_results(year: int):
    """Our own town's results in the city's inspections of a year, in their order."""
    results = RoundResult.objects.filter(
        unit__name=HOME, round__level=Level.CITY, round__year=year, basis=Basis.TERRITORY
    )
    return results.exclude(round__number=None).order_by("round__number")


def lights(now: datetime) -> dict[str, int]:
    tasks = RectificationTask.objects.open().annotate_light(now)
    return dict(tasks.values_list("light").annotate(Count("pk")).order_by())


def results() -> list:
    """Of our own city. Sorted here: databases order Chinese differently, and the service stores them as they come."""
    found = RoundResult.objects.exclude(round__level=Level.THIRD_PARTY)
    return sorted(map(repr, found.values_list("round__name", "basis", "unit__name", "score", "rank")))


def fingerprint() -> list:
    """Everything that a visitor could see, without keys that the database gives."""
    return [
        list(Unit.objects.values_list("path", "name", "kind")),
        list(User.objects.order_by("pk").values_list("username", "display_name", "date_joined")),
        list(Round.objects.order_by("pk").values_list("name", "state", "starts_on", "published_at")),
        list(Sheet.objects.order_by("pk").values_list("key", "state", "submitted_at", "score")),
        list(Score.objects.order_by("pk").values_list("sheet__key", "item__code", "awarded", "remark")),
        results(),
        list(Finding.objects.order_by("pk").values_list("description", "source_label", "found_at")),
        list(
            RectificationTask.objects.order_by("pk").values_list("number", "state", "deadline", "closed_at", "version")
        ),
        list(TrailEntry.objects.order_by("pk").values_list("at", "by_name", "verb", "reason")),
        list(PublicReport.objects.order_by("pk").values_list("number", "key", "name", "photos_shown_at")),
        list(SupervisionOrder.objects.order_by("pk").values_list("number", "state", "demand")),
        list(Photo.objects.order_by("pk").values_list("key", "file", "sha256", "purpose", "uploaded_at")),
    ]


@pytest.mark.usefixtures("db")
class TestNovember:
    @pytest.fixture(autouse=True)
    def _demo(self, november):
        self.now = november

    def test_the_campaign_has_run_three_years(self):
        """F01; and F57: the next year has its target already."""
        assert set(CampaignYear.objects.values_list("year", flat=True)) == {2024, 2025, 2026, 2027}
        assert "全国文明城市" in CampaignYear.objects.get(year=2027).targets

    def test_last_year_was_first_over_the_whole_year(self):
        """F02: by the bulletin, and by the mean of the year's rounds."""
        bulletin = Round.objects.get(level=Level.CITY, year=2025, number=None)
        assert bulletin.results.get(unit__name=HOME).rank == 1
        sums = {}
        for result in RoundResult.objects.filter(round__level=Level.CITY, round__year=2025).exclude(round__number=None):
            sums[result.unit_id] = sums.get(result.unit_id, 0) + result.score
        assert max(sums, key=sums.get) == Unit.objects.home().pk

    def test_this_year_three_firsts_and_two_seconds(self):
        """F03."""
        assert [result.rank for result in city_results(2026)] == [2, 1, 1, 2, 1]
        assert [str(result.score) for result in city_results(2026)] == ["91.46", "92.80", "93.55", "92.31", "94.12"]

    def test_the_city_has_ties_and_a_subdistrict_with_too_few_points(self):
        last = Round.objects.get(level=Level.CITY, year=2026, number=5).results
        assert set(last.filter(tied=True).values_list("unit__name", "rank")) == {("石桥街道", 3), ("平湖街道", 3)}
        assert last.get(unit__name="新安街道").standing == Standing.TOO_FEW
        assert last.get(unit__name="新安街道").rank is None
        assert last.filter(standing=Standing.RANKED).count() == 10

    def test_results_are_those_of_the_sheets(self):
        assert rebuild_results(Round.objects.all()) == []
        checks = RoundResult.objects.filter(
            round__level=Level.SELF_CHECK, imported=False, round__state=RoundState.PUBLISHED
        )
        assert checks.exclude(base=None).count() > 100

    def test_months_can_be_compared_with_last_year(self):
        for level in (Level.SELF_CHECK, Level.REVISIT, Level.CLEANING):
            published = Round.objects.published().filter(level=level)
            this, last = (set(published.filter(year=year).values_list("number", flat=True)) for year in (2026, 2025))
            assert len(this) >= 9 and this <= last

    def test_the_two_versions_differ_by_one_item(self):
        first = Round.objects.get(level=Level.SELF_CHECK, year=2025, number=1)
        second = Round.objects.get(level=Level.SELF_CHECK, year=2026, number=1)
        codes = [set(round.standard.items.values_list("code", flat=True)) for round in (first, second)]
        assert second.standard.previous == first.standard
        assert (len(codes[0] - codes[1]), len(codes[1] - codes[0])) == (1, 1)
        methods = set(second.standard.items.values_list("method", flat=True))
        assert methods == {Method.DEDUCT, Method.GRADE, Method.PASS_FAIL, Method.DIRECT}
        assert Score.objects.filter(not_applicable=True).exists()

    def test_a_round_is_in_progress_and_one_waits_for_publication(self):
        assert Round.objects.filter(state=RoundState.CLOSED).exists()
        round = Round.objects.open().get()
        own = round.sheets.filter(inspector__username="inspector")
        assert {own.filter(state=state).exists() for state in (SheetState.DRAFT, SheetState.SUBMITTED)} == {True}
        visited = own.values_list("point")
        assert round.assignments.filter(inspector__username="inspector").exclude(point__in=visited).exists()

    def test_a_sheet_arrived_late_and_waits_for_the_office(self):
        """It counts nowhere: its point is the one that the closed round still lacks."""
        sheet = Sheet.objects.late().get()
        closing = TrailEntry.objects.about(sheet.round).get(verb="close").at
        assert sheet.round.state == RoundState.CLOSED
        assert sheet.visited_at < closing < sheet.submitted_at <= self.now
        assert not sheet.round.sheets.official().filter(point=sheet.point).exists()
        assert sheet.round.sheets.official().count() + 1 == sheet.round.assignments.count()

    def test_items_and_grades_of_the_standard_in_use_have_sample_pictures(self):
        samples = Photo.objects.filter(purpose=PhotoPurpose.SAMPLE)
        assert {photo.subject.standard for photo in samples if isinstance(photo.subject, Item)} == {
            self.standard_in_use
        }
        grades = {photo.subject.label for photo in samples if isinstance(photo.subject, Grade)}
        assert grades == {"好", "一般", "差"}
        assert all(photo.caption for photo in samples)
        assert samples.values("file").distinct().count() == samples.count()

    @property
    def standard_in_use(self):
        return Round.objects.open().get().standard

    def test_lights_stand_as_on_the_leaders_page(self):
        assert lights(self.now) == {Light.RED: 6, Light.AMBER: 9, Light.GREEN: 23, Light.PAUSED: 3}

    def test_every_state_and_source_is_there(self):
        assert set(RectificationTask.objects.values_list("state", flat=True)) == set(State.values)
        assert set(Finding.objects.values_list("source", flat=True)) == set(Source.values)
        ended = RectificationTask.objects.exclude(pk__in=RectificationTask.objects.open())
        assert ended.count() > 60

    def test_the_reports_own_problems_are_tasks(self):
        """F24, F25: building along the national road and by residents; F58: handed to an authority."""
        found = Finding.objects.filter(kind=ProblemKind.objects.get(name="违法建设"))
        along_the_road = found.filter(source=Source.ILLEGAL_BUILDING, description__contains="G318")
        assert along_the_road.filter(task__state=State.IN_PROGRESS).exists()
        assert found.filter(description__contains="居民").exists()
        assert RectificationTask.objects.filter(state=State.TRANSFERRED).exclude(authority="").exists()

    def test_a_task_was_sent_back_and_has_its_trail(self):
        task = RectificationTask.objects.get(finding__description="南拓垃圾房NT-12满溢，周边散落垃圾")
        assert (task.state, task.reworks, task.passes) == (State.SUBMITTED, 1, 2)
        stages = ("light_amber", "light_red")
        trail = TrailEntry.objects.about(task).exclude(verb__in=stages).order_by("at")
        assert list(trail.values_list("verb", flat=True)) == [
            "report",
            "register",
            "assign",
            "start",
            "submit",
            "rework",
            "submit",
        ]

    def test_the_units_account_has_tasks_in_several_lights(self):
        user = User.objects.get(username="unit")
        own = RectificationTask.objects.visible_to(user).open().annotate_light(self.now)
        assert {Light.RED, Light.AMBER, Light.GREEN} <= set(own.values_list("light", flat=True))

    def test_every_figure_of_the_leaders_first_page_adds_up_at_its_records(self, client, monkeypatch):
        """Those in links where they lead to, the others by a recount of their own; a new one without a recount is a fault."""
        monkeypatch.setattr("django.utils.timezone.now", lambda: self.now)
        client.force_login(User.objects.get(username="leader"))
        walked, faults = walk(Follower(client))
        assert not faults, "\n".join(faults)
        assert len(walked) > 60

    def test_nothing_lies_after_the_moment(self):
        assert not TrailEntry.objects.filter(at__gt=self.now).exists()
        assert not Photo.objects.filter(uploaded_at__gt=self.now).exists()
        assert not Sheet.objects.filter(submitted_at__gt=self.now).exists()
        assert not Round.objects.filter(published_at__gt=self.now).exists()

    def test_the_five_accounts_come_first_and_can_sign_in(self):
        names = list(User.objects.order_by("pk").values_list("username", flat=True))
        assert names[:5] == ["office", "leader", "inspector", "unit", "admin"]
        assert User.objects.filter(is_demo=False).count() == 0
        for name in names[:5]:
            assert User.objects.get(username=name).check_password("demo")
            assert User.objects.get(username=name).access.roles

    def test_closing_photos_are_of_their_own_task(self):
        """An equal picture would raise a question for whoever checks: an open task shares none."""
        waiting = RectificationTask.objects.filter(state=State.SUBMITTED)
        after = Photo.objects.of_many(RectificationTask, waiting.values_list("pk", flat=True)).filter(purpose="after")
        assert after.count() >= waiting.count()
        assert after.values("file").distinct().count() == after.count()

    def test_points_have_kinds_units_and_departments(self):
        points = Point.objects.in_use()
        assert 24 <= points.count() <= 40
        assert not points.filter(responsibilities=None).exists()
        assert not points.filter(latitude=None).exists()

    def test_a_second_load_is_refused(self):
        with pytest.raises(CommandError):
            load(NOVEMBER)

    def test_scale_adds_a_city_and_leaves_the_town_alone(self):
        before = results()
        scores = Score.objects.count()
        assert list(ScaleCity(self.now, 3000).load()) == [(1, 1)]
        assert Score.objects.count() - scores == 3000
        assert results() == before
        added = Round.objects.filter(level=Level.THIRD_PARTY)
        assert added.get().is_published
        assert rebuild_results(added) == []


@pytest.mark.long  # two more loads
@pytest.mark.usefixtures("db")
class TestJune:
    @pytest.fixture(autouse=True)
    def _demo(self, june):
        self.now, self.first = june

    def test_the_same_date_gives_the_same_town(self):
        for before, now in zip(self.first, fingerprint(), strict=True):
            assert before == now

    def test_the_running_year_is_a_true_part_of_a_year(self):
        """The report's year is the one before; of the running year there is what has happened."""
        assert [result.rank for result in city_results(2026)] == [2, 1, 1, 2, 1]
        assert [result.round.number for result in city_results(2027)] == [1, 2]
        assert Round.objects.get(level=Level.CITY, year=2025, number=None).results.get(unit__name=HOME).rank == 1
        months = Round.objects.published().filter(level=Level.SELF_CHECK, year=2027).values_list("number", flat=True)
        assert set(months) == {1, 2, 3, 4, 5, 6}

    def test_lights_are_the_same_in_any_season(self):
        assert lights(self.now) == {Light.RED: 6, Light.AMBER: 9, Light.GREEN: 23, Light.PAUSED: 3}

    def test_nothing_lies_after_the_moment(self):
        assert not TrailEntry.objects.filter(at__gt=self.now).exists()
        assert not Round.objects.filter(published_at__gt=self.now).exists()
        assert not Sheet.objects.filter(submitted_at__gt=self.now).exists()
        assert rebuild_results(Round.objects.filter(year=2027)) == []

    def test_a_late_sheet_waits_in_any_season(self):
        assert Sheet.objects.late().count() == 1


def test_a_photo_is_the_same_to_the_byte():
    assert take("garbage_house", "NT-12", 1) == take("garbage_house", "NT-12", 1)
    assert take("garbage_house", "NT-12", 1) != take("garbage_house", "NT-15", 1)


@pytest.mark.parametrize("left", [1, 0.3, 0])
def test_every_scene_can_be_drawn(left):
    for scene in SCENES:
        picture = take(scene, "somewhere", left, "again")
        assert Image.open(BytesIO(picture.full)).size == (1280, 960)
        assert Image.open(BytesIO(picture.thumb)).size == (320, 240)
        assert len(picture.full) < 200_000


def test_production_gets_no_demo(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        load(NOVEMBER)
    assert not User.objects.exists()


@pytest.mark.parametrize("wrong", ["--as-of=yesterday", "--as-of=2026-13-01", "--scale=0", "--scale=many"])
def test_a_wrong_option_is_named(db, wrong):
    with pytest.raises(CommandError, match=wrong[2:7]):
        call_command("load_demo", wrong)

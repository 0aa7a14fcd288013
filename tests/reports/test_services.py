"""Reports through their lives: written, edited, written again, finished."""

from datetime import date
from decimal import Decimal

import pytest

from campaign.models import CampaignYear
from core.errors import Conflict, DomainError
from core.models import TrailEntry
from facilities.models import Project, ProjectKind, ProjectStage
from inspections.models import Basis, Level, RoundResult, RoundState
from reports.models import Passage, Writing
from reports.services import drop_edit, edit_passage, finish, reopen, report_of, take_new_figures, write_report
from reports.writing_runs import MOST_TRIES, order_writing, progress_of, work_off
from tests.factories import RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def city_round(town):
    def make(number: int | None, rank: int, score: str = "92.00", year: int = 2026):
        round = RoundFactory(
            territory=town.city, level=Level.CITY, year=year, number=number, state=RoundState.PUBLISHED,
            starts_on=date(year, 3, number or 12), ends_on=date(year, 3, number or 12), standard=None,
        )  # fmt: skip
        RoundResult.objects.create(
            round=round, basis=Basis.TERRITORY, unit=town.home, score=Decimal(score), rank=rank, imported=True
        )
        return round

    return make


@pytest.fixture
def written(town, office, now):
    report = report_of(town=town.home, year=2026)
    write_report(report=report, by=office, now=now)
    report.refresh_from_db()
    return report


def opening(report) -> Passage:
    return report.passages.get(key="opening")


def again(report, office, now) -> None:
    write_report(report=report, by=office, now=now)


def test_an_empty_year_says_what_isnt_known_and_invents_nothing(written):
    text = opening(written).text
    assert "【待填：去年全年名次】" in text and "第" not in text.replace("【待填", "")
    assert {figure.label for figure in opening(written).blanks} >= {"去年全年名次", "市级检查次数"}
    assert written.passages.get(key="functions").text == "本年度没有登记工程和设施。"


def test_ranks_and_score_are_those_of_the_records(city_round, town, office, now):
    for number, rank in ((1, 1), (2, 2), (3, 1)):
        city_round(number, rank, "93.00" if rank == 1 else "90.00")
    city_round(None, 1, year=2025)
    report = report_of(town=town.home, year=2026)
    again(report, office, now)
    text = opening(report).text
    assert "年度第1名" in text and "市级3次检查" in text and "2个第一名、1个第二名" in text and "92.00分" in text


def test_a_result_after_the_period_is_not_told(city_round, town, office, now):
    city_round(1, 1, year=2026)
    report = report_of(town=town.home, year=2025)
    again(report, office, now)
    assert "1次检查" not in opening(report).text


def test_years_of_the_campaign_count_without_a_break(town, office, now):
    for year in (2023, 2025, 2026):
        CampaignYear.objects.create(year=year)
    report = report_of(town=town.home, year=2026)
    again(report, office, now)
    assert "连续二年" in opening(report).text


def test_every_figure_of_a_text_has_its_records(city_round, written, office, now):
    city_round(1, 1)
    again(written, office, now)
    figures = [figure for passage in written.passages.all() for figure in passage.own_figures if figure.words]
    assert figures and all(figure.href for figure in figures)


def test_a_project_that_is_finished_later_is_still_being_built_then(town, office, now):
    Project.objects.create(
        number="项-2025-1", name="南拓路", kind=ProjectKind.objects.create(name="道路"), town=town.home,
        stage=ProjectStage.IN_USE, started_on=date(2025, 4, 1), finished_on=date(2026, 5, 6),
    )  # fmt: skip
    texts = {}
    for year in (2025, 2026):
        report = report_of(town=town.home, year=year)
        again(report, office, now)
        texts[year] = report.passages.get(key="functions").text
    assert "正在实施的工程有：南拓路" in texts[2025] and "2026" not in texts[2025]
    assert "先后完成了南拓路" in texts[2026]


def test_an_edit_survives_rewriting_and_its_changed_figures_are_listed(city_round, written, office, now):
    city_round(1, 1)
    again(written, office, now)
    edit(opening(written), opening(written).text + "成绩来之不易。", office, now)
    city_round(2, 1)
    again(written, office, now)
    passage = opening(written)
    assert passage.text.endswith("成绩来之不易。") and "1个第一名" in passage.text
    assert ("1个第一名", "2个第一名") in [(change.old, change.new) for change in passage.waiting_changes]
    left = take_new_figures(passage=passage, by=office, now=now)
    passage.refresh_from_db()
    assert left == [] and "2个第一名" in passage.text and passage.text.endswith("成绩来之不易。")
    assert passage.waiting_changes == [] and passage.is_edited


def edit(passage: Passage, text: str, by, now) -> Passage:
    return edit_passage(passage=passage, text=text, revision=passage.revision, by=by, now=now)


def test_what_nobody_edited_says_the_new_figures_and_tells_what_changed(city_round, written, office, now):
    city_round(1, 2)
    again(written, office, now)
    passage = opening(written)
    assert "1个第二名" in passage.text
    assert ("", "1次") in [(change.old, change.new) for change in passage.last_changes]


def test_two_writers_the_second_sees_both_and_nothing_is_lost(written, office, leader, now):
    first, second = opening(written), opening(written)
    edit(first, "甲的文字。", office, now)
    with pytest.raises(Conflict):
        edit(second, "乙的文字。", leader, now)
    assert opening(written).text == "甲的文字。"


def test_what_was_changed_meanwhile_is_not_taken_back_unseen(written, office, leader, now):
    edit(opening(written), "甲的文字。", office, now)
    seen = opening(written).revision
    edit(opening(written), "乙的文字。", leader, now)
    with pytest.raises(Conflict):
        drop_edit(passage=opening(written), by=office, now=now, revision=seen)
    assert opening(written).text == "乙的文字。"


def test_a_text_that_is_the_records_own_again_is_no_edit_and_links_its_figures(city_round, written, office, now):
    edit(opening(written), "甲的文字。", office, now)
    city_round(1, 1)
    again(written, office, now)
    passage = edit(opening(written), opening(written).generated, office, now)
    assert not passage.is_edited and passage.waiting_changes == []
    assert "1次" in [run.text for runs in passage.paragraphs for run in runs if run.figure]


def test_a_paragraph_that_was_deleted_stays_deleted_and_its_new_figures_go_nowhere_else(written, office, now):
    """Of two paragraphs that say the same number the first goes; the second keeps its own."""
    passage = opening(written)
    drives, checks = ({"key": key, "label": key, "words": "3次", "href": "/"} for key in ("drives", "checks"))
    generated = [drives | {"after": "。\n检查"}, checks | {"before": "整治3次。\n检查"[-6:], "after": "。"}]
    Passage.objects.filter(pk=passage.pk).update(text="整治3次。\n检查3次。", figures=generated)
    edit(opening(written), "检查3次。", office, now)
    Passage.objects.filter(pk=passage.pk).update(
        generated_figures=[drives | {"words": "4次"}, checks | {"words": "5次"}]
    )
    left = take_new_figures(passage=opening(written), by=office, now=now)
    assert opening(written).text == "检查5次。"
    assert [change.key for change in left] == ["drives"]


def test_what_nobody_counted_at_the_end_of_the_year_is_a_blank_and_never_none(town, office, now):
    """Written in November 2026, the summary of 2025 does not know what was open on its last day."""
    report = report_of(town=town.home, year=2025)
    again(report, office, now)
    texts = [report.passages.get(key=key).text for key in ("cooperation_gaps", "mechanism_gaps")]
    assert all("年末" in text and "【待填：" in text and "记录中没有" not in text for text in texts)
    assert "年末有【待填：超期任务数】整改任务超期未结" in texts[1]
    running = report_of(town=town.home, year=2026)
    again(running, office, now)
    assert running.passages.get(key="cooperation_gaps").text == "记录中没有待上级部门办理的问题。"


def test_an_edit_taken_back_is_the_text_from_the_records(written, office, now):
    before = opening(written).text
    edit(opening(written), "改过。", office, now)
    drop_edit(passage=opening(written), by=office, now=now)
    assert opening(written).text == before and not opening(written).is_edited
    changes = TrailEntry.objects.about(written).get(verb="passage_dropped").changes
    assert changes["text"] == ["改过。", before]


def test_an_edit_that_was_taken_back_is_put_back_from_the_message_unless_somebody_edited_since(
    client_for, written, office, now
):
    passage, client = opening(written), client_for("office")
    edit(passage, "改过。", office, now)
    answer = client.post(f"/summary/passages/{passage.pk}/drop/", follow=True)
    [message] = answer.context["messages"]
    client.post(message.extra_tags)
    assert opening(written).text == "改过。" and opening(written).is_edited
    edit(opening(written), "又改。", office, now)
    client.post(message.extra_tags)
    assert opening(written).text == "又改。"


def test_a_final_report_stays_as_it_is_until_it_is_opened_again(written, office, now):
    finish(report=written, by=office, now=now)
    finish(report=written, by=office, now=now)  # pressed twice
    for act in (
        lambda: edit(opening(written), "改。", office, now),
        lambda: take_new_figures(passage=opening(written), by=office, now=now),
        lambda: write_report(report=written, by=office, now=now),
        lambda: order_writing(report=written, by=office, now=now, enqueue=print),
    ):
        with pytest.raises(DomainError):
            act()
    assert TrailEntry.objects.about(written).filter(verb="report_finished").count() == 1
    reopen(report=written, by=office, now=now)
    edit(opening(written), "改。", office, now)


def test_what_isnt_written_cant_be_final(town, office, now):
    with pytest.raises(DomainError):
        finish(report=report_of(town=town.home, year=2026), by=office, now=now)


def test_an_order_is_handed_over_once_and_worked_off_once(town, office, now):
    report, handed = report_of(town=town.home, year=2026), []
    assert order_writing(report=report, by=office, now=now, enqueue=handed.append)
    assert not order_writing(report=report, by=office, now=now, enqueue=handed.append)
    assert handed == [report.pk]
    for _worker in range(2):
        work_off(report_id=report.pk, now=now)
    report.refresh_from_db()
    assert (report.version, report.writing) == (1, Writing.IDLE)
    assert report.steps_done == report.steps_total > 0
    assert progress_of(report, now)["ended"]


@pytest.mark.parametrize(("year", "month"), [(2027, 0), (2026, 12)])
def test_a_period_that_has_not_begun_is_not_written(town, office, now, year, month):
    report = report_of(town=town.home, year=year, month=month)
    with pytest.raises(DomainError):
        order_writing(report=report, by=office, now=now, enqueue=print)


def test_a_killed_worker_is_followed_by_one_that_writes_it(town, office, now, monkeypatch):
    report = report_of(town=town.home, year=2026)
    order_writing(report=report, by=office, now=now, enqueue=lambda pk: None)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("reports.services._take_down", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
        work_off(report_id=report.pk, now=now)
    report.refresh_from_db()
    assert (report.writing, report.version) == (Writing.RUNNING, 0)
    work_off(report_id=report.pk, now=now)
    report.refresh_from_db()
    assert (report.writing, report.version) == (Writing.IDLE, 1)


def test_what_fails_says_so_and_may_be_ordered_again(town, office, now, monkeypatch):
    report = report_of(town=town.home, year=2026)
    order_writing(report=report, by=office, now=now, enqueue=lambda pk: None)
    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr("reports.services.collect", lambda *args: (_ for _ in ()).throw(RuntimeError))
        work_off(report_id=report.pk, now=now)
    report.refresh_from_db()
    assert report.writing == Writing.FAILED
    assert order_writing(report=report, by=office, now=now, enqueue=lambda pk: None)


def test_what_kills_every_worker_is_given_up(town, office, now):
    report = report_of(town=town.home, year=2026)
    order_writing(report=report, by=office, now=now, enqueue=lambda pk: None)
    type(report).objects.filter(pk=report.pk).update(tries=MOST_TRIES)
    work_off(report_id=report.pk, now=now)
    report.refresh_from_db()
    assert (report.writing, report.version) == (Writing.FAILED, 0)


def test_reading_the_records_again_costs_the_same_whatever_the_text(
    written, office, now, django_assert_max_num_queries
):
    with django_assert_max_num_queries(130):
        again(written, office, now)

"""The pages of reports: links to records, marked blanks, forms that work without scripts."""

import pytest
from django.urls import reverse

from reports.models import Passage, Report, Writing
from reports.services import edit_passage, finish, report_of, write_report
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(town, office, now, frozen_now) -> Report:
    report = report_of(town=town.home, year=2026)
    write_report(report=report, by=office, now=now)
    return Report.objects.get(pk=report.pk)


def page(client, report) -> str:
    return client.get(report.get_absolute_url()).content.decode()


def test_figures_lead_to_their_records_and_blanks_are_marked(client_for, office, report):
    text = page(client_for("office"), report)
    assert 'href="/rankings/?year=2026"' in text
    assert '<mark class="official__blank">【待填：去年全年名次】</mark>' in text


def test_an_emptied_passage_is_shown_to_the_writer_alone(client_for, office, leader, report, now):
    passage = report.passages.get(key="cooperation_gaps")
    edit_passage(passage=passage, text="", revision=passage.revision, by=office, now=now)
    assert "连同标题一起省去" in page(client_for("office"), report)
    text = page(client_for("leader"), report).partition("</article>")[0]
    assert "上下联动不畅" not in text and "（二）投入不足" in text


@pytest.mark.parametrize("address", ["/summary/1800/", "/summary/2026/13/", "/summary/2026/0/", "/summary/9999.docx"])
def test_a_period_that_there_cant_be_is_not_found(client_for, office, report, address):
    assert client_for("office").get(address).status_code == 404


def test_a_year_without_a_report_offers_to_write_it_to_the_office_alone(client_for, office, leader, report):
    ordered = "根据记录生成"
    assert ordered in client_for("office").get("/summary/2019/").content.decode()
    text = client_for("leader").get("/summary/2019/").content.decode()
    assert "尚未生成" in text and '<form method="post" action="/summary/2019/write/"' not in text


def test_summary_leads_to_the_latest_year(client_for, office, report):
    assert client_for("office").get("/summary/").url == "/summary/2026/"


def test_writing_again_is_ordered_and_shows_its_progress(client_for, office, report):
    client = client_for("office")
    client.post("/summary/2026/write/", {"month": "0"})
    report.refresh_from_db()
    assert report.is_under_way
    assert "data-progress" in page(client, report)
    assert client.get(reverse("reports:progress", args=[report.pk])).json()["ended"] is False
    assert client.get("/summary/2026.docx").status_code == 403


@pytest.mark.parametrize("month", ["13", "-1", "x", "²"])
def test_a_month_that_there_isnt_is_not_written(client_for, office, report, month):
    assert client_for("office").post("/summary/2026/write/", {"month": month}).status_code == 404
    assert not Report.objects.exclude(pk=report.pk).exists()


def test_a_passage_is_edited_in_its_place(client_for, office, report):
    passage = report.passages.get(key="opening")
    sent = {"text": "改过的<b>文字</b>。", "revision": passage.revision}
    response = client_for("office").post(reverse("reports:passage", args=[passage.pk]), sent)
    assert response.url == "/summary/2026/#opening"
    assert "改过的&lt;b&gt;文字&lt;/b&gt;。" in page(client_for("office"), report)


def test_the_second_writer_sees_both_texts_and_may_send_again(client_for, office, report, now):
    passage, client = report.passages.get(key="opening"), client_for("office")
    stale = passage.revision
    edit_passage(passage=passage, text="甲的文字。", revision=stale, by=office, now=now)
    address = reverse("reports:passage", args=[passage.pk])
    response = client.post(address, {"text": "乙的文字。", "revision": stale})
    assert response.status_code == 409
    text = response.content.decode()
    assert "甲的文字。" in text and "乙的文字。" in text
    now_there = Passage.objects.get(pk=passage.pk)
    assert now_there.text == "甲的文字。"
    assert f'name="revision" value="{now_there.revision}"' in text
    client.post(address, {"text": "两份合一。", "revision": now_there.revision})
    assert Passage.objects.get(pk=passage.pk).text == "两份合一。"


def test_a_draft_is_for_the_office_and_leaders_a_final_report_for_everybody(client_for, office, report, now):
    assert client_for("unit").get("/summary/2026/").status_code == 404
    finish(report=report, by=office, now=now)
    text = client_for("unit").get("/summary/2026/").content.decode()
    assert report.title in text and '<form method="post" action="/summary/' not in text


def test_a_writing_that_broke_off_says_so(client_for, office, report):
    Report.objects.filter(pk=report.pk).update(writing=Writing.FAILED)
    client = client_for("office")
    assert client.get("/summary/2026/").content.decode().count("上次生成中断") == 1


def test_queries_do_not_grow_with_passages_or_reports(client_for, office, report, town, now):
    client = client_for("office")
    count_queries(client, "/summary/2026/")
    few = len(count_queries(client, "/summary/2026/"))
    for month in range(1, 9):
        write_report(report=report_of(town=town.home, year=2026, month=month), by=office, now=now)
    last = report.passages.last()
    Passage.objects.bulk_create(
        Passage(report=report, key=f"more-{n}", order=50 + n, text=last.text, figures=last.figures, edited_by=office)
        for n in range(20)
    )
    assert len(count_queries(client, "/summary/2026/")) == few

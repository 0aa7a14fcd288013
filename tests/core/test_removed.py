"""What is removed asks first, is undone from the message or the list of it, and is gone for good after a while."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaign.models import ControlLine, DriveZone
from core.attachments.papers import drop_removed_papers, store_paper
from core.dictionaries.changes import take_off
from core.errors import DomainError
from core.models import Measure, Paper, TrailEntry
from core.removal import bring_back, last_day, remove
from core.table_in.registry import TABLES
from core.table_in.service import take_table
from facilities.models import ProjectKind
from tests.campaign.drive_scenes import make_drive, make_line, make_plan, make_zone
from tests.campaign.honour_scenes import a_nomination, a_team, an_activity
from tests.facilities.scenes import make_facility, make_kind
from tests.facilities.test_upkeep_log import log

pytestmark = pytest.mark.django_db

REMOVED = "/settings/removed/"
KINDS = "/settings/dictionaries/project-kinds/"


@pytest.fixture
def kinds(db):
    names = ("道路", "排水", "路灯")
    return [ProjectKind.objects.create(name=name, order=order) for order, name in enumerate(names, 1)]


def names() -> list[str]:
    return list(ProjectKind.objects.values_list("name", flat=True))


def undo_of(answer) -> str:
    """The address that the message on a page offers."""
    [message] = answer.context["messages"]
    assert f'action="{message.extra_tags}"' in answer.content.decode()
    return message.extra_tags


def a_paper(subject, office, now) -> Paper:
    upload = SimpleUploadedFile("合同.pdf", b"%PDF-1.4 paper")
    return store_paper(upload=upload, subject=subject, title="合同", by=office, now=now)


# ---- words ----


def test_a_word_is_undone_from_the_message_and_stands_where_it_stood(client_for, town, kinds):
    client, word = client_for("office"), kinds[1]
    assert "已删除的记录" in client.get(f"{KINDS}{word.pk}/").content.decode(), "it asks, and says so"
    answer = client.post(f"{KINDS}{word.pk}/take-off/", follow=True)
    assert names() == ["道路", "路灯"] and client.get(f"{KINDS}{word.pk}/").status_code == 404
    assert client.post(undo_of(answer)).url == f"{KINDS}{word.pk}/"
    assert names() == ["道路", "排水", "路灯"]
    assert [one.verb for one in TrailEntry.objects.about(word)] == ["bring_back", "remove"]


def test_whoever_keeps_the_words_finds_removed_ones_in_the_list(client_for, office, town, kinds, now):
    take_off(word=kinds[0], by=office, now=now)
    for role in ("office", "admin"):
        assert "道路" in client_for(role).get(REMOVED).content.decode()
    path = f"{REMOVED}facilities.projectkind/{kinds[0].pk}/"
    assert client_for("leader").post(path).status_code == 403
    assert client_for("admin").post(path).status_code == 302 and "道路" in names()


def test_a_removed_word_frees_its_name_and_comes_back_beside_no_other(client_for, office, kinds, now, tmp_path):
    for word in kinds[:2]:
        take_off(word=word, by=office, now=now)
    assert client_for("office").post(f"{KINDS}new/", {"name": "道路"}).status_code == 302
    path = tmp_path / "词.csv"
    path.write_text("名称\n排水\n", encoding="utf-8")
    assert take_table(table_in=TABLES["project-kinds"], path=path, by=office, now=now).imported == 1
    for word in kinds[:2]:
        with pytest.raises(DomainError, match="同名"):
            bring_back(subject=word, by=office, now=now, allowed=True)
    assert sorted(names()) == sorted(["道路", "排水", "路灯"])


def test_what_a_removed_word_names_stays_for_it(client_for, office, now):
    kind = make_kind("垃圾房", "座")
    take_off(word=kind, by=office, now=now)
    with pytest.raises(DomainError):
        take_off(word=Measure.objects.get(name="座"), by=office, now=now)


def test_after_a_while_nothing_is_brought_back(client_for, office, kinds, now):
    take_off(word=kinds[0], by=office, now=last_day(now) - timedelta(seconds=1))
    client = client_for("office")
    assert "道路" not in client.get(REMOVED).content.decode()
    assert client.post(f"{REMOVED}facilities.projectkind/{kinds[0].pk}/").status_code == 404


# ---- papers ----


def test_a_paper_asks_before_it_is_taken_away_and_comes_back_with_its_file(client_for, town, office, now):
    paper = a_paper(make_facility("马桥垃圾房"), office, now)
    client, path = client_for("office"), f"/papers/{paper.key}/take-away/"
    assert f'href="{path}"' in client.get(paper.get_absolute_url()).content.decode()
    assert "合同" in client.get(path).content.decode() and Paper.objects.exists()
    answer = client.post(path, follow=True)
    assert not Paper.objects.exists() and client.get(f"/papers/{paper.key}/").status_code == 404
    assert "马桥垃圾房" in client.get(REMOVED).content.decode(), "whose paper it is"
    assert client.post(undo_of(answer)).url == paper.get_absolute_url()
    assert b"".join(client.get(f"/papers/{paper.key}/").streaming_content) == b"%PDF-1.4 paper"
    verbs = [one.verb for one in TrailEntry.objects.about(paper.subject)]
    assert verbs == ["bring_back_paper", "remove_paper", "add_paper"]


def test_the_file_of_a_paper_goes_when_nobody_can_bring_it_back(office, town, now, django_capture_on_commit_callbacks):
    old, young = (a_paper(make_facility(), office, now) for _ in range(2))
    remove(subject=old, by=office, now=last_day(now) - timedelta(seconds=1), allowed=True)
    remove(subject=young, by=office, now=now, allowed=True)
    with django_capture_on_commit_callbacks(execute=True):
        assert drop_removed_papers(now=now) == 1
    assert [paper.pk for paper in Paper._base_manager.all()] == [young.pk]
    assert not old.file.storage.exists(old.file.name) and young.file.storage.exists(young.file.name)


# ---- what belongs together ----


def test_nothing_comes_back_before_what_it_belongs_to(client_for, office, town, now):
    facility = make_facility("旧垃圾房")
    entry, paper = log(facility), a_paper(facility, office, now)
    for subject in (entry, paper, facility):
        remove(subject=subject, by=office, now=now, allowed=True)
    for subject in (entry, paper):
        with pytest.raises(DomainError, match="旧垃圾房"):
            bring_back(subject=subject, by=office, now=now, allowed=True)
    for subject in (facility, entry, paper):
        bring_back(subject=subject, by=office, now=now, allowed=True)


def test_an_activity_comes_back_after_its_team(office, town, now):
    team, activity = a_team(town, "马桥志愿队"), an_activity(town, now.date())
    activity.teams.add(team)
    for subject in (activity, team):
        remove(subject=subject, by=office, now=now, allowed=True)
    with pytest.raises(DomainError, match="马桥志愿队"):
        bring_back(subject=activity, by=office, now=now, allowed=True)


def test_a_unit_undoes_what_it_removed_itself_and_nothing_that_the_office_removed(client_for, town, office, unit, now):
    honour, client = a_nomination(town, unit), client_for("unit")
    remove(subject=honour, by=office, now=now, allowed=True)
    path = f"{REMOVED}campaign.honour/{honour.pk}/"
    assert client.post(path).status_code == 403 and client_for("office").post(path).status_code == 302
    answer = client.post(f"/honours/{honour.pk}/remove/", follow=True)
    assert "可由办公室恢复" in answer.content.decode(), "the list of removed records is not the unit's"
    assert client.post(undo_of(answer)).url == honour.get_absolute_url()
    assert client.get(honour.get_absolute_url()).status_code == 200


# ---- parts that are ticked off ----


def test_a_zone_that_is_ticked_off_is_told_and_comes_back(client_for, town, office, now):
    zone = make_zone(make_drive(), "西片")
    client = client_for("office")
    data = {
        "name": zone.drive.name, "starts_on": zone.drive.starts_on, "ends_on": zone.drive.ends_on,
        "zones-TOTAL_FORMS": 2, "zones-INITIAL_FORMS": 1, "zones-0-id": zone.pk, "zones-0-name": "西片",
        "zones-0-DELETE": "on", "zones-1-name": "西片",
    }  # fmt: skip
    assert client.post(f"/drives/{zone.drive_id}/edit/", data).status_code == 302
    new = zone.drive.zones.get()
    entry = TrailEntry.objects.about(zone.drive).get(verb="take_off_part")
    assert new.pk != zone.pk and "西片" in entry.reason
    assert "西片" in client.get(REMOVED).content.decode()
    with pytest.raises(Exception, match="已有"):
        bring_back(subject=zone, by=office, now=now, allowed=True)
    remove(subject=new, by=office, now=now, allowed=True)
    assert client.post(f"{REMOVED}campaign.drivezone/{zone.pk}/").url == zone.drive.get_absolute_url()
    assert DriveZone.objects.get() == zone


def test_a_control_line_keeps_its_area_until_it_comes_back(client_for, town, office, now):
    line = make_line(make_plan())
    client, plan = client_for("office"), line.plan
    data = {
        "name": plan.name, "kind": plan.kind_id, "lines-TOTAL_FORMS": 1, "lines-INITIAL_FORMS": 1, "lines-0-id": line.pk,
        "lines-0-kind": line.kind_id, "lines-0-name": line.name, "lines-0-DELETE": "on",
    }  # fmt: skip
    assert client.post(f"/plans/{plan.pk}/edit/", data).status_code == 302
    assert not plan.lines.exists() and "绿线" not in client.get("/plans/").context["figures"].lines
    client.post(f"{REMOVED}campaign.controlline/{line.pk}/")
    assert ControlLine.objects.get().area == line.area


def test_two_lines_of_one_name_are_refused_in_the_form(client_for, town):
    plan = make_plan()
    kind = make_line(make_plan("旧规划")).kind
    twice = {
        f"lines-{row}-{name}": value for row in (0, 1) for name, value in {"kind": kind.pk, "name": "河道"}.items()
    }
    data = {"name": plan.name, "kind": plan.kind_id, "lines-TOTAL_FORMS": 2, "lines-INITIAL_FORMS": 0} | twice
    answer = client_for("office").post(f"/plans/{plan.pk}/edit/", data)
    assert answer.status_code == 200 and "name" in answer.context["lines"].forms[1].errors

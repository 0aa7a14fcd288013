"""The index of the search narrows down where it looks and never changes what it finds."""

import pytest
from django.db import connection

from rectification import pairs
from rectification.models import RectificationTask
from rectification.services import perform


def narrowed(words):
    return set(RectificationTask.objects.narrowed_to(words))


@pytest.fixture(autouse=True)
def made(db):
    pairs.is_made.cache_clear()
    assert pairs.is_made(connection.settings_dict["NAME"]), "a migrated database has it"


def test_two_letters_lead_to_the_tasks_that_hold_them_and_to_no_others(report):
    bins, lamp = report("垃圾桶满溢"), report("路灯不亮")
    assert narrowed("满溢") == {bins}
    assert narrowed("路灯不亮") == {lamp}
    assert narrowed("铜雀") == set()
    assert lamp in narrowed(lamp.number)


def test_one_letter_and_a_sign_leave_nothing_out(report):
    task = report('垃圾桶(满)"溢')
    assert narrowed("满") == {task}
    assert narrowed('(满)"') == {task}
    assert narrowed("% _") == {task}


def test_several_words_are_each_looked_for(report):
    both, one = report("桥头垃圾桶满溢"), report("垃圾桶破损")
    assert narrowed("垃圾桶 满溢") == {both}
    assert narrowed("垃圾桶") == {both, one}


def test_it_follows_a_task_that_changes(report, town, office, now):
    task = report("垃圾桶满溢", auto=False)
    assert narrowed(town.village.name) <= {task}
    kind = task.finding.kind or task.kind
    perform(task=task, verb="register", by=office, now=now, kind=kind, severity="normal")
    perform(task=task, verb="assign", by=office, now=now, unit=town.other_village)
    assert narrowed(town.other_village.name) == {task}
    RectificationTask.objects.filter(pk=task.pk).update(search_text="别的内容")
    assert narrowed("满溢") == set()
    assert narrowed("别的") == {task}


def test_made_again_it_holds_what_was_there_before(report):
    """What a migration that makes the table anew leaves behind on SQLite."""
    task = report("垃圾桶满溢")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in pairs.TRIGGERS:
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("DROP INDEX task_pairs")
    pairs.make()
    assert narrowed("满溢") == {task}
    RectificationTask.objects.filter(pk=task.pk).update(search_text="路灯")
    assert (narrowed("满溢"), narrowed("路灯")) == (set(), {task})


def test_more_hits_than_are_counted_are_said_to_be_more(client_for, report, monkeypatch):
    monkeypatch.setattr("rectification.filters.tasks.FEW", 2)
    monkeypatch.setattr("rectification.views.lists.FEW", 2)
    for number in range(4):
        report(f"垃圾桶满溢{number}")
    page = client_for("office").get("/rectification/", {"q": "满溢", "state": "all"})
    assert (page.context["page_obj"].paginator.count, len(page.context["rows"])) == (2, 2)
    assert "多于2" in page.content.decode()
    exact = client_for("office").get("/rectification/", {"q": "满溢1", "state": "all"})
    assert exact.context["page_obj"].paginator.count == 1 and "多于" not in exact.content.decode()

"""The pages of people: found, shown, changed; who leaves is asked first."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib import admin as django_admin
from django.urls import reverse
from django.utils import timezone

from core.models import ImportRun, Leaving, Role, TrailEntry, User
from tests import factories
from tests.core.people_scene import give
from tests.factories import make_person
from tests.queries import assert_same_query_count

pytestmark = pytest.mark.django_db


def names(page) -> list[str]:
    return [row.person.display_name for row in page.context["rows"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=王 建国", ["王建国"]),
        ("q=ＷＡＮＧ", ["王建国"]),
        ("q=马桥村", ["王建国"]),
        ("q=王 焦山村", []),
        ("role=unit", ["王建国", "陈桂兰"]),
        ("role=unit&unit={village}", ["王建国"]),
        ("role=office&unit={village}", []),
        ("unit={home}&role=inspector", ["刘志强"]),
        ("state=left", ["已走"]),
        ("state=left&unit={village}", ["已走"]),
        ("state=left&role=office", []),
        ("state=none", ["闲人"]),
    ],
)
def test_people_are_found_by_word_post_unit_and_state(
    client_for, town, office, unit, other_unit, inspector, query, expected
):
    gone = make_person("已走", Role.UNIT, town.village, username="gone")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    gone.posts.update(ends_on=timezone.localdate() - timedelta(days=9))
    factories.UserFactory(display_name="闲人", username="xianren")
    query = query.format(village=town.village.pk, home=town.home.pk)
    assert sorted(names(client_for("office").get(f"{reverse('people')}?{query}"))) == sorted(expected)


def test_the_list_holds_no_trace_of_when_somebody_worked(client_for, unit, town):
    unit.last_login = timezone.now()
    unit.save()
    page = client_for("admin").get(reverse("person", args=[unit.pk])).content.decode()
    listed = client_for("admin").get(reverse("people")).content.decode()
    for text in (page, listed):
        assert "登录时间" not in text and "最近登录" not in text and f"{unit.last_login:%H:%M:%S}" not in text


def test_the_export_holds_the_rows_that_are_filtered_a_line_a_post(client_for, town, unit, office):
    give(unit, Role.INSPECTOR, town.home)
    answer = client_for("office").get(f"{reverse('people')}?q=王建国&format=csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0][:7] == ["姓名", "账号", "岗位", "单位", "上级单位", "起始日期", "截止日期"]
    assert [row[:5] for row in rows[1:]] == [
        ["王建国", "wangjianguo", "责任单位", "马桥村", "枫河街道"],
        ["王建国", "wangjianguo", "检查员", "枫河街道", "临江市"],
    ]


def test_queries_do_not_grow_with_people(client_for, town):
    def one_more():
        person = make_person("某人", Role.UNIT, town.village)
        give(person, Role.INSPECTOR, town.home)
        Leaving.objects.create(
            person=person, last_day=timezone.localdate() + timedelta(days=9), noted_by=person, noted_at=factories.NOW
        )

    client = client_for("admin")
    assert_same_query_count(client, reverse("people"), one_more)
    assert_same_query_count(client, f"{reverse('people')}?format=csv", one_more)


def test_queries_of_slips_do_not_grow_with_people(client_for, town):
    assert_same_query_count(
        client_for("admin"), reverse("password_slips"), lambda: make_person("某人", Role.UNIT, town.village)
    )


def test_queries_of_a_preview_do_not_grow_with_the_work(client_for, town, inspector, office):
    second = make_person("孙丽娟", Role.INSPECTOR, town.home)
    round = factories.RoundFactory(territory=town.home)

    def one_more():
        factories.AssignmentFactory(round=round, inspector=inspector)
        factories.TaskFactory(responsible_unit=town.village, state="assigned", person="刘志强")

    address = reverse("person_leave", args=[inspector.pk])
    assert_same_query_count(client_for("office"), f"{address}?last_day=2026-11-22&successor={second.pk}", one_more)


def test_somebody_new_is_made_by_the_form_and_told_what_comes_next(client_for, town):
    client = client_for("admin")
    data = {
        "display_name": " 吴　晓 ",
        "username": "ＷｕＸｉａｏ",
        "role": "unit",
        "unit": town.village.pk,
        "starts_on": "2026-11-01",
    }
    answer = client.post(reverse("person_new"), data)
    person = User.objects.get(username="wuxiao")
    assert answer["Location"] == reverse("person", args=[person.pk])
    page = client.get(answer["Location"]).content.decode()
    assert "生成一次性密码" in page and page.count("btn-primary") == 1
    again = client.post(reverse("person_new"), data)
    assert again.status_code == 200 and "该账号已由吴晓使用" in again.content.decode()
    assert "ＷｕＸｉａｏ" in again.content.decode()  # what was typed stays


def test_a_rule_that_only_the_service_knows_is_said_at_its_field(client_for, town, unit):
    data = {"role": "leader", "unit": town.village.pk, "starts_on": "2026-11-01"}
    page = client_for("admin").post(reverse("post_new", args=[unit.pk]), data)
    assert list(page.context["form"].errors) == ["unit"]


def test_a_post_of_somebody_else_is_no_post_of_this_person(client_for, unit, other_unit):
    address = reverse("post_end", args=[unit.pk, other_unit.posts.get().pk])
    assert client_for("admin").get(address).status_code == 404


def test_the_page_of_who_leaves_asks_first_and_keeps_what_was_chosen(client_for, unit, other_unit, town):
    client, address = client_for("office"), reverse("person_leave", args=[unit.pk])
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    task = factories.TaskFactory(responsible_unit=town.village, state="assigned", person="王建国")
    asked = client.get(f"{address}?last_day={day}&successor={other_unit.pk}")
    assert task.number in asked.content.decode() and not Leaving.objects.exists()
    assert "posts_go_over" not in asked.context["form"].fields
    done = client.post(address, {"last_day": day, "successor": other_unit.pk})
    leaving = Leaving.objects.get()
    assert done["Location"] == reverse("leaving", args=[leaving.pk])
    assert task.number in client.get(done["Location"]).content.decode()
    assert client.post(address, {"last_day": day, "successor": ""}).status_code == 200  # said, not done again
    assert Leaving.objects.count() == 1


def test_a_noted_leaving_is_seen_withdrawn_and_done_by_buttons(client_for, unit, town, office):
    client, address = client_for("office"), reverse("person_leave", args=[unit.pk])
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    client.post(address, {"last_day": day, "successor": ""})
    noted = Leaving.objects.get()
    assert client.get(reverse("leaving", args=[noted.pk])).status_code == 200
    client.post(reverse("leaving_withdraw", args=[noted.pk]))
    assert unit.posts.get().ends_on is None
    client.post(address, {"last_day": day, "successor": ""})
    client.post(reverse("leaving_now", args=[Leaving.objects.noted().get().pk]))
    unit.refresh_from_db()
    assert not unit.is_active


def test_the_office_sees_people_and_changes_none(client_for, unit, town):
    page = client_for("office").get(reverse("person", args=[unit.pk])).content.decode()
    assert reverse("person_edit", args=[unit.pk]) not in page and reverse("person_leave", args=[unit.pk]) in page
    listed = client_for("office").get(reverse("people")).content.decode()
    assert reverse("person_new") not in listed


def test_settings_lead_to_the_people(client_for, town):
    for role in ("office", "admin"):
        assert reverse("people") in client_for(role).get(reverse("settings")).content.decode()


def test_the_admin_shows_people_and_changes_and_deletes_none(client_for, unit):
    client = client_for("admin")
    assert client.get(reverse("admin:core_user_change", args=[unit.pk])).status_code == 200
    assert client.get(reverse("admin:core_user_add")).status_code == 403
    assert client.get(reverse("admin:core_user_delete", args=[unit.pk])).status_code == 403
    assert client.post(reverse("admin:core_user_change", args=[unit.pk]), {"display_name": "x"}).status_code == 403


def test_nothing_of_the_product_is_changed_in_the_admin(client_for, town):
    """Years, limits, kinds, points, groups: their own pages check the rules and write who changed them, and when."""
    client, ours = client_for("admin"), {"core", "campaign", "facilities", "rectification", "inspections", "reports"}
    models = [model for model in django_admin.site._registry if model._meta.app_label in ours]
    assert {"campaignyear", "limit", "point", "rankinggroup"} <= {model._meta.model_name for model in models}
    for model in models:
        door = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{door}_changelist")).status_code == 200, door
        assert client.post(reverse(f"{door}_add"), {}).status_code == 403, door
        row = model._base_manager.first()
        for step in ("change", "delete") if row else ():
            assert client.post(reverse(f"{door}_{step}", args=[row.pk]), {"post": "yes"}).status_code == 403, door


def test_the_upload_of_people_is_offered_and_previewed(client_for, town, tmp_path):
    client = client_for("admin")
    lead = client.get(reverse("people_import"))["Location"]
    assert client.get(lead).context["form"]["kind"].value() == "people"
    file = io.BytesIO("姓名,账号,岗位,单位\n吴晓,wuxiao,责任单位,马桥村\n".encode())
    file.name = "人员.csv"
    client.post(reverse("inspections:import_new"), {"kind": "people", "file": file})
    page = client.get(reverse("inspections:import", args=[ImportRun.objects.get().pk])).content.decode()
    assert "吴晓（wuxiao）" in page and "密码条" in page
    assert not User.objects.filter(username="wuxiao").exists()


def test_every_change_of_people_stands_in_the_history_of_settings(client_for, unit, town, admin):
    client_for("admin").post(
        reverse("person_edit", args=[unit.pk]), {"display_name": "王建军", "username": "wangjianguo"}
    )
    assert TrailEntry.objects.about(unit).get().changes == {"display_name": ["王建国", "王建军"]}
    page = client_for("admin").get(reverse("settings_history", args=["people"])).content.decode()
    assert "王建军" in page

"""Taking a task a step further through its forms: right people, bad input, photos, separation of duties."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.models import Photo, PhotoPurpose, Role, TrailEntry
from rectification.models import RectificationTask
from rectification.services import add_progress, perform
from rectification.transitions import BY_VERB, State
from tests.factories import PostFactory, ProblemKindFactory, make_picture

pytestmark = pytest.mark.usefixtures("frozen_now")


def address(task, verb):
    return f"/rectification/{task.pk}/{verb}/"


def again(task):
    return RectificationTask.objects.get(pk=task.pk)


def post(client, task, verb, **data):
    return client.post(address(task, verb), {"seen_version": again(task).version} | data)


# ---- the way through ----


def test_a_task_goes_from_report_to_close_through_the_pages(client_for, reported, town, now):
    office, unit, inspector = client_for("office"), client_for("unit"), client_for("inspector")
    kind = ProblemKindFactory()
    post(office, reported, "register", kind=kind.pk, severity="serious")
    post(office, reported, "assign", unit=town.village.pk, person="片区第三组")
    assert again(reported).limit_amount == 2  # serious: two working days
    post(unit, reported, "start", note="安排2人", measure="增设果壳箱")
    post(unit, reported, "submit", note="已清", after_photo=make_picture(colour="red"))
    post(inspector, reported, "rework", reason="东侧未清")
    post(unit, reported, "submit", note="都清了", after_photo=make_picture(colour="blue"))
    response = post(inspector, reported, "close", note="现场干净", recheck_photo=make_picture(colour="green"))
    assert response.status_code == 302
    task = again(reported)
    assert (task.state, task.passes, task.reworks) == (State.CLOSED, 2, 1)
    assert (task.person, task.measure) == ("片区第三组", "增设果壳箱")
    purposes = Photo.objects.about(task).values_list("purpose", flat=True)
    assert sorted(purposes) == [PhotoPurpose.AFTER, PhotoPurpose.AFTER, PhotoPurpose.RECHECK]


def test_a_unit_that_hands_back_is_led_to_its_list_for_the_task_is_out_of_its_sight(client_for, assigned):
    response = post(client_for("unit"), assigned, "hand_back", reason="属于城建办")
    assert response.url == "/rectification/"
    assert again(assigned).state == State.REGISTERED


def test_marking_a_duplicate_takes_the_other_task_by_its_number(client_for, reported, assigned):
    post(client_for("office"), reported, "mark_duplicate", other_task=assigned.number)
    assert again(reported).duplicate_of == assigned


@pytest.mark.parametrize("number", ["整-1999-0001", "", "X"])
def test_an_unknown_number_is_no_other_task(client_for, reported, number):
    response = post(client_for("office"), reported, "mark_duplicate", other_task=number)
    assert response.status_code == 200
    assert response.context["form"].has_error("other_task")
    assert again(reported).state == State.REPORTED


# ---- who may not ----


@pytest.mark.parametrize("verb", list(BY_VERB))
def test_a_stranger_finds_no_step_of_another_unit_s_task(client_for, assigned, verb):
    stranger = client_for("other_unit")
    assert stranger.get(address(assigned, verb)).status_code == 404
    assert post(stranger, assigned, verb, reason="试试", note="试试").status_code == 404


@pytest.mark.parametrize("verb", list(BY_VERB))
def test_a_leader_does_no_step_but_suspending(client_for, assigned, verb):
    response = post(client_for("leader"), assigned, verb, reason="试试", note="试试", look_again="2026-12-01")
    allowed = verb == "suspend"
    assert again(assigned).state == (State.SUSPENDED if allowed else State.ASSIGNED)
    assert response.status_code in ((302,) if allowed else (200, 403))


def test_a_verb_that_does_not_exist_is_not_found(client_for, assigned):
    assert client_for("office").get(address(assigned, "finish")).status_code == 404


def test_a_step_that_is_not_of_this_state_leads_back_with_the_reason(client_for, assigned):
    response = client_for("unit").get(address(assigned, "submit"), follow=True)
    assert response.redirect_chain == [(assigned.get_absolute_url(), 302)]
    assert "任务现在是“已派遣”，不能办理“交核查”，请刷新页面。" in response.content.decode()


def test_a_step_that_is_not_of_this_state_is_refused_when_it_is_sent(client_for, assigned):
    response = post(client_for("unit"), assigned, "submit", note="好了", after_photo=make_picture())
    assert "任务现在是“已派遣”，不能办理这一步，请刷新页面。" in response.content.decode()
    assert "好了" in response.content.decode()
    assert again(assigned).state == State.ASSIGNED


# ---- separation of duties, through every way in ----


def check(client, task):
    return post(client, task, "close", note="干净", recheck_photo=make_picture(colour="green"))


def test_the_unit_that_did_the_work_does_not_close_it(client_for, handed_in):
    assert check(client_for("unit"), handed_in).status_code == 403
    assert again(handed_in).state == State.SUBMITTED


@pytest.mark.parametrize("verb", ["start", "progress", "submit"])
def test_whoever_wrote_any_progress_in_this_pass_does_not_close_it(
    client_for, assigned, unit, office, photo_of, now, verb
):
    writer = {name: office if name == verb else unit for name in ("start", "progress", "submit")}
    perform(task=assigned, verb="start", by=writer["start"], now=now - timedelta(hours=3), note="1")
    add_progress(task=assigned, by=writer["progress"], now=now - timedelta(hours=2), note="2")
    photos = [photo_of(assigned, writer["submit"], now)]
    perform(task=assigned, verb="submit", by=writer["submit"], now=now - timedelta(hours=1), note="3", photos=photos)
    assert check(client_for("office"), assigned).status_code == 403
    assert post(client_for("office"), assigned, "rework", reason="不行").status_code == 403
    assert check(client_for("inspector"), assigned).status_code == 302


def test_whoever_wrote_progress_in_an_earlier_pass_may_check_the_next_one(
    client_for, at_work, office, unit, inspector, photo_of, now
):
    at = now - timedelta(hours=5)
    add_progress(task=at_work, by=office, now=at, note="催办")
    perform(task=at_work, verb="submit", by=unit, now=at, note="1", photos=[photo_of(at_work, unit, at)])
    perform(task=at_work, verb="rework", by=inspector, now=now - timedelta(hours=4), reason="不行")
    perform(
        task=at_work,
        verb="submit",
        by=unit,
        now=now - timedelta(hours=3),
        note="2",
        photos=[photo_of(at_work, unit, now)],
    )
    assert check(client_for("office"), at_work).status_code == 302


def test_an_inspector_who_also_has_a_post_in_the_unit_does_not_check_it(client_for, handed_in, inspector, town):
    PostFactory(user=inspector, role=Role.UNIT, unit=town.village)
    assert check(client_for("inspector"), handed_in).status_code == 403


# ---- what must come with a step ----


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"after_photo": True}, "note"),
        ({"note": "   ", "after_photo": True}, "note"),
        ({"note": "好了"}, "after_photo"),
        ({"note": "好" * 301, "after_photo": True}, "note"),
    ],
)
def test_handing_in_needs_a_note_and_a_photo(client_for, at_work, data, field):
    if data.get("after_photo"):
        data = data | {"after_photo": make_picture()}
    response = post(client_for("unit"), at_work, "submit", **data)
    assert response.status_code == 200
    assert response.context["form"].has_error(field)
    assert again(at_work).state == State.IN_PROGRESS


def svg():
    return b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize("content", [b"just text", b"", svg(), b"\xff\xd8\xff\xe0 truncated"])
def test_what_is_no_photo_is_refused_and_the_note_stays(client_for, at_work, content):
    upload = SimpleUploadedFile("photo.jpg", content, content_type="image/jpeg")
    response = post(client_for("unit"), at_work, "submit", note="已经清运干净", after_photo=upload)
    assert response.context["form"].has_error("after_photo")
    assert "已经清运干净" in response.content.decode()
    assert again(at_work).state == State.IN_PROGRESS
    assert not Photo.objects.about(at_work).exists()


def test_a_photo_of_forty_megabytes_is_refused(client_for, at_work):
    upload = SimpleUploadedFile(
        "photo.jpg", make_picture().read() + b"\0" * 40 * 1024 * 1024, content_type="image/jpeg"
    )
    response = post(client_for("unit"), at_work, "submit", note="好了", after_photo=upload)
    assert response.context["form"].has_error("after_photo")


def test_ten_photos_at_once_are_too_many(client_for, at_work):
    response = post(client_for("unit"), at_work, "submit", note="好了", after_photo=[make_picture() for _ in range(10)])
    assert response.context["form"].errors["after_photo"] == ["一次最多上传9张照片。"]


def test_a_day_in_the_past_is_no_day_to_look_again(client_for, at_work):
    response = post(client_for("leader"), at_work, "suspend", reason="等资金", look_again="2026-11-23")
    assert response.context["form"].has_error("look_again")


@pytest.mark.parametrize("unit", ["", "999999", "peer", "city"])
def test_a_task_is_assigned_within_the_town_only(client_for, reported, office, town, now, unit):
    perform(task=reported, verb="register", by=office, now=now, kind=ProblemKindFactory(), severity="normal")
    chosen = getattr(town, unit).pk if unit in ("peer", "city") else unit
    response = post(client_for("office"), reported, "assign", unit=chosen)
    assert response.context["form"].has_error("unit")
    assert again(reported).state == State.REGISTERED


# ---- photos outlive a try that failed ----


def test_a_photo_that_came_with_a_failed_form_is_kept_and_goes_with_the_next_one(client_for, at_work):
    unit = client_for("unit")
    response = post(unit, at_work, "submit", note="", after_photo=make_picture())
    (kept,) = response.context["form"].fields["after_photo"].widget.kept
    assert f'value="{kept.key}" checked' in response.content.decode()
    assert unit.get(f"/photos/{kept.key}/small/").status_code == 200
    post(unit, at_work, "submit", note="好了", kept=str(kept.key))
    entry = TrailEntry.objects.about(at_work).get(verb="submit")
    assert [photo.key for photo in entry.photos.all()] == [kept.key]


@pytest.mark.parametrize("whose", ["another task's", "another person's", "shown already", "nobody's", "no key"])
def test_only_one_s_own_waiting_photos_of_this_task_are_kept(
    client_for, at_work, report, unit, office, photo_of, now, whose
):
    photos = {
        "another task's": lambda: photo_of(report("另一件"), unit, now).key,
        "another person's": lambda: photo_of(at_work, office, now).key,
        "shown already": lambda: shown(photo_of(at_work, unit, now), at_work),
        "nobody's": lambda: "7c9e6679-7425-40de-944b-e07fc1f90ae7",
        "no key": lambda: "' OR 1=1",
    }
    response = post(client_for("unit"), at_work, "submit", note="好了", kept=str(photos[whose]()))
    assert response.context["form"].has_error("after_photo")


def shown(photo, task):
    photo.entry = TrailEntry.objects.about(task).first()
    photo.save()
    return photo.key


# ---- two tabs ----


def test_the_second_of_two_tabs_is_shown_both_versions_and_may_send_again(client_for, at_work, office, now):
    first = client_for("unit")
    page = first.get(address(at_work, "submit"))
    typed = {field: page.context["form"][field].value() for field in ("seen_version", "seen_entry")}
    add_progress(task=at_work, by=office, now=now, note="创建办已到场督促")
    typed |= {"note": "垃圾都清运了", "after_photo": make_picture()}
    response = first.post(address(at_work, "submit"), typed)
    assert response.status_code == 409
    assert again(at_work).state == State.IN_PROGRESS  # nothing was overwritten
    shown = response.content.decode()
    assert "垃圾都清运了" in shown
    assert "创建办已到场督促" in shown
    assert [entry.text for entry in response.context["theirs"]] == ["创建办已到场督促"]
    form = response.context["form"]
    (kept,) = form.fields["after_photo"].widget.kept
    resend = {field: form[field].value() for field in ("seen_version", "seen_entry", "note")} | {"kept": str(kept.key)}
    assert first.post(address(at_work, "submit"), resend).status_code == 302
    assert again(at_work).state == State.SUBMITTED


def test_a_step_that_became_impossible_shows_what_happened_and_keeps_what_was_typed(client_for, at_work, office, now):
    seen = again(at_work).version
    perform(task=at_work, verb="cancel", by=office, now=now, reason="重复登记")
    response = client_for("unit").post(
        address(at_work, "submit"), {"seen_version": seen, "note": "都清了", "after_photo": make_picture()}
    )
    assert response.status_code == 409
    assert "任务现在是作废，这一步已不能办。" in response.content.decode()
    assert "都清了" in response.content.decode()


def test_the_same_form_sent_twice_takes_one_step(client_for, assigned):
    unit, version = client_for("unit"), assigned.version
    data = {"seen_version": version, "note": "安排2人"}
    assert unit.post(address(assigned, "start"), data).status_code == 302
    assert unit.post(address(assigned, "start"), data).status_code == 409
    assert TrailEntry.objects.about(assigned).filter(verb="start").count() == 1


# ---- progress ----


def test_progress_is_entered_with_its_photos_and_changes_no_state(client_for, at_work):
    post(client_for("unit"), at_work, "progress", note="清了一半", photos=make_picture())
    entry = TrailEntry.objects.about(at_work).first()
    assert (entry.verb, entry.reason, entry.new_state) == ("progress", "清了一半", State.IN_PROGRESS)
    assert entry.photos.count() == 1


def test_progress_needs_words(client_for, at_work):
    response = post(client_for("unit"), at_work, "progress", note=" ")
    assert response.context["form"].has_error("note")


def test_progress_is_for_tasks_at_work(client_for, assigned):
    response = client_for("unit").get(address(assigned, "progress"), follow=True)
    assert "任务在处置中时才能填报进展。" in response.content.decode()


def test_the_inspector_writes_no_progress(client_for, handed_in):
    assert client_for("inspector").post(address(handed_in, "progress"), {"note": "x"}).status_code in (200, 403)
    assert not TrailEntry.objects.about(handed_in).filter(verb="progress").exists()

"""Somebody leaves: noted, carried out, withdrawn; and that nothing open stays with who left."""

from datetime import timedelta

import pytest
from django.urls import reverse

from campaign.models import Drive, DriveZone, Plan, PlanKind, VolunteerTeam
from core.errors import DomainError, NotAllowed
from core.models import CalendarFeed, Delivery, Leaving, Notice, Post, Role, TrailEntry, User
from core.people import leaving as service
from core.people.handover import KINDS, open_work
from core.people.heirs import heir_of
from core.people.services import end_post, give_post
from core.telling.feeds import make_feed
from facilities.models import Project, ProjectKind
from rectification.models import RectificationTask
from tests import factories
from tests.core.people_scene import TODAY, TOMORROW, YESTERDAY, give
from tests.factories import UserFactory, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def successor(town):
    return make_person("何大勇", Role.UNIT, town.village, username="hedayong")


@pytest.fixture
def leave(unit, successor, office, now):
    def run(**fields):
        wanted = {"person": unit, "last_day": YESTERDAY, "successor": successor, "posts_go_over": False}
        return service.note_leaving(**wanted | {"by": office, "now": now} | fields)

    return run


def task_of(town, name="王建国", **fields):
    fields = {"responsible_unit": town.village, "state": "assigned", "person": name} | fields
    return factories.TaskFactory(**fields)


def everything() -> tuple:
    """All that a leaving changes, to compare."""
    return (
        list(User.objects.order_by("pk").values_list("pk", "is_active", "is_staff")),
        list(Post.objects.order_by("pk").values_list()),
        list(RectificationTask.objects.order_by("pk").values_list("pk", "person", "version")),
        TrailEntry.objects.count(), Notice.objects.count(),
    )  # fmt: skip


def test_a_day_that_has_passed_takes_effect_at_once(leave, unit, successor, town, client_for):
    client, task = client_for("unit"), task_of(town)
    make_feed(user=unit, now=factories.NOW)
    moments = {"made_at": factories.NOW, "next_try_at": factories.NOW}
    Delivery.objects.create(event="x", user=unit, title="x", **moments)
    assert client.get(reverse("account")).status_code == 200
    done = leave()
    unit.refresh_from_db()
    task.refresh_from_db()
    assert done.done_at and not unit.is_active and task.person == "何大勇"
    assert unit.posts.get().ends_on == YESTERDAY
    assert client.get(reverse("account"))["Location"].startswith(reverse("login"))
    assert not CalendarFeed.objects.filter(user=unit).exists()
    assert not Delivery.objects.filter(user=unit).exists(), "mail to nobody is no fault to be told"
    assert not client.login(username="wangjianguo", password="x")


def test_whatever_names_the_person_names_the_successor_also_where_it_is_spaced_like_a_table(leave, town):
    home, village = town.home, town.village
    drive = Drive.objects.create(town=home, name="百日整治", starts_on=YESTERDAY, ends_on=TOMORROW)
    rows = [
        (task_of(town, "王 建国"), "person"),
        (DriveZone.objects.create(drive=drive, name="一区", unit=village, in_charge="王建国"), "in_charge"),
        (Plan.objects.create(town=home, kind=PlanKind.objects.create(name="控规"), name="控规", in_charge="王　建　国"), "in_charge"),
        (Project.objects.create(town=home, number="项-1", name="路", kind=ProjectKind.objects.create(name="道路"), unit=village,
                                in_charge="王建国"), "in_charge"),
        (VolunteerTeam.objects.create(town=home, name="巾帼队", unit=village, leader="王建国"), "leader"),
        (VolunteerTeam.objects.create(town=home, name="青年队", unit=town.other_village, leader="王建国"), ""),
    ]  # fmt: skip
    leave()
    for row, column in rows:
        row.refresh_from_db()
        assert not column or getattr(row, column) == "何大勇", row
    assert rows[-1][0].leader == "王建国", "of this name, in another unit"


def test_a_later_day_is_noted_and_the_daily_work_carries_it_out(leave, unit, town, now):
    task, noted = task_of(town), leave(last_day=TOMORROW)
    unit.refresh_from_db()
    assert noted.is_noted and unit.is_active and unit.posts.get().ends_on == TOMORROW
    assert service.carry_out_due(now=now + timedelta(days=1)) == 0  # it is the last day itself
    assert service.carry_out_due(now=now + timedelta(days=2)) == 1
    task.refresh_from_db()
    unit.refresh_from_db()
    assert task.person == "何大勇" and not unit.is_active
    assert TrailEntry.objects.about(unit).first().by is None


def test_carried_out_twice_it_is_done_once(leave, office, now, town):
    task_of(town)
    done = leave()
    before = everything()
    service.carry_out(leaving=done, by=office, now=now)
    assert service.carry_out_due(now=now) == 0
    with pytest.raises(DomainError):
        leave()
    assert everything() == before


def test_who_left_stays_in_records_and_trails_by_name(leave, unit, town, now, office):
    task = task_of(town, state="in_progress")
    entry = TrailEntry.objects.create(subject=task, by=unit, by_name=str(unit), verb="progress", at=now)
    leave()
    entry.refresh_from_db()
    assert (entry.by, entry.by_name) == (unit, "王建国")
    told = TrailEntry.objects.about(task).first()
    assert (told.verb, told.changes, told.by) == ("hand_over", {"person": ["王建国", "何大勇"]}, office)
    assert User.objects.filter(pk=unit.pk).exists() and not office.has_perm("core.delete_user")


def test_only_open_tasks_of_the_own_unit_go_over(leave, town):
    closed = task_of(town, state="closed", closed_at=factories.NOW)
    elsewhere = task_of(town, responsible_unit=town.other_village)
    done = leave()
    for task in (closed, elsewhere):
        task.refresh_from_db()
        assert task.person == "王建国"
    (kind,) = done.outcome
    assert (kind["over"], kind["left"]) == (0, 1) and elsewhere.number in kind["left_pieces"][0]["text"]


def test_a_namesake_in_the_same_unit_leaves_the_doubt_to_people(leave, town):
    make_person("王建国", Role.UNIT, town.village, username="wangjianguo2")
    task = task_of(town)
    done = leave()
    task.refresh_from_db()
    assert task.person == "王建国" and done.outcome[0]["left"] == 1


def test_a_namesake_elsewhere_keeps_their_own(leave, town):
    make_person("王建国", Role.UNIT, town.other_village, username="wangjianguo2")
    mine, theirs = task_of(town), task_of(town, responsible_unit=town.other_village)
    leave()
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.person, theirs.person) == ("何大勇", "王建国")


def test_without_a_successor_the_unit_answers(leave, town):
    task = task_of(town)
    done = leave(successor=None)
    task.refresh_from_db()
    assert task.person == "" and done.outcome[0]["left"] == 1


def test_posts_go_over_as_they_would_have_lasted(leave, unit, successor, town, admin):
    give(unit, Role.UNIT, town.department, ends_on=TODAY + timedelta(days=30))
    leave(posts_go_over=True, by=admin)
    got = successor.posts.filter(starts_on=TODAY)
    assert [(post.unit, post.ends_on) for post in got] == [(town.department, TODAY + timedelta(days=30))]
    assert successor.posts.filter(unit=town.village).count() == 1  # held already


def test_posts_are_given_by_administrators_alone(leave):
    with pytest.raises(NotAllowed):
        leave(posts_go_over=True)


def test_a_post_that_never_begins_is_taken_away_with_its_words_in_the_trail(leave, unit, town, now, admin):
    give_post(person=unit, role=Role.UNIT, unit=town.department, starts_on=TOMORROW, by=admin, now=now)
    leave()
    assert unit.posts.count() == 1
    assert "城管中队" in TrailEntry.objects.about(unit).get(verb="drop_post").reason


@pytest.mark.parametrize(
    "fields", [{"posts_go_over": True, "successor": None}, {"successor": "self"}, {"successor": "gone"}]
)
def test_a_successor_must_be_there(leave, unit, successor, admin, fields):
    fields = dict(fields)
    if fields["successor"] == "self":
        fields["successor"] = unit
    if fields["successor"] == "gone":
        User.objects.filter(pk=successor.pk).update(is_active=False)
        fields["successor"] = User.objects.get(pk=successor.pk)
    with pytest.raises(DomainError):
        leave(**fields, by=admin)
    unit.refresh_from_db()
    assert unit.is_active and unit.posts.get().ends_on is None


def test_a_successor_who_leaves_first_is_refused(leave, successor, office, now):
    leave(person=successor, last_day=TOMORROW, successor=None)
    with pytest.raises(DomainError):
        leave(last_day=TOMORROW)


def test_the_work_of_one_whose_successor_left_meanwhile_goes_to_the_next(leave, unit, successor, other_unit, town, now):
    task = task_of(town)
    leave(last_day=TOMORROW)
    leave(person=successor, successor=other_unit)
    service.carry_out_due(now=now + timedelta(days=2))
    task.refresh_from_db()
    unit.refresh_from_db()
    assert task.person == "陈桂兰" and heir_of(unit) == other_unit


def test_nobody_ends_their_own_account_and_no_office_that_of_an_administrator(leave, office, admin, town):
    second = make_person("第二人", Role.ADMIN, town.home)
    with pytest.raises(NotAllowed):
        leave(person=office)
    with pytest.raises(NotAllowed):
        leave(person=second)
    assert leave(person=second, by=admin).done_at


def test_the_last_administrator_does_not_leave(leave, admin, town, now):
    root = User.objects.create_superuser("root", password="x", display_name="维护")
    give(root, Role.ADMIN, town.home, ends_on=TOMORROW)
    with pytest.raises(DomainError):
        leave(person=admin, by=root)
    assert admin.posts.get().ends_on is None


def test_an_administrator_of_whom_a_leaving_is_noted_is_not_the_one_who_stays(leave, admin, unit, town, now):
    leave(last_day=TOMORROW)
    give_post(person=unit, role=Role.ADMIN, unit=town.home, starts_on=TODAY, by=admin, now=now)
    with pytest.raises(DomainError):
        end_post(post=admin.posts.get(), ends_on=TODAY, by=admin, now=now)


@pytest.mark.parametrize("who", ["leader", "inspector", "other_unit"])
def test_others_hand_nobody_over(request, leave, who):
    with pytest.raises(NotAllowed):
        leave(by=request.getfixturevalue(who))


def test_withdrawn_everything_is_as_it_was(leave, unit, town, office, now):
    task_of(town)
    give(unit, Role.UNIT, town.department, ends_on=TODAY + timedelta(days=30))
    before = everything()[:3]
    noted = leave(last_day=TOMORROW)
    assert everything()[:3] != before
    service.withdraw_leaving(leaving=noted, by=office, now=now)
    assert everything()[:3] == before
    assert service.carry_out_due(now=now + timedelta(days=9)) == 0
    with pytest.raises(DomainError):
        service.withdraw_leaving(leaving=noted, by=office, now=now)


def test_done_before_its_day_it_ends_today(leave, unit, office, now):
    done = service.carry_out(leaving=leave(last_day=TODAY + timedelta(days=9)), by=office, now=now)
    unit.refresh_from_db()
    assert (done.last_day, unit.posts.get().ends_on, unit.is_active) == (TODAY, TODAY, False)


def test_a_post_given_after_it_was_noted_ends_too(leave, unit, town, admin, now):
    leave(last_day=TOMORROW)
    give_post(person=unit, role=Role.UNIT, unit=town.department, starts_on=TODAY, by=admin, now=now)
    service.carry_out_due(now=now + timedelta(days=2))
    assert not Post.objects.in_force(TODAY + timedelta(days=3)).filter(user=unit).exists()


def test_the_successor_and_the_office_are_told_once(leave, successor, office, town, admin):
    task_of(town)
    task_of(town, responsible_unit=town.other_village)
    leave(by=admin)
    told = list(Notice.objects.order_by("pk").values_list("user__display_name", "title"))
    assert told == [("何大勇", "您接手王建国的工作"), ("李敏", "王建国的部分工作待安排")]


def test_who_comes_back_has_the_account_and_no_right(leave, unit, admin, office, now, town):
    leave()
    with pytest.raises(NotAllowed):
        service.take_up_again(person=unit, by=office, now=now)
    back = service.take_up_again(person=unit, by=admin, now=now)
    assert back.is_active and not back.has_usable_password() and not back.access.posts
    assert heir_of(back) == back
    assert service.take_up_again(person=unit, by=admin, now=now).is_active
    give_post(person=back, role=Role.UNIT, unit=town.village, starts_on=TODAY, by=admin, now=now)


def test_each_kind_of_work_has_a_code_of_its_own_and_words():
    codes = [work.code for work in KINDS]
    assert len(set(codes)) == len(codes) >= 7
    assert all(str(work.label) for work in KINDS)


def test_what_is_open_is_counted_before_and_gone_after(leave, unit, town):
    task_of(town)
    assert [(work.code, count) for work, count in open_work(unit, TODAY)] == [("tasks", 1)]
    leave()
    assert open_work(User.objects.get(pk=unit.pk), TODAY) == []
    assert Leaving.objects.done().count() == 1


def test_an_administrator_made_on_the_command_line_is_no_offices_to_end(town, leave, admin):
    root = UserFactory(username="root", is_superuser=True)
    with pytest.raises(NotAllowed):
        leave(person=root, successor=None)
    assert leave(person=root, successor=None, by=admin).done_at


def test_whoever_may_not_note_a_leaving_may_not_carry_it_out(leave, successor, unit, now):
    noted = leave(last_day=TOMORROW)
    for by in (successor, unit):
        with pytest.raises(NotAllowed):
            service.carry_out(leaving=noted, by=by, now=now)
    unit.refresh_from_db()
    assert unit.is_active


def test_what_is_shown_beforehand_follows_a_successor_who_left_since_then(leave, unit, successor, town, inspector):
    task_of(town)
    noted = leave(last_day=TOMORROW)
    leave(person=successor, successor=inspector)
    successor.refresh_from_db()
    chosen = {"last_day": TOMORROW, "successor": successor, "posts_go_over": False}
    shown = service.preview(person=unit, **chosen, today=TODAY, noted=noted)
    assert [piece.why_not for _work, pieces in shown.work for piece in pieces] == [""]
    leave(person=inspector, successor=None)
    shown = service.preview(person=unit, **chosen, today=TODAY, noted=noted)
    assert all(piece.why_not for _work, pieces in shown.work for piece in pieces)

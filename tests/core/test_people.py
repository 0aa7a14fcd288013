"""People and posts: who keeps them, what is refused, what the trail says."""

from datetime import timedelta

import pytest

from core.errors import DomainError, NotAllowed
from core.models import Post, Role, TrailEntry, UnitKind, User
from core.people import services
from tests.core.people_scene import TODAY, TOMORROW, YESTERDAY, give
from tests.factories import UnitFactory, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(town, admin, now):
    def run(**fields):
        wanted = {"name": "吴晓", "account": "wuxiao", "role": Role.UNIT, "unit": town.village, "starts_on": TODAY}
        return services.add_person(**wanted | {"by": admin, "now": now} | fields)

    return run


def verbs(person) -> list[str]:
    return list(TrailEntry.objects.about(person).order_by("pk").values_list("verb", flat=True))


def test_somebody_new_has_a_post_and_no_password_and_the_trail_says_so(add):
    person = add(name=" 吴　晓", account="ＷｕＸｉａｏ")
    assert (person.display_name, person.username) == ("吴晓", "wuxiao")
    assert not person.has_usable_password() and not person.is_staff
    assert person.access.has("unit")
    assert verbs(person) == ["create", "give_post"]


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"name": "　"}, "display_name"),
        ({"name": "张\ue815"}, "display_name"),
        ({"name": "长" * 41}, "display_name"),
        ({"account": ""}, "username"),
        ({"account": "wu/xiao"}, "username"),
        ({"account": "LiMin"}, "username"),
        ({"ends_on": YESTERDAY}, "ends_on"),
        ({"role": Role.OFFICE}, "unit"),
        ({"role": Role.ADMIN}, "unit"),
    ],
)
def test_what_is_refused_is_said_at_its_field_and_nothing_is_kept(add, office, fields, at):
    with pytest.raises(DomainError) as refused:
        add(**fields)
    assert set(refused.value.error_dict) == {at}
    assert not User.objects.filter(username="wuxiao").exists()


def test_a_post_in_another_town_is_refused(add, town):
    with pytest.raises(DomainError):
        add(unit=town.peer)


@pytest.mark.parametrize("who", ["office", "leader", "inspector", "unit"])
def test_accounts_are_the_administrators(request, add, who):
    with pytest.raises(NotAllowed):
        add(by=request.getfixturevalue(who))


def test_two_people_of_one_name_are_told_apart_by_their_accounts(add, town):
    first, second = add(name="张伟", account="zhangwei"), add(name="张伟", account="zhangwei2", unit=town.department)
    assert first.pk != second.pk
    with pytest.raises(DomainError):
        add(name="张伟", account="ZHANGWEI")


def test_a_new_name_stands_in_the_trail_with_the_old_one(add, admin, now):
    person = services.edit_person(person=add(), name="吴晓燕", account="wuxiao", by=admin, now=now)
    entry = TrailEntry.objects.about(person).first()
    assert (entry.verb, entry.changes) == ("edit", {"display_name": ["吴晓", "吴晓燕"]})
    before = TrailEntry.objects.count()
    services.edit_person(person=person, name="吴晓燕", account="wuxiao", by=admin, now=now)
    assert TrailEntry.objects.count() == before


def test_the_same_post_is_not_held_twice_on_a_day(add, admin, now, town):
    person = add(ends_on=TOMORROW)
    post = {"person": person, "role": Role.UNIT, "unit": town.village, "by": admin, "now": now}
    with pytest.raises(DomainError) as refused:
        services.give_post(**post, starts_on=TOMORROW)
    assert set(refused.value.error_dict) == {"starts_on"}
    services.give_post(**post, starts_on=TOMORROW + timedelta(days=1))
    services.give_post(**post | {"role": Role.INSPECTOR}, starts_on=TODAY)
    assert person.posts.count() == 3


def test_a_post_gives_no_right_from_the_day_after_its_last(add, admin, now):
    person = add(starts_on=TODAY - timedelta(days=9))
    post = services.end_post(post=person.posts.get(), ends_on=YESTERDAY, by=admin, now=now)
    entry = TrailEntry.objects.about(person).first()
    assert (entry.verb, entry.changes) == ("end_post", {"ends_on": ["", YESTERDAY.isoformat()]})
    assert not Post.objects.in_force(TODAY).filter(user=person).exists()
    with pytest.raises(DomainError):  # it stays ended
        services.end_post(post=post, ends_on=TOMORROW, by=admin, now=now)


def test_a_post_does_not_end_before_it_starts(add, admin, now):
    with pytest.raises(DomainError):
        services.end_post(post=add().posts.get(), ends_on=YESTERDAY, by=admin, now=now)


def test_the_last_administrator_stays(admin, now, town):
    post = admin.posts.get()
    with pytest.raises(DomainError):
        services.end_post(post=post, ends_on=TOMORROW, by=admin, now=now)
    post.refresh_from_db()
    assert post.ends_on is None
    make_person("第二人", Role.ADMIN, town.home)
    services.end_post(post=post, ends_on=TOMORROW, by=admin, now=now)


def test_an_administrator_whose_post_has_a_last_day_is_not_counted_as_staying(admin, now, town):
    second = make_person("第二人", Role.ADMIN, town.home)
    Post.objects.filter(user=second).update(ends_on=TOMORROW)
    with pytest.raises(DomainError):
        services.end_post(post=admin.posts.get(), ends_on=TODAY, by=admin, now=now)


def test_the_administration_opens_and_closes_with_the_post(add, admin, now, town):
    person = add()
    post = services.give_post(person=person, role=Role.ADMIN, unit=town.home, starts_on=TODAY, by=admin, now=now)
    person.refresh_from_db()
    assert person.is_staff and person.is_superuser
    Post.objects.filter(pk=post.pk).update(starts_on=TODAY - timedelta(days=9), ends_on=YESTERDAY)
    assert services.follow_admin_posts(now=now) == 1
    person.refresh_from_db()
    assert not person.is_staff and not person.is_superuser
    assert services.follow_admin_posts(now=now) == 0


def test_an_account_that_never_held_the_post_is_left_as_it_is(now, town):
    root = User.objects.create_superuser("root", password="x", display_name="维护")
    services.follow_admin_posts(now=now)
    root.refresh_from_db()
    assert root.is_superuser


def test_people_are_seen_by_who_keeps_them_and_by_oneself(office, admin, leader, inspector, unit):
    everybody = User.objects.count()
    assert User.objects.visible_to(office).count() == User.objects.visible_to(admin).count() == everybody
    for user in (leader, inspector, unit):
        assert list(User.objects.visible_to(user)) == [user]


def test_a_unit_post_may_be_held_anywhere_in_the_town(add, town):
    zone = UnitFactory(name="一组", kind=UnitKind.ZONE, parent=town.village)
    assert add(unit=zone).access.paths("unit") == (zone.path,)
    assert give(add(account="b"), Role.INSPECTOR, town.village).unit == town.village


def test_of_two_who_take_one_account_at_the_same_moment_the_later_is_told(add, monkeypatch):
    add(name="吴晓", account="wuxiao")
    answers = iter([lambda *_args: "wuxiao", services.checked_account])
    monkeypatch.setattr(services, "checked_account", lambda *args: next(answers)(*args))
    with pytest.raises(DomainError) as told:
        add(name="吴小", account="wuxiao")
    assert "吴晓" in told.value.message_dict["username"][0]
    assert User.objects.filter(display_name="吴小").count() == 0

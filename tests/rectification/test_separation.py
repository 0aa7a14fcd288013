"""Separation of duties (the domain rules, section 6): whoever did the work does not check it, whatever way they take.

One table of ways: the page, the page that another tab left open, the batch of the list, the read-only administration, the
ledger that comes back, the service itself. And of people: those of the unit, those above and below it, whoever wrote progress.
"""

from datetime import timedelta

import pytest
from django.urls import reverse

from core.errors import Conflict, NotAllowed
from core.files_out.exports import ExcelBook
from core.models import Role, TrailEntry, UnitKind
from rectification.ledger_in import take_ledger
from rectification.models import RectificationTask
from rectification.selectors.ledger import COLUMNS, ledger_rows
from rectification.services import add_progress, allowed_transitions, perform
from rectification.transitions import TRANSITIONS, State
from tests.factories import PostFactory, UnitFactory, UserFactory, make_person, make_picture

pytestmark = pytest.mark.usefixtures("frozen_now")


def again(task) -> RectificationTask:
    return RectificationTask.objects.select_related("town", "finding", "responsible_unit").get(pk=task.pk)


# ---- people ----


def person(*posts):
    """Somebody with these (role, unit) posts."""
    user = UserFactory(username=f"p{len(posts)}{posts[0][0]}{posts[-1][1].pk}", is_staff=True)
    for role, unit in posts:
        PostFactory(user=user, role=role, unit=unit)
    return user


def of_the_unit(town):
    return person((Role.UNIT, town.village))


def of_the_unit_and_office(town):
    return person((Role.OFFICE, town.home), (Role.UNIT, town.village))


def of_the_unit_and_inspector(town):
    return person((Role.INSPECTOR, town.home), (Role.UNIT, town.village))


def below_the_unit_and_inspector(town):
    zone = UnitFactory(name="马桥三组", kind=UnitKind.ZONE, parent=town.village)
    return person((Role.INSPECTOR, town.home), (Role.UNIT, zone))


def leads_the_unit_and_office(town):
    """Any post in the unit counts, not only that of those who work there."""
    return person((Role.OFFICE, town.home), (Role.LEADER, town.village))


def of_another_unit(town):
    return person((Role.UNIT, town.other_village))


def leader_of_the_town(town):
    return person((Role.LEADER, town.home))


def administrator(town):
    return make_person("管理员", Role.ADMIN, town.home, username="guanliyuan")


def inspector_of_the_town(town):
    return person((Role.INSPECTOR, town.home))


def inspector_of_another_village(town):
    """Nobody inspects the own unit: a post in a village is for the others, with tasks as with points."""
    return person((Role.INSPECTOR, town.other_village))


def inspector_of_the_village(town):
    return person((Role.INSPECTOR, town.village))


def inspector_of_another_town(town):
    return person((Role.INSPECTOR, town.peer))


def office_of_the_town(town):
    return person((Role.OFFICE, town.home))


def office_and_another_unit(town):
    return person((Role.OFFICE, town.home), (Role.UNIT, town.other_village))


MAY_NOT = (
    of_the_unit, of_the_unit_and_office, of_the_unit_and_inspector, below_the_unit_and_inspector,
    leads_the_unit_and_office, of_another_unit, leader_of_the_town, administrator, inspector_of_the_village,
    inspector_of_another_town,
)  # fmt: skip
MAY = (inspector_of_the_town, inspector_of_another_village, office_of_the_town, office_and_another_unit)


# ---- ways: each tries to check the task and to close it, or to send it back ----


@pytest.fixture
def by_service(now, photo_of):
    def go(task, user, verb):
        photos = (photo_of(task, user, now, "green"),)
        with pytest.raises(NotAllowed):
            perform(task=task, verb=verb, by=user, now=now, note="干净", reason="未清", photos=photos)

    return go


@pytest.fixture
def browser_of(client):
    def signed_in(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def sent(task, **data):
    return {"seen_version": task.version, "note": "干净", "reason": "未清"} | data


@pytest.fixture
def by_page(browser_of):
    def go(task, user, verb):
        browser = browser_of(user)
        address = f"/rectification/{task.pk}/{verb}/"
        assert browser.get(address).status_code in (403, 404)
        response = browser.post(address, sent(task, recheck_photo=make_picture(colour="green")))
        assert response.status_code in (403, 404)
        page = browser.get(task.get_absolute_url())
        assert page.status_code == 404 or f"/{verb}/" not in page.content.decode(), "nor is it offered"

    return go


@pytest.fixture
def by_batch(browser_of):
    """The list assigns and reminds; there is no closing in it, whatever is sent."""

    def go(task, user, verb):
        data = {"task": [task.pk], verb: "", "verb": verb, "state": "closed", "note": "干净"}
        browser_of(user).post("/rectification/batch/", data)

    return go


@pytest.fixture
def by_admin(browser_of):
    """Django's administration shows tasks; nothing of them is changed, added or deleted there, by nobody."""

    def go(task, user, verb):
        browser = browser_of(user)
        user.is_superuser = user.is_staff = True
        user.save()
        change = reverse("admin:rectification_rectificationtask_change", args=[task.pk])
        delete = reverse("admin:rectification_rectificationtask_delete", args=[task.pk])
        assert browser.get(change).status_code == 200
        assert browser.post(change, {"state": "closed"}).status_code == 403
        assert browser.post(delete, {"post": "yes"}).status_code == 403
        assert browser.get(reverse("admin:rectification_rectificationtask_add")).status_code == 403
        listed = reverse("admin:rectification_rectificationtask_changelist")
        browser.post(listed, {"action": "delete_selected", "_selected_action": [task.pk], "post": "yes"})

    return go


@pytest.fixture
def by_ledger(tmp_path, town, now):
    """The task's own row comes back, now with a day of completion and a result: a file changes no state."""

    def go(task, user, verb):
        if not user.access.covers(town.home.path, "office"):
            return
        row = next(iter(ledger_rows(RectificationTask.objects.filter(pk=task.pk).with_details())))
        row[8], row[9] = now - timedelta(hours=1), "合格"
        book = ExcelBook()
        book.add_table("", COLUMNS).add(row)
        path = tmp_path / "台账.xlsx"
        path.write_bytes(book.finish().read())
        report = take_ledger(path=path, by=user, now=now)
        assert (report.imported, report.unchanged) == (0, 1)
        assert any(task.number in note for note in report.notes)

    return go


WAYS = ("by_service", "by_page", "by_batch", "by_admin", "by_ledger")


@pytest.mark.parametrize("verb", ["close", "rework"])
@pytest.mark.parametrize("who", MAY_NOT, ids=lambda who: who.__name__)
@pytest.mark.parametrize("way", WAYS)
def test_whoever_belongs_to_the_work_or_to_no_checking_post_checks_it_by_no_way(
    request, handed_in, town, way, who, verb
):
    task, user = again(handed_in), who(town)
    before = TrailEntry.objects.about(task).count()
    request.getfixturevalue(way)(task, user, verb)
    after = again(task)
    assert (after.state, after.version) == (State.SUBMITTED, task.version)
    assert TrailEntry.objects.about(task).count() == before


@pytest.mark.parametrize("who", MAY, ids=lambda who: who.__name__)
def test_whoever_is_outside_of_the_work_and_has_the_post_checks_it(browser_of, handed_in, town, who):
    """The counterpart: else the table above would hold for a house in which nobody may check."""
    task = again(handed_in)
    response = browser_of(who(town)).post(
        f"/rectification/{task.pk}/close/", sent(task, recheck_photo=make_picture(colour="green"))
    )
    assert response.status_code == 302
    assert again(task).state == State.CLOSED


# ---- whoever wrote progress in this pass, whatever posts they hold ----


@pytest.mark.parametrize("way", ["by_service", "by_page", "by_admin", "by_ledger"])
def test_the_office_that_wrote_progress_does_not_check_by_any_way(request, at_work, town, unit, photo_of, now, way):
    writer = office_of_the_town(town)
    add_progress(task=at_work, by=writer, now=now - timedelta(hours=3), note="现场催办")
    photos = [photo_of(at_work, unit, now)]
    task = perform(task=at_work, verb="submit", by=unit, now=now - timedelta(hours=2), note="清了", photos=photos)
    request.getfixturevalue(way)(again(task), writer, "close")
    assert again(task).state == State.SUBMITTED


def test_a_post_that_ended_yesterday_still_does_not_undo_who_wrote_progress(at_work, unit, town, photo_of, now):
    """Moved from the unit to the inspectors: what was written stays written."""
    photos = [photo_of(at_work, unit, now)]
    task = perform(task=at_work, verb="submit", by=unit, now=now - timedelta(hours=2), note="清了", photos=photos)
    unit.posts.update(ends_on=now.date() - timedelta(days=1))
    PostFactory(user=unit, role=Role.INSPECTOR, unit=town.home)
    moved = type(unit).objects.get(pk=unit.pk)
    with pytest.raises(NotAllowed):
        perform(task=task, verb="close", by=moved, now=now, note="干净", photos=photos)


# ---- two tabs ----


def test_a_tab_from_before_the_own_progress_does_not_check(client_for, at_work, office, unit, photo_of, now):
    """Tab 1 shows the check of a task; in tab 2 the same person writes progress in the next pass; tab 1 is sent late."""
    photos = [photo_of(at_work, unit, now)]
    perform(task=at_work, verb="submit", by=unit, now=now - timedelta(hours=5), note="清了", photos=photos)
    seen = again(at_work)
    browser = client_for("office")
    assert browser.get(f"/rectification/{seen.pk}/close/").status_code == 200
    perform(task=seen, verb="rework", by=office, now=now - timedelta(hours=4), reason="未清")
    add_progress(task=seen, by=office, now=now - timedelta(hours=3), note="在场督办")
    photos = [photo_of(seen, unit, now)]
    perform(task=seen, verb="submit", by=unit, now=now - timedelta(hours=2), note="再清", photos=photos)
    data = sent(seen, recheck_photo=make_picture(colour="green"))
    assert browser.post(f"/rectification/{seen.pk}/close/", data).status_code == 403
    assert again(seen).state == State.SUBMITTED


def test_a_tab_from_before_somebody_else_s_check_is_shown_both_versions(client_for, handed_in, inspector, now):
    seen = again(handed_in)
    perform(task=seen, verb="rework", by=inspector, now=now - timedelta(minutes=5), reason="东侧未清")
    data = sent(seen, note="我看是干净的", recheck_photo=make_picture(colour="green"))
    response = client_for("office").post(f"/rectification/{seen.pk}/close/", data)
    page = response.content.decode()
    assert response.status_code in (200, 409)
    assert "我看是干净的" in page, "nothing typed is lost"
    assert again(seen).state == State.IN_PROGRESS


def test_two_tabs_of_one_verifier_close_it_once(client_for, handed_in, inspector, now, photo_of):
    browser, seen = client_for("inspector"), again(handed_in)
    data = [sent(seen, recheck_photo=make_picture(colour=colour)) for colour in ("green", "olive")]
    answers = [browser.post(f"/rectification/{seen.pk}/close/", one).status_code for one in data]
    assert answers[0] == 302 and answers[1] != 302
    assert TrailEntry.objects.about(seen).filter(verb="close").count() == 1
    with pytest.raises(Conflict):
        perform(
            task=seen, verb="close", by=inspector, now=now, note="干净", seen_version=seen.version,
            photos=(photo_of(seen, inspector, now),),
        )  # fmt: skip


# ---- the table itself ----


def test_every_way_from_handed_in_but_cancelling_is_separate():
    out = {way.verb: way.separate for way in TRANSITIONS if State.SUBMITTED in way.sources}
    assert out == {"close": True, "rework": True, "cancel": False}


def test_nothing_leads_to_closed_but_a_separate_check_or_an_authority_s_answer():
    to_closed = {way.verb: (way.separate, way.sources) for way in TRANSITIONS if way.target == State.CLOSED}
    assert to_closed == {"close": (True, (State.SUBMITTED,)), "close_on_answer": (False, (State.TRANSFERRED,))}


@pytest.mark.parametrize("who", MAY_NOT, ids=lambda who: who.__name__)
def test_what_is_refused_is_not_offered(handed_in, town, who):
    offered = {way.verb for way in allowed_transitions(again(handed_in), who(town))}
    assert not offered & {"close", "rework"}

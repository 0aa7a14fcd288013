"""Following a report by its number: what the public sees, and what it never sees."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache

from core.errors import DomainError, NotAllowed
from core.models import Notice, Photo, TrailEntry
from rectification.models import PublicReport, Refusal
from rectification.models.public import number_of
from rectification.public_words import EVENTS, STAGES
from rectification.services import perform
from rectification.services.public import not_fixed_until, say_not_fixed
from rectification.services.public_guard import give_ticket
from rectification.services.public_photos import hide_photos, photos_of, released_photos, show_photos
from rectification.transitions import BY_VERB, TRANSITIONS, State
from tests.factories import make_picture

PERSONAL = ("王大爷", "13800001234", "王建国", "刘某某", "张某", "李敏", "刘志强", "马桥村")


@pytest.fixture(autouse=True)
def nobody_tried_yet():
    cache.clear()


def text_of(client, report) -> str:
    response = client.get(report.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def seen(report):
    return [str(photo.key) for photo in photos_of(report)]


@pytest.fixture
def again(town, now, photo_of):
    """again(report, at=…): the resident says that it is not fixed, with words and a photo."""

    def say(report, at=now, photos=True):
        given = [photo_of(report.followed_task(), None, at, "red")] if photos else []
        return say_not_fixed(report=report, now=at, reason="桶又满了", photos=given)

    return say


def test_every_state_and_every_verb_has_public_words():
    assert set(STAGES) == set(State)
    assert set(BY_VERB) - set(EVENTS) == {"hand_back"}, "who it was handed between is nobody's business outside"


@pytest.mark.parametrize("state", ["registered", "assigned", "in_progress", "submitted", "closed"])
def test_each_state_is_told_in_plain_words_without_names(client, public_report, walk, state):
    walk(public_report, state)
    page = text_of(client, public_report)
    assert str(STAGES[state].title) in page
    assert "2026年11月23日" in page
    assert [word for word in PERSONAL if word in page] == []
    assert not re.search(r"\d\d?:\d\d(?!\d)", re.sub(r"<[^>]+>", "", page)), "days only, no times"


def test_the_office_s_reason_stays_inside_and_its_category_goes_out(client, public_report, office, now):
    perform(
        task=public_report.task,
        verb="reject",
        by=office,
        now=now,
        reason="张某多次来电，与邻居纠纷",
        told=Refusal.OTHER_DUTY,
    )
    page = text_of(client, public_report)
    assert "未受理" in page
    assert str(Refusal.OTHER_DUTY.label) in page
    assert "张某" not in page


def test_the_reject_form_asks_what_the_reporter_is_told(client_for, public_report, task_of_patrol):
    page = client_for("office").get(f"{public_report.task.get_absolute_url()}reject/").content.decode()
    assert str(Refusal.NOT_FOUND.label) in page
    other = client_for("office").get(f"{task_of_patrol.get_absolute_url()}reject/").content.decode()
    assert str(Refusal.NOT_FOUND.label) not in other


@pytest.fixture
def task_of_patrol(reported):
    return reported


def test_an_authority_is_not_named(client, public_report, office, now):
    perform(
        task=public_report.task, verb="transfer", by=office, now=now, authority="市公路局张科长", reference="2026-7"
    )
    page = text_of(client, public_report)
    assert "转交" in page
    assert "张科长" not in page


def test_words_are_shown_as_words(client, take):
    report = take("<script>alert(1)</script>", place='"><img src=x onerror=alert(1)>')
    page = text_of(client, report)
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;" in page


def test_numbers_cannot_be_guessed(take):
    numbers = [take().number for _n in range(20)]
    assert len(set(numbers)) == 20
    assert all(re.fullmatch(r"([2-9A-HJKMNP-TV-Z]{4}-){2}[2-9A-HJKMNP-TV-Z]{4}", number) for number in numbers)
    assert not set("01ILOU") & set("".join(numbers))


@pytest.mark.parametrize("typed", ["abcd efgh jkmn", "ABCDEFGHJKMN", " abcd-EFGH-jkmn "])
def test_a_number_is_found_however_it_is_typed(client, public_report, typed):
    PublicReport.objects.update(number="ABCD-EFGH-JKMN")
    assert number_of(typed) == "ABCD-EFGH-JKMN"
    assert client.get("/public/report/", {"number": typed}).url == "/public/report/ABCD-EFGH-JKMN/"


def test_a_number_that_is_none_is_said(client, public_report):
    assert "没有这个编号" in client.get("/public/report/", {"number": "XXXX"}).content.decode()
    answer = client.get("/public/report/XXXX-XXXX-XXXX/")
    assert answer.status_code == 404
    assert "没有这个编号" in answer.content.decode()
    assert client.get("/public/report/abcdefghjkmn/not-fixed/").status_code == 404


def test_searching_machines_and_caches_are_kept_away(client, public_report):
    page = client.get(public_report.get_absolute_url())
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page.headers["Cache-Control"]


# ---- photos ----


def test_photos_are_public_only_after_the_office_looked(client, public_report, office, walk, now):
    walk(public_report, "closed")
    keys = seen(public_report)
    address = f"{public_report.get_absolute_url()}photos/{keys[0]}/"
    assert len(keys) == 2, "the problem and the place after the work, not the recheck"
    assert client.get(address).status_code == 404
    show_photos(report=public_report, by=office, now=now, seen=keys)
    assert "photos/" in text_of(client, public_report)
    assert client.get(address).headers["Content-Type"] == "image/jpeg"
    assert client.get(f"{address}small/").status_code == 200
    assert "no-store" in client.get(address).headers["Cache-Control"]
    public_report.refresh_from_db()
    hide_photos(report=public_report, by=office, now=now)
    assert client.get(address).status_code == 404
    verbs = [entry.verb for entry in TrailEntry.objects.about(public_report.task)[:2]]
    assert verbs == ["hide_photos", "show_photos"]


def test_a_photo_is_served_under_its_own_report_alone(client, take, office, now):
    mine, other = take(), take()
    for report in (mine, other):
        show_photos(report=report, by=office, now=now, seen=seen(report))
    assert client.get(f"/public/report/{mine.number}/photos/{seen(mine)[0]}/").status_code == 200
    assert client.get(f"/public/report/{mine.number}/photos/{seen(other)[0]}/").status_code == 404
    assert client.get(f"/public/report/{mine.number}/photos/{uuid4()}/").status_code == 404


def test_photos_that_come_later_wait_for_another_look(client, public_report, office, walk, again, now):
    walk(public_report, "closed")
    show_photos(report=public_report, by=office, now=now - timedelta(minutes=1), seen=seen(public_report))
    again(public_report)
    public_report.refresh_from_db()
    assert len(released_photos(public_report)) == 2
    assert len(seen(public_report)) == 3


def test_what_was_not_seen_is_not_released(public_report, office, now):
    with pytest.raises(DomainError, match="变化"):
        show_photos(report=public_report, by=office, now=now, seen=[str(uuid4())])


def test_the_office_alone_releases_photos(public_report, leader, unit, now):
    for person in (leader, unit):
        with pytest.raises(NotAllowed):
            show_photos(report=public_report, by=person, now=now, seen=seen(public_report))


def test_the_panel_is_for_the_office(client_for, public_report):
    page = client_for("office").get(public_report.task.get_absolute_url()).content.decode()
    assert "王大爷" in page and "13800001234" in page and public_report.number in page
    page = client_for("leader").get(public_report.task.get_absolute_url()).content.decode()
    assert "王大爷" not in page and public_report.number not in page


def test_the_office_releases_from_the_task_s_page(client_for, public_report, frozen_now):
    office = client_for("office")
    address = f"{public_report.task.get_absolute_url()}photos/show/"
    office.post(address, {"seen": seen(public_report)})
    public_report.refresh_from_db()
    assert public_report.photos_shown_at == frozen_now
    assert client_for("leader").post(address).status_code == 403


# ---- not fixed ----


def test_not_fixed_reopens_with_words_and_photo(public_report, walk, again, office, now):
    walk(public_report, "closed")
    task = again(public_report)
    entry = TrailEntry.objects.about(task).first()
    assert (task.state, task.reopenings) == (State.IN_PROGRESS, 1)
    assert (entry.verb, entry.by, entry.by_name, entry.reason) == ("reopen", None, "居民", "桶又满了")
    assert entry.photos.get().purpose == "problem"
    assert Notice.objects.filter(user=office, kind="report_not_fixed").count() == 1


def test_not_fixed_needs_a_photo_and_words(public_report, walk, again, now):
    walk(public_report, "closed")
    with pytest.raises(DomainError):
        again(public_report, photos=False)
    with pytest.raises(DomainError):
        say_not_fixed(report=public_report, now=now, reason=" ", photos=[])
    public_report.task.refresh_from_db()
    assert public_report.task.state == State.CLOSED


def test_not_fixed_once_for_each_closing(public_report, walk, again, inspector, unit, photo_of, now):
    task = walk(public_report, "closed")
    again(public_report)
    with pytest.raises(DomainError):
        again(public_report)
    for verb, by in (("submit", unit), ("close", inspector)):
        perform(task=task, verb=verb, by=by, now=now, note="好了", photos=(photo_of(task, by, now),))
    public_report.refresh_from_db()
    assert again(public_report).reopenings == 2


def test_not_fixed_within_the_days_that_the_office_set(public_report, walk, again, now):
    task = walk(public_report, "closed")
    closed = task.closed_at
    assert not_fixed_until(task, now).isoformat() == "2026-12-07"
    assert not_fixed_until(task, closed + timedelta(days=15)) is None
    with pytest.raises(DomainError):
        again(public_report, at=closed + timedelta(days=15))
    assert again(public_report, at=closed + timedelta(days=15) - timedelta(seconds=1)).state == State.IN_PROGRESS


def test_a_reporter_reopens_the_own_report_s_task_alone(take, walk, photo_of, now):
    mine, other = take(), take()
    task = walk(other, "closed")
    photos = (photo_of(task, None, now),)
    with pytest.raises(NotAllowed):
        perform(task=task, verb="reopen", by=None, as_reporter=mine, now=now, reason="没好", photos=photos)


@pytest.mark.parametrize("verb", sorted({way.verb for way in TRANSITIONS} - {"reopen"}))
def test_a_reporter_does_nothing_else(public_report, now, verb):
    task = public_report.task
    task.state = BY_VERB[verb].sources[0]
    if task.state != State.REPORTED:
        type(task).objects.filter(pk=task.pk).update(
            state=task.state, responsible_unit=task.town, closed_at=now, duplicate_of=None
        )
    with pytest.raises(NotAllowed):
        perform(task=task, verb=verb, by=None, as_reporter=public_report, now=now, reason="x", note="x")


def test_a_duplicate_s_reporter_follows_the_main_task(client, take, walk, again, office, now):
    main, second = take(), take("同一处垃圾桶满")
    perform(task=second.task, verb="mark_duplicate", by=office, now=now - timedelta(minutes=40), other_task=main.task)
    second.refresh_from_db()
    walk(main, "closed")
    second = PublicReport.objects.get(pk=second.pk)
    page = text_of(client, second)
    assert "已经解决" in page and "合并" in page and "没有解决" in page
    assert again(second) == main.task


def test_two_that_are_joined_to_one_another_are_no_endless_road(take):
    one, other = take(), take()
    for task, joined_to in ((one.task, other.task), (other.task, one.task)):
        type(task).objects.filter(pk=task.pk).update(state=State.DUPLICATE, duplicate_of=joined_to)
    assert PublicReport.objects.get(pk=one.pk).followed_task()


def test_the_page_sends_it_once_and_then_says_where_it_stands(client, public_report, walk, frozen_now):
    walk(public_report, "closed")
    address = f"{public_report.get_absolute_url()}not-fixed/"
    assert client.get(address).status_code == 200
    ticket = give_ticket(frozen_now - timedelta(minutes=1))
    for _n in range(2):
        answer = client.post(address, {"ticket": ticket, "reason": "桶又满了", "photos": [make_picture(colour="red")]})
        assert answer.url == public_report.get_absolute_url()
    public_report.task.refresh_from_db()
    assert (public_report.task.state, public_report.task.reopenings) == (State.IN_PROGRESS, 1)
    assert "重新办理" in text_of(client, public_report)
    assert client.get(address).url == public_report.get_absolute_url()
    assert Photo.objects.about(public_report.task).filter(entry=None).count() == 0


def test_said_too_late_the_words_go_along_to_a_new_report(client, public_report, walk, frozen_now):
    task = walk(public_report, "closed")
    type(task).objects.filter(pk=task.pk).update(closed_at=frozen_now - timedelta(days=16))
    address = f"{public_report.get_absolute_url()}not-fixed/"
    ticket = give_ticket(frozen_now - timedelta(minutes=1))
    answer = client.post(address, {"ticket": ticket, "reason": "桶又满了三天"})
    assert answer.url == f"/public/report/?instead={public_report.number}"
    assert "三天" not in answer.url, "what somebody wrote stands in no address"
    page = client.get(answer.url).content.decode()
    assert "桶又满了三天" in page and "期限已过" in page
    assert "桶又满了三天" not in client.get("/public/report/").content.decode()
    script = client.post(address, {"ticket": ticket, "reason": "x"}, headers={"accept": "application/json"})
    assert script.json()["url"] == answer.url


def test_nobody_makes_up_what_was_typed(client, public_report):
    client.cookies["unsent_report"] = f"{public_report.number}:made-up:words"
    page = client.get(f"/public/report/?instead={public_report.number}")
    assert page.status_code == 200 and "made-up" not in page.content.decode()

"""What residents see of reports: how many, how quickly, of what kind and where, and photos that the office released."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from dashboards.selectors import public_reports
from rectification.models import Finding
from rectification.services import perform
from rectification.services.public_photos import hide_photos, photos_of, show_photos
from tests.factories import PointFactory, TaskFactory
from tests.queries import assert_same_query_count

NASTY = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def at_the_moment(frozen_now):
    cache.clear()


@pytest.fixture
def remembering(settings):
    """The page is kept, as in life: only what writes the trail changes it."""
    settings.KEPT_SECONDS = 60


def text(client) -> str:
    response = client.get("/public/")
    assert response.status_code == 200
    return response.content.decode()


def seen(report) -> list[str]:
    return [str(photo.key) for photo in photos_of(report)]


class TestReports:
    @pytest.fixture
    def in_the_village(self, town, take):
        """At nobody's point, by words alone; the office knows in which village."""
        report = take(name="王大爷", telephone="13800001234", place="王大爷家门口")
        Finding.objects.filter(pk=report.task.finding_id).update(unit=town.village)
        return report

    @pytest.mark.parametrize("state", ["registered", "assigned", "in_progress", "submitted"])
    def test_it_is_not_listed_before_it_is_put_right(self, client, in_the_village, walk, state):
        walk(in_the_village, state)
        assert "马桥村" not in text(client)

    def test_put_right_it_is_listed_by_kind_and_place_alone(self, client, in_the_village, walk):
        task = walk(in_the_village, "closed")
        page = text(client)
        assert "马桥村" in page
        assert "环境卫生" in page
        private = ("王大爷", "13800001234", "垃圾桶满了", "张某", "刘某某", in_the_village.number, task.number)
        assert not [word for word in private if word in page]

    def test_a_point_is_called_by_its_name(self, client, town, take, walk):
        walk(take(point=PointFactory(name="南拓三路垃圾房", unit=town.village)), "closed")
        assert "南拓三路垃圾房" in text(client)

    def test_where_nothing_but_typed_words_is_known_no_place_is_named(self, client, take, walk):
        walk(take(place="王大爷家门口"), "closed")
        page = text(client)
        assert "环境卫生" in page
        assert "王大爷" not in page

    def test_it_counts_at_once_and_goes_when_it_is_taken_up_again(self, client, office, take, walk, now, remembering):
        assert "已办结0件" in text(client)
        report = take()
        assert ">1<small>件" in text(client)
        task = walk(report, "closed")
        assert "已办结1件" in text(client)
        perform(task=task, verb="reopen", by=office, now=now, reason="又脏了")
        assert "已办结0件" in text(client)

    def test_joined_reports_follow_the_other_one(self, office, inspector, unit, take, walk, now):
        first, second = take(), take(colour="red")
        perform(task=second.task, verb="mark_duplicate", by=office, now=now, other_task=first.task)
        walk(first, "closed")
        this, last = public_reports.tallies(now)
        assert (this.received, this.closed, last.received) == (2, 2, 0)
        assert len(public_reports.recently_closed()) == 1

    def test_the_same_days_of_last_year_are_set_beside_it(self, take, walk, now):
        for days, closed_after in ((370, 4), (366, 6), (300, 1)):
            at = now - timedelta(days=days)
            report = take(now=at)
            walk(report, "closed", at=at + timedelta(days=closed_after))
        this, last = public_reports.tallies(now)
        assert (last.received, last.closed, str(last.days)) == (2, 1, "4.0")
        assert (this.received, this.closed, str(this.days)) == (1, 1, "1.0")

    def test_queries_do_not_grow_with_tasks(self, client, town):
        assert_same_query_count(client, "/public/", TaskFactory)

    def test_places_and_kinds_are_text(self, client, take, walk, town):
        walk(take(point=PointFactory(name=NASTY)), "closed")
        assert NASTY not in text(client)
        assert "&lt;script&gt;" in text(client)


class TestPhotos:
    @pytest.fixture
    def closed(self, take, walk):
        report = take()
        walk(report, "closed")
        return report

    def test_none_appears_before_the_office_released_it(self, client, closed):
        assert "<img" not in text(client)
        for photo in photos_of(closed):
            assert client.get(f"/public/photos/{closed.pk}/{photo.key}/").status_code == 404

    def test_released_ones_appear_at_once_and_hidden_ones_are_gone_at_once(
        self, client, closed, office, now, remembering
    ):
        assert "<img" not in text(client)
        show_photos(report=closed, by=office, now=now, seen=seen(closed))
        page = text(client)
        addresses = [f"/public/photos/{closed.pk}/{photo.key}/" for photo in photos_of(closed)]
        assert all(address in page for address in addresses)
        assert closed.number not in page
        answer = client.get(addresses[0])
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
        assert not answer.cookies
        etag = {"If-None-Match": answer.headers["ETag"]}
        assert client.get(addresses[0], headers=etag).status_code == 304
        hide_photos(report=closed, by=office, now=now)
        assert "<img" not in text(client)
        assert client.get(addresses[0], headers=etag).status_code == 404

    def test_a_photo_belongs_to_its_own_report_alone(self, client, closed, office, take, now):
        show_photos(report=closed, by=office, now=now, seen=seen(closed))
        other = take(colour="red")
        for address in (f"{other.pk}/{seen(closed)[0]}", f"{closed.pk}/{seen(other)[0]}", f"999999/{seen(closed)[0]}"):
            assert client.get(f"/public/photos/{address}/").status_code == 404

    def test_taken_up_again_it_is_no_success_any_more(self, client, closed, office, now):
        show_photos(report=closed, by=office, now=now, seen=seen(closed))
        perform(task=closed.task, verb="reopen", by=office, now=now, reason="又脏了")
        assert "<img" not in text(client)

    def test_queries_have_a_ceiling(self, client, town, office, take, walk, now, django_assert_max_num_queries):
        colours = ("red", "green", "blue", "navy", "gray", "olive", "maroon", "purple", "black", "lime", "aqua")
        for colour in colours:
            report = take(colour=colour)
            walk(report, "closed")
            show_photos(report=report, by=office, now=now, seen=seen(report))
        text(client)
        with django_assert_max_num_queries(30):
            text(client)

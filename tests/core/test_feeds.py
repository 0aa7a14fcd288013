"""The calendar of deadlines, read by a parser that is not the writer's."""

from datetime import UTC, date, datetime, timedelta

import pytest
import vobject

from core.models import CalendarFeed
from core.telling import feeds
from core.telling.feeds import FeedEntry, add_source, calendar_of, make_feed

AT = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


def entry(key="task-1-deadline", **fields):
    given = {
        "at": AT, "summary": "整改到期：垃圾房满溢；清运，冲洗\\消毒", "description": "整2026-0001\n马桥垃圾房，马桥村；第二行",
        "path": "/rectification/1/", "sequence": 3, "changed_at": AT - timedelta(days=3),
    }  # fmt: skip
    return FeedEntry(key=key, **given | fields)


@pytest.fixture
def source(monkeypatch, settings):
    """source(entries): what the only source knows."""
    settings.SITE_URL = "https://town.example"

    def given(*entries):
        monkeypatch.setattr(feeds, "sources", [lambda user, now: iter(entries)])

    return given


def read(body: bytes):
    return vobject.readOne(body.decode())


def test_an_entry_is_an_event_in_utc_with_its_words_as_they_were(source, unit, now):
    source(entry())
    event = read(calendar_of(unit, now)).vevent
    assert event.dtstart.value == AT and event.dtstart.value.tzinfo is not None
    assert event.summary.value == "整改到期：垃圾房满溢；清运，冲洗\\消毒"
    assert event.description.value == "整2026-0001\n马桥垃圾房，马桥村；第二行"
    assert event.url.value == "https://town.example/rectification/1/"
    assert (event.uid.value, event.sequence.value) == ("task-1-deadline@town.example", "3")
    assert event.dtstamp.value == event.last_modified.value == AT - timedelta(days=3)
    assert event.transp.value == "TRANSPARENT"


def test_one_is_reminded_a_day_before_and_on_whole_days_at_nine(source, unit, now):
    source(entry(), entry("task-2-look-again", at=date(2026, 12, 1)))
    moment, day = read(calendar_of(unit, now)).vevent_list
    assert moment.valarm.trigger.value == timedelta(days=-1)
    assert day.valarm.trigger.value == timedelta(hours=9)
    assert (day.dtstart.value, day.dtend.value) == (date(2026, 12, 1), date(2026, 12, 2))


def test_lines_are_folded_at_75_octets_and_end_as_the_standard_says(source, unit, now):
    source(entry(summary="很长的问题描述，" * 30))
    body = calendar_of(unit, now)
    assert body.endswith(b"\r\n") and b"\n" not in body.replace(b"\r\n", b"")
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert read(body).vevent.summary.value == "很长的问题描述，" * 30


def test_the_calendar_has_a_name_and_says_how_often_to_look(source, unit, town, now):
    source()
    calendar = read(calendar_of(unit, now))
    assert calendar.version.value == "2.0" and calendar.prodid.value
    assert calendar.contents["x-wr-calname"][0].value == "枫河街道整改期限"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in calendar_of(unit, now)


def test_the_same_state_gives_the_same_file(source, unit, now):
    source(entry())
    assert calendar_of(unit, now) == calendar_of(unit, now + timedelta(days=1))


def test_a_calendar_holds_at_most_a_thousand_of_a_source(source, unit, now):
    source(*[entry(f"task-{n}") for n in range(feeds.MOST_ENTRIES + 5)])
    assert calendar_of(unit, now).count(b"BEGIN:VEVENT") == feeds.MOST_ENTRIES


def test_a_source_is_registered_once(monkeypatch):
    monkeypatch.setattr(feeds, "sources", [])
    for _time in range(2):
        add_source(entry)
    assert feeds.sources == [entry]


# ---- the address ----


def test_whoever_knows_the_address_reads_the_calendar_without_signing_in(client, source, unit, now, frozen_now):
    source(entry())
    feed = make_feed(user=unit, now=now)
    response = client.get(f"/calendar/{feed.token}.ics")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in response.headers["Cache-Control"] and not response.cookies
    assert read(response.content).vevent.uid.value == "task-1-deadline@town.example"
    assert CalendarFeed.objects.get().read_at == now


def test_a_program_that_has_the_present_state_is_told_so(client, source, unit, now):
    source(entry())
    address = f"/calendar/{make_feed(user=unit, now=now).token}.ics"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    source(entry(sequence=4))
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_an_address_that_is_nothing_or_nothing_any_more_is_404(client, source, unit, now):
    source()
    feed = make_feed(user=unit, now=now)
    unit.is_active = False
    unit.save()
    for token in (feed.token, "x", "a" * 43, feed.token[:-1]):
        assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_addresses_cannot_be_guessed(unit, office, now):
    tokens = {make_feed(user=user, now=now).token for user in (unit, office, unit)}
    assert len(tokens) == 3 and min(len(token) for token in tokens) >= 43

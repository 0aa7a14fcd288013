"""The pages of notices: the list, the bell, the choices, the robots, what was sent out."""

from datetime import timedelta

import pytest

from core.models import CalendarFeed, Delivery, DeliveryState, Notice, NoticeChoice, Robot, TrailEntry
from core.telling.feeds import make_feed
from core.telling.notices import KINDS
from tests.queries import assert_same_query_count, count_queries
from tests.receiver import receiving

pytestmark = pytest.mark.usefixtures("frozen_now")

SECRET = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=very-secret-1234"


@pytest.fixture
def notice(unit, now):
    numbers = iter(range(1000))

    def make(title="新任务", user=unit, **fields):
        given = {"kind": "task_assigned", "at": now - timedelta(hours=1), "path": "/rectification/"} | fields
        return Notice.objects.create(user=user, event=f"e-{next(numbers)}", title=title, **given)

    return make


def titles(client, query=""):
    return [notice.title for notice in client.get(f"/notices/{query}").context["object_list"]]


# ---- the list and the bell ----


def test_the_unread_stand_first_then_the_newest(client_for, notice, now):
    notice("早的", at=now - timedelta(days=2))
    notice("读过", read_at=now, at=now)
    notice("新的", at=now)
    assert titles(client_for("unit")) == ["新的", "早的", "读过"]


def test_one_sees_one_s_own_alone_and_none_that_one_doesn_t_want(client_for, notice, office):
    notice("我的")
    notice("不要的", in_site=False)
    notice("别人的", user=office)
    assert titles(client_for("unit")) == ["我的"]
    assert titles(client_for("admin")) == []


def test_the_filter_takes_kinds_and_the_unread(client_for, notice, now):
    notice("派单")
    notice("超期", kind="overdue", read_at=now)
    unit = client_for("unit")
    assert titles(unit, "?kind=overdue") == ["超期"]
    assert titles(unit, "?read=no") == ["派单"]
    assert titles(unit, "?read=no&kind=overdue") == []
    assert set(titles(unit, "?kind=nonsense")) == {"派单", "超期"}


def test_opening_one_marks_it_read_and_leads_to_its_record(client_for, notice, now):
    told, other = notice(path="/rectification/7/"), notice("另一条")
    response = client_for("unit").post(f"/notices/{told.pk}/")
    assert response.headers["Location"] == "/rectification/7/"
    told.refresh_from_db(), other.refresh_from_db()
    assert (told.read_at, other.read_at) == (now, None)


@pytest.mark.parametrize("path", ["", "//evil.example/", "https://evil.example/"])
def test_one_without_a_page_of_ours_leads_back_to_the_list(client_for, notice, path):
    response = client_for("unit").post(f"/notices/{notice(path=path).pk}/")
    assert response.headers["Location"] == "/notices/"


def test_when_it_was_first_read_stays(client_for, notice, now):
    told = notice(read_at=now - timedelta(days=1))
    client_for("unit").post(f"/notices/{told.pk}/")
    told.refresh_from_db()
    assert told.read_at == now - timedelta(days=1)


def test_marking_all_read_touches_nobody_else_s(client_for, notice, office):
    notice(), notice(), notice(user=office)
    client_for("unit").post("/notices/read/")
    assert list(Notice.objects.unread().values_list("user", flat=True)) == [office.pk]


def test_on_a_phone_too_all_can_be_marked_as_read(client_for, notice):
    notice("一件任务")
    page = client_for("unit").get("/notices/").content.decode()
    assert "全部标为已读" in page and "page-head__actions--desk" not in page


def test_the_bell_counts_the_unread_and_says_nothing_where_there_are_none(client_for, notice, now):
    unit = client_for("unit")
    page = unit.get("/menu/").content.decode()
    assert "bell" in page and "bell__n" not in page
    notice(), notice(), notice(read_at=now)
    page = unit.get("/menu/").content.decode()
    assert page.count('<span class="bell__n" aria-hidden="true">2</span>') == 2  # at a desk and on a phone
    assert "2条未读" in page


def test_the_bell_counts_no_further_than_a_hundred(client_for, unit, now):
    Notice.objects.bulk_create(
        Notice(user=unit, event=f"e{n}", kind="overdue", title="超期", at=now) for n in range(150)
    )
    assert '<span class="bell__n" aria-hidden="true">99+</span>' in client_for("unit").get("/menu/").content.decode()


def test_the_bell_costs_one_query_a_page(client_for, notice):
    unit = client_for("unit")
    notice()
    asked = [sql for sql in count_queries(unit, "/accounts/me/") if "core_notice" in sql]
    assert len(asked) == 1 and "LIMIT 100" in asked[0]


def test_the_list_costs_the_same_for_one_and_for_twenty(client_for, notice):
    assert_same_query_count(client_for("unit"), "/notices/", notice)


# ---- choices ----


def test_a_choice_is_a_row_a_kind_and_stays(client_for, unit):
    browser = client_for("unit")
    form = browser.get("/notices/choices/").context["form"]
    sent = {name: "on" for name in form.fields if name.startswith("site-")} | {"email": "wang@example.org"}
    del sent["site-overdue"]
    sent["mail-task_closed"] = "on"
    assert browser.post("/notices/choices/", sent).headers["Location"] == "/notices/choices/"
    unit.refresh_from_db()
    assert unit.email == "wang@example.org"
    rows = {row.kind: (row.in_site, row.by_email) for row in NoticeChoice.objects.filter(user=unit)}
    assert rows["overdue"] == (False, False) and rows["task_closed"] == (True, True)
    assert rows["task_assigned"] == (True, False)
    again = browser.get("/notices/choices/").context["form"]
    assert again["mail-task_closed"].initial is True and again["site-overdue"].initial is False


def test_one_is_offered_the_kinds_of_one_s_posts(client_for):
    def offered(role):
        return {kind.code for kind in client_for(role).get("/notices/choices/").context["form"].kinds}

    assert "task_assigned" in offered("unit") and "task_handed_back" not in offered("unit")
    assert "task_handed_back" in offered("office") and "task_assigned" not in offered("office")


def test_a_wrong_address_is_said_at_its_field_and_the_switches_stay(client_for):
    response = client_for("unit").post("/notices/choices/", {"email": "nobody", "mail-overdue": "on"})
    page = response.content.decode()
    assert response.status_code == 422 and "form-row--error" in page and 'value="nobody"' in page
    assert not NoticeChoice.objects.exists()


@pytest.mark.parametrize("sends", [True, False])
def test_the_page_says_when_no_mail_is_sent_at_all(client_for, settings, sends):
    settings.SENDS_EMAIL = sends
    assert ("尚未配置邮件服务器" in client_for("unit").get("/notices/choices/").content.decode()) is not sends


def test_the_calendar_s_address_is_made_renewed_and_revoked(client_for, unit):
    browser = client_for("unit")
    assert browser.get("/notices/choices/").context["feed_address"] == ""
    browser.post("/notices/calendar/")
    first = browser.get("/notices/choices/").context
    assert first["feed_address"] == f"http://testserver/calendar/{CalendarFeed.objects.get().token}.ics"
    assert first["feed_subscribe"].startswith("webcal://testserver/calendar/")
    browser.post("/notices/calendar/")
    assert browser.get("/notices/choices/").context["feed_address"] not in ("", first["feed_address"])
    assert browser.get(first["feed_address"]).status_code == 404
    browser.post("/notices/calendar/revoke/")
    assert not CalendarFeed.objects.exists()
    verbs = list(TrailEntry.objects.about(unit).values_list("verb", flat=True))[::-1]
    assert verbs == ["make_feed", "renew_feed", "revoke_feed"]


def test_only_the_own_address_is_shown(client_for, office, now):
    token = make_feed(user=office, now=now).token
    assert token not in client_for("unit").get("/notices/choices/").content.decode()


# ---- robots ----


@pytest.fixture
def robot(db):
    return Robot.objects.create(name="环卫群", flavour="wecom", url=SECRET, secret="SEC99", kinds=["overdue"])


def robot_form(**fields):
    return {
        "name": "环卫群",
        "flavour": "wecom",
        "url": SECRET,
        "secret": "",
        "unit": "",
        "kinds": ["overdue"],
    } | fields


def test_a_robot_is_kept_and_its_address_never_shown_again(client_for, town):
    office = client_for("office")
    assert (
        office.post("/settings/robots/new/", robot_form(unit=town.village.pk)).headers["Location"]
        == "/settings/robots/"
    )
    robot = Robot.objects.get()
    assert (robot.url, robot.unit, robot.kinds, robot.is_active) == (SECRET, town.village, ["overdue"], True)
    for address in ("/settings/robots/", f"/settings/robots/{robot.pk}/"):
        page = office.get(address).content.decode()
        assert "qyapi.weixin.qq.com/…1234" in page and "very-secret" not in page


def test_an_empty_address_and_key_keep_what_is_stored(client_for, robot):
    client_for("office").post(f"/settings/robots/{robot.pk}/", robot_form(name="环卫一群", url=""))
    robot.refresh_from_db()
    assert (robot.name, robot.url, robot.secret) == ("环卫一群", SECRET, "SEC99")


def test_the_trail_tells_of_a_change_and_never_an_address(client_for, robot):
    new = SECRET.replace("1234", "5678")
    client_for("office").post(f"/settings/robots/{robot.pk}/", robot_form(name="环卫一群", url=new, secret="SEC77"))
    entry = TrailEntry.objects.about(robot).get()
    assert entry.changes == {"name": ["环卫群", "环卫一群"], "url": ["…", "…"], "secret": ["…", "…"]}
    assert Robot.objects.get().url == new
    assert "环卫群 → 环卫一群" in client_for("office").get(f"/settings/robots/{robot.pk}/").content.decode()


def test_an_address_elsewhere_is_refused(client_for):
    response = client_for("office").post("/settings/robots/new/", robot_form(url="https://192.168.1.1/send?key=1"))
    assert response.status_code == 200 and "url" in response.context["form"].errors
    assert not Robot.objects.exists()


def test_a_test_message_says_what_came_of_it(client_for, robot, settings):
    office = client_for("office")
    settings.ROBOT_HOSTS = ["127.0.0.1"]
    with receiving() as receiver:
        Robot.objects.update(url=receiver.url)
        office.post(f"/settings/robots/{robot.pk}/test/")
        assert "李敏" in receiver.texts()[0]
        receiver.answers = [(200, {"errcode": 93000, "errmsg": "invalid webhook url"})]
        office.post(f"/settings/robots/{robot.pk}/test/")
    page = office.get("/settings/robots/").content.decode()
    assert "测试消息已发出" in page and "机器人拒收：93000 invalid webhook url" in page
    assert not Delivery.objects.exists()


def test_a_robot_goes_out_of_use_and_back(client_for, robot):
    office = client_for("office")
    for in_use in (False, True):
        office.post(f"/settings/robots/{robot.pk}/switch/")
        robot.refresh_from_db()
        assert robot.is_active is in_use
    assert TrailEntry.objects.about(robot).count() == 2


def test_the_robots_list_costs_the_same_for_one_and_for_twenty(client_for, town):
    names = iter(range(100))

    def make():
        Robot.objects.create(name=f"群{next(names)}", flavour="wecom", url=SECRET, kinds=["overdue"], unit=town.village)

    assert_same_query_count(client_for("office"), "/settings/robots/", make)


# ---- what was sent out ----


@pytest.fixture
def delivery(robot, now):
    numbers = iter(range(1000))

    def make(title="新任务", **fields):
        given = {"robot": robot, "made_at": now, "next_try_at": now} | fields
        return Delivery.objects.create(event=f"e-{next(numbers)}", title=title, **given)

    return make


def sent_out(client, query=""):
    return {row.title for row in client.get(f"/settings/deliveries/{query}").context["object_list"]}


def test_the_list_shows_what_has_not_arrived_until_more_is_asked_for(client_for, delivery, unit):
    for state in DeliveryState:
        delivery(state.value, state=state)
    delivery("letter", robot=None, user=unit)
    office = client_for("office")
    assert sent_out(office) == {"waiting", "sending", "given_up", "unknown", "letter"}
    assert sent_out(office, "?state=all") == {*DeliveryState.values, "letter"}
    assert sent_out(office, "?state=sent") == {"sent"}
    assert sent_out(office, "?way=mail") == {"letter"}


def test_why_it_was_given_up_is_said_and_it_can_be_sent_again(client_for, delivery):
    given_up = delivery(state=DeliveryState.GIVEN_UP, trouble="机器人拒收：93000", attempts=8)
    office = client_for("office")
    assert "机器人拒收：93000" in office.get("/settings/deliveries/").content.decode()
    office.post(f"/settings/deliveries/{given_up.pk}/again/")
    given_up.refresh_from_db()
    assert (given_up.state, given_up.attempts) == (DeliveryState.WAITING, 0)


def test_what_was_sent_is_not_sent_again(client_for, delivery):
    sent = delivery(state=DeliveryState.SENT)
    office = client_for("office")
    office.post(f"/settings/deliveries/{sent.pk}/again/")
    sent.refresh_from_db()
    assert sent.state == DeliveryState.SENT
    assert "这条消息不能重发" in office.get("/settings/deliveries/").content.decode()


def test_the_list_of_messages_costs_the_same_for_one_and_for_twenty(client_for, delivery):
    assert_same_query_count(client_for("office"), "/settings/deliveries/", delivery)


def test_every_kind_has_its_own_words():
    labels = [str(kind.label) for kind in KINDS.values()]
    assert len(labels) == len(set(labels)) > 10

"""Supervision orders: who drafts, changes, signs, drops and sees them; the signature; the paper."""

import base64
import io
from datetime import timedelta

import docx
import pytest
from django.urls import reverse
from PIL import Image, ImageDraw

from core.errors import Conflict, DomainError, NotAllowed
from core.models import Notice, TrailEntry
from rectification.models import OrderCause, OrderState, SupervisionOrder
from rectification.order_words import paper_number
from rectification.services import perform
from rectification.services.orders import draft_order, drop_order, edit_order, may_sign, sign_order, stamp_of
from rectification.services.signatures import png_of_ink
from rectification.transitions import State
from rectification.views.counts import waiting_orders
from tests.factories import FindingFactory, TaskFactory
from tests.queries import assert_same_query_count

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def ink(size=(600, 240), stroke=True, colour="black") -> str:
    """What a canvas sends: a PNG with a stroke on white."""
    picture = Image.new("RGBA", size, "white")
    if stroke:
        ImageDraw.Draw(picture).line([(100, 60), (200, 160), (320, 80)], fill=colour, width=4)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


@pytest.fixture
def draft(at_work, office, now):
    return draft_order(task=at_work, demand="立即清运\n书面答复", answer_by=(now + 3 * DAY).date(), by=office, now=now)


@pytest.fixture
def signed(draft, leader, now):
    return sign_order(order=draft, by=leader, now=now + HOUR, opinion="限期整改到位", ink=ink())


def test_the_office_drafts_by_hand_and_leaders_are_told(leader, draft, at_work):
    assert (draft.number, draft.cause, draft.state) == ("督-2026-0001", OrderCause.BY_HAND, OrderState.DRAFTED)
    assert Notice.objects.filter(kind="order_waits").values_list("user", flat=True).get() == leader.pk
    entry = TrailEntry.objects.about(at_work).first()
    assert (entry.verb, entry.reason) == ("draft_order", "督-2026-0001")


def test_one_order_a_task_waits_at_a_time(draft, at_work, office, now):
    with pytest.raises(DomainError):
        draft_order(task=at_work, demand="再次督办", answer_by=(now + DAY).date(), by=office, now=now)


def test_units_and_inspectors_draft_no_orders(at_work, unit, inspector, admin, now):
    for person in (unit, inspector, admin):
        with pytest.raises(NotAllowed):
            draft_order(task=at_work, demand="督办", answer_by=(now + DAY).date(), by=person, now=now)


def test_what_waits_for_a_recheck_gets_no_order(handed_in, office, now):
    with pytest.raises(DomainError):
        draft_order(task=handed_in, demand="督办", answer_by=(now + DAY).date(), by=office, now=now)


def test_only_a_leader_signs_and_the_unit_is_told(draft, leader, office, admin, unit, now):
    assert not any(may_sign(draft, person) for person in (office, admin, unit))
    for person in (office, admin, unit):
        with pytest.raises(NotAllowed):
            sign_order(order=draft, by=person, now=now, ink=ink())
    order = sign_order(order=draft, by=leader, now=now, opinion="请办理", ink=ink())
    assert (order.state, order.signed_by, order.opinion) == (OrderState.SIGNED, leader, "请办理")
    told = Notice.objects.filter(kind="order_signed").values_list("user", flat=True)
    assert set(told) == {unit.pk, office.pk}
    assert TrailEntry.objects.about(order.task).first().verb == "sign_order"


def test_a_signed_order_is_neither_changed_nor_dropped_nor_signed_again(signed, leader, office, now):
    given = {"order": signed, "now": now + DAY}
    with pytest.raises(DomainError):
        edit_order(demand="别的要求", answer_by=(now + 5 * DAY).date(), by=office, **given)
    with pytest.raises(DomainError):
        drop_order(reason="不需要", by=leader, **given)
    with pytest.raises(DomainError):
        sign_order(by=leader, ink=ink(), **given)


def test_the_own_name_typed_stands_for_handwriting_and_no_other_name_does(draft, leader, now):
    for typed in ("", "周立", "李敏"):
        with pytest.raises(DomainError):
            sign_order(order=draft, by=leader, now=now, typed_name=typed)
    order = sign_order(order=draft, by=leader, now=now, typed_name=" 周立新 ")
    assert order.state == OrderState.SIGNED and not order.signature


def test_a_leader_signs_no_text_that_was_changed_after_reading(draft, office, leader, now):
    seen = stamp_of(draft)
    edit_order(order=draft, demand="改为三日内完成", answer_by=draft.answer_by, by=office, now=now)
    with pytest.raises(Conflict):
        sign_order(order=draft, by=leader, now=now, ink=ink(), seen=seen)


def test_a_change_keeps_both_texts_in_the_trail(draft, office, now):
    edit_order(order=draft, demand="三日内完成", answer_by=draft.answer_by, by=office, now=now)
    assert TrailEntry.objects.about(draft).first().changes == {"demand": ["立即清运\n书面答复", "三日内完成"]}


def test_a_day_that_passed_before_signing_is_set_anew(draft, leader, now):
    order = sign_order(order=draft, by=leader, now=now + 10 * DAY, ink=ink())
    assert order.answer_by.isoformat() == "2026-12-08", "three working days after Thursday, 3 December"


def test_dropping_needs_a_reason_and_lets_another_order_follow(draft, at_work, office, now):
    with pytest.raises(DomainError):
        drop_order(order=draft, reason=" ", by=office, now=now)
    assert drop_order(order=draft, reason="已约谈", by=office, now=now).state == OrderState.DROPPED
    again = draft_order(task=at_work, demand="督办", answer_by=(now + DAY).date(), by=office, now=now)
    assert again.number == "督-2026-0002"


def test_a_signature_is_written_anew_small_black_and_white():
    picture = Image.open(io.BytesIO(png_of_ink(ink(size=(2400, 900)))))
    assert picture.format == "PNG" and picture.mode == "L"
    assert picture.width <= 640 and picture.height <= 240


@pytest.mark.parametrize(
    "address",
    [
        "", "data:image/png;base64,", "data:image/png;base64,QUJD", "data:image/svg+xml;base64,PHN2Zy8+",
        "data:image/png;base64,@@@", "data:image/png;base64," + "A" * 700_000,
    ],
)  # fmt: skip
def test_what_is_no_handwriting_is_refused(address):
    with pytest.raises(DomainError):
        png_of_ink(address)


@pytest.mark.parametrize("blank", [{"stroke": False}, {"colour": (255, 255, 255, 255)}])
def test_an_empty_field_is_no_signature(blank):
    with pytest.raises(DomainError):
        png_of_ink(ink(**blank))


def test_a_unit_sees_its_own_orders_once_they_are_signed(draft, unit, other_unit, inspector, leader, now):
    visible = SupervisionOrder.objects.visible_to
    assert not visible(unit).exists() and visible(leader).exists()
    sign_order(order=draft, by=leader, now=now, ink=ink())
    assert visible(unit).exists() and not visible(other_unit).exists() and not visible(inspector).exists()


def test_the_signature_is_given_to_whoever_sees_the_order(signed, client_for):
    url = reverse("rectification:order_signature", args=[signed.pk])
    answer = client_for("unit").get(url)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert client_for("other_unit").get(url).status_code == 404


def test_an_order_without_handwriting_has_no_picture(draft, client_for):
    assert client_for("leader").get(reverse("rectification:order_signature", args=[draft.pk])).status_code == 404


def test_the_leader_signs_on_the_page(draft, client_for, frozen_now):
    leader = client_for("leader")
    page = leader.get(draft.get_absolute_url())
    seen = page.context["sign_form"].fields["seen"].initial
    url = reverse("rectification:order_sign", args=[draft.pk])
    wrong = leader.post(url, {"opinion": "同意", "seen": seen})
    assert wrong.status_code == 422 and "同意" in wrong.content.decode() and "周立新" in wrong.content.decode()
    assert leader.post(url, {"opinion": "同意", "ink": ink(), "seen": seen}).status_code == 302
    draft.refresh_from_db()
    assert draft.state == OrderState.SIGNED and draft.signature.name.startswith("signatures/")


def test_the_page_shows_a_changed_text_before_it_can_be_signed(draft, office, client_for, frozen_now):
    leader = client_for("leader")
    seen = leader.get(draft.get_absolute_url()).context["sign_form"].fields["seen"].initial
    edit_order(order=draft, demand="改为三日内完成", answer_by=draft.answer_by, by=office, now=frozen_now)
    url = reverse("rectification:order_sign", args=[draft.pk])
    page = leader.post(url, {"opinion": "同意", "typed_name": "周立新", "seen": seen})
    assert page.status_code == 422 and "改为三日内完成" in page.content.decode()
    renewed = page.context["sign_form"].data["seen"]
    assert leader.post(url, {"opinion": "同意", "typed_name": "周立新", "seen": renewed}).status_code == 302


def test_two_who_change_the_text_lose_nothing(draft, office, client_for, frozen_now):
    client, url = client_for("office"), reverse("rectification:order_edit", args=[draft.pk])
    seen = client.get(url).context["form"].fields["seen"].initial
    edit_order(order=draft, demand="先到的文字", answer_by=draft.answer_by, by=office, now=frozen_now)
    mine = {"demand": "我的文字", "answer_by": draft.answer_by.isoformat(), "seen": seen}
    page = client.post(url, mine)
    assert "先到的文字" in page.content.decode() and "我的文字" in page.content.decode()
    assert client.post(url, mine | {"seen": page.context["form"].data["seen"]}).status_code == 302
    draft.refresh_from_db()
    assert draft.demand == "我的文字"


def test_the_office_drafts_from_the_page_of_a_task_with_a_proposed_text(at_work, client_for, frozen_now):
    url = reverse("rectification:order_new", args=[at_work.pk])
    page = client_for("office").get(url)
    assert at_work.number in page.context["form"]["demand"].value()
    answer = client_for("office").post(url, {"demand": "立即整改", "answer_by": "2026-11-27"})
    assert answer.status_code == 302 and SupervisionOrder.objects.get().demand == "立即整改"


def test_the_list_filters_and_exports(signed, client_for):
    client, url = client_for("office"), reverse("rectification:orders")
    assert signed.number in client.get(url).content.decode()
    assert signed.number not in client.get(url, {"state": "drafted"}).content.decode()
    table = b"".join(client.get(url, {"format": "csv", "unit": signed.unit.pk}).streaming_content).decode()
    assert signed.number in table and "马桥村" in table


def test_the_paper_has_number_addressee_demand_and_signature(signed, client_for):
    answer = client_for("unit").get(reverse("rectification:order_file", args=[signed.pk]))
    document = docx.Document(io.BytesIO(answer.content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[:3] == ["枫河街道文明创建工作办公室", "督〔2026〕1号", "督办单"]
    assert "马桥村：" in lines and "立即清运" in lines and "限期整改到位" in lines
    assert "2026年11月23日" in lines[-1]
    assert len(document.inline_shapes) == 1, "the signature; this task has no photo of the problem"


def test_a_draft_says_that_it_is_one(draft, client_for):
    answer = client_for("office").get(reverse("rectification:order_file", args=[draft.pk]))
    lines = [paragraph.text for paragraph in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert lines[1] == "督〔2026〕1号（拟稿）" and "四、领导意见" not in lines


def test_numbers_are_written_as_on_paper():
    assert paper_number("督-2026-0012") == "督〔2026〕12号"
    assert paper_number("旧号7") == "旧号7"


def test_what_waits_is_counted_in_the_navigation(draft, client_for, leader, unit, at_work, photo_of, now):
    assert client_for("leader").get(reverse("menu")).content.decode().count("督办单")
    assert (waiting_orders(leader), waiting_orders(unit)) == (1, 0)
    sign_order(order=draft, by=leader, now=now, ink=ink())
    assert (waiting_orders(leader), waiting_orders(unit)) == (0, 1)
    perform(task=at_work, verb="submit", by=unit, now=now, note="已清", photos=[photo_of(at_work, unit, now)])
    assert waiting_orders(unit) == 0


def test_the_list_costs_the_same_however_many_orders(draft, town, point, client_for):
    numbers = iter(range(2, 100))

    def one_more():
        task = TaskFactory(finding=FindingFactory(point=point), state=State.IN_PROGRESS, responsible_unit=town.village)
        SupervisionOrder.objects.create(
            number=f"督-2026-{next(numbers):04}", task=task, unit=town.village, cause=OrderCause.BY_HAND,
            demand="立即整改", answer_by=draft.answer_by, drafted_at=draft.drafted_at,
        )  # fmt: skip

    assert_same_query_count(client_for("leader"), reverse("rectification:orders"), one_more)


def test_a_task_shows_its_orders_and_offers_one_to_the_office(at_work, office, client_for, now):
    url, offer = at_work.get_absolute_url(), reverse("rectification:order_new", args=[at_work.pk])
    assert offer in client_for("office").get(url).content.decode()
    assert offer not in client_for("unit").get(url).content.decode()
    draft_order(task=at_work, demand="立即整改", answer_by=(now + DAY).date(), by=office, now=now)
    page = client_for("office").get(url).content.decode()
    assert "督-2026-0001" in page and offer not in page
    assert "/rectification/orders/" not in client_for("unit").get(url).content.decode().split("<main")[1]

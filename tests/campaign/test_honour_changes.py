"""What becomes of honours when their kind or their village changes, and of papers for many of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from campaign.honour_states import HonourState
from campaign.models import HonourKind
from campaign.views.honour_papers import HonourCertificates
from core.units.changes import rename
from tests.campaign.honour_scenes import AFTER_TERM, STARS, a_kind, an_honour
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def page(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


# ---- kinds that change meanwhile ----


def test_a_step_that_the_kinds_new_stars_forbid_is_said_on_the_page(town, office, client_for):
    kind = a_kind("十星清洁户", stars=STARS)
    honour = an_honour(town, office, kind=kind, stars=STARS[:2])
    HonourKind.objects.update(stars=["家风好"], least_stars=1)
    answer = client_for("office").post(f"/honours/{honour.pk}/publicise/", follow=True)
    assert "没有这些星级" in answer.content.decode()


def test_a_nomination_whose_kind_has_no_stars_any_more_is_rewritten_without(town, office, client_for):
    honour = an_honour(town, office, kind=a_kind("十星清洁户", stars=STARS), stars=STARS[:2])
    HonourKind.objects.update(stars=[])
    data = {"year": 2026, "unit": town.village.pk, "name": honour.name, "reason": "补充"}
    assert client_for("office").post(f"/honours/{honour.pk}/edit/", data).status_code == 302
    honour.refresh_from_db()
    assert (honour.reason, honour.stars) == ("补充", [])


def test_an_award_keeps_its_stars_when_the_kind_gets_others(town, office, client_for):
    honour = an_honour(town, office, HonourState.AWARDED, kind=a_kind("十星清洁户", stars=STARS), stars=STARS[:2])
    HonourKind.objects.update(stars=["家风好"], least_stars=1)
    client, path = client_for("office"), honour.get_absolute_url()
    assert client.post(f"{path}edit/", {"reason": "补充"}).status_code == 302
    honour.refresh_from_db()
    assert (honour.reason, honour.stars) == ("补充", STARS[:2])
    assert all(star in page(client, path) for star in [*STARS[:2], "家风好"])


def test_whom_a_kind_is_given_to_stays_once_there_are_honours(town, office, client_for):
    """Else certificates of persons would speak of their households."""
    kind = a_kind("好媳妇", given_to="person")
    url = f"/settings/dictionaries/honour-kinds/{kind.pk}/"
    data = {"name": "好媳妇", "given_to": "household", "least_stars": 0, "objection_days": 7}
    an_honour(town, office, kind=kind)
    assert "given_to" in client_for("office").post(url, data).context["form"].errors
    assert client_for("office").post(url, data | {"given_to": "person", "objection_days": 5}).status_code == 302


# ---- papers ----


def test_a_certificate_names_the_village_as_on_the_day_of_the_award(town, office, client_for, frozen_now):
    """Printed once more after the village was renamed, it says what it said."""
    an_honour(town, office, HonourState.AWARDED)
    day = timezone.localdate(AFTER_TERM) + timedelta(days=30)
    rename(
        unit=town.village,
        name="马桥新村",
        kind="village",
        day=day,
        reason="街道批复",
        by=office,
        now=NOW + timedelta(days=60),
    )
    html = page(client_for("office"), "/honours/certificates/")
    assert "马桥村" in html.split('class="certificates"')[1] and "马桥新村" not in html.split('class="certificates"')[1]


def test_a_page_of_many_certificates_says_which_it_prints(town, office, client_for, monkeypatch):
    monkeypatch.setattr(HonourCertificates, "paginate_by", 2)
    for _number in range(3):
        an_honour(town, office, HonourState.AWARDED)
    html = page(client_for("office"), "/honours/certificates/")
    assert html.count('class="certificate"') == 2
    assert "本页打印第1至2份，共3份" in html and "一次包含3份" in html

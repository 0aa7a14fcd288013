"""Several honours at once: each takes its step or is named, and leaves its own trail; their certificates as one file."""

import io
import zipfile

import pytest

from campaign.honour_states import HonourState
from campaign.models import Honour
from campaign.services.honour_batches import take_step_for_many
from core.models import TrailEntry
from tests.campaign.honour_scenes import AFTER_TERM, a_kind, a_nomination, an_honour

BATCH = "/honours/batch/"


def states() -> dict[str, str]:
    return dict(Honour.objects.values_list("name", "state"))


def post(client, verb: str, honours) -> str:
    """The page afterwards."""
    data = {"verb": verb, "honour": [honour.pk for honour in honours], "back": "/honours/?year=2026"}
    response = client.post(BATCH, data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_what_can_be_publicised_is_and_what_cannot_is_named(town, office, client_for):
    new = [a_nomination(town, office, name=name) for name in ("张一", "张二")]
    declined = an_honour(town, office, HonourState.DECLINED, name="张三")
    html = post(client_for("office"), "publicise", [*new, declined])
    assert states() == {"张一": "publicised", "张二": "publicised", "张三": "declined"}
    assert "张三" in html
    for honour in new:
        assert [entry.verb for entry in TrailEntry.objects.about(honour)] == ["honour_publicise", "honour_nominate"]
    assert not TrailEntry.objects.about(declined).filter(verb="honour_publicise").exists()


def test_awards_get_their_numbers_one_after_the_other_and_none_twice(town, office):
    ready = [an_honour(town, office, HonourState.PUBLICISED) for _ in range(3)]
    nominated = a_nomination(town, office)
    outcome = take_step_for_many(honours=[*ready, nominated], verb="award", by=office, now=AFTER_TERM)
    assert (len(outcome.done), [name for name, _why in outcome.left]) == (3, [str(nominated)])
    numbers = (
        Honour.objects.filter(state=HonourState.AWARDED).order_by("certificate").values_list("certificate", flat=True)
    )
    assert list(numbers) == [f"荣-2026-000{n}" for n in (1, 2, 3)]


def test_the_term_holds_for_many_as_for_one(town, office, client_for, frozen_now):
    shown = an_honour(town, office, HonourState.PUBLICISED, name="张桂英")
    assert "公示期至" in post(client_for("office"), "award", [shown])
    assert states() == {"张桂英": "publicised"}


@pytest.mark.parametrize("verb", ["decline", "revoke", "fly", ""])
def test_nothing_else_is_done_to_many(town, office, client_for, verb):
    honour = a_nomination(town, office, name="张桂英")
    post(client_for("office"), verb, [honour])
    assert states() == {"张桂英": "nominated"}


def test_without_a_tick_the_page_asks_for_one(client_for, office):
    assert "请先勾选" in post(client_for("office"), "publicise", [])


def test_the_ticked_ones_are_printed_and_who_has_no_certificate_is_named(town, office, client_for):
    awarded = [an_honour(town, office, HonourState.AWARDED, name=name) for name in ("张一", "张二")]
    an_honour(town, office, HonourState.AWARDED, name="李四")
    shown = an_honour(town, office, HonourState.PUBLICISED, name="王五")
    html = post(client_for("office"), "print", [*awarded, shown])
    assert html.count('class="certificate"') == 2
    assert "李四" not in html
    assert "王五" in html
    assert 'class="certificate"' not in post(client_for("office"), "print", [shown])


def test_only_the_office_is_offered_boxes_to_tick(town, office, client_for):
    an_honour(town, office, HonourState.PUBLICISED)
    offered = {
        role: 'name="honour"' in client_for(role).get("/honours/").content.decode()
        for role in ("office", "unit", "leader")
    }
    assert offered == {"office": True, "unit": False, "leader": False}


def test_certificates_come_as_one_word_file_each_on_its_page(town, office, client_for):
    for name in ("张一", "张二", "张三"):
        an_honour(
            town, office, HonourState.AWARDED, name=name, kind=a_kind("十星清洁户", stars=["庭院美"]), stars=["庭院美"]
        )
    an_honour(town, office, HonourState.PUBLICISED, name="王五")
    response = client_for("office").get("/honours/certificates/?file=docx")
    text = zipfile.ZipFile(io.BytesIO(response.content)).read("word/document.xml").decode()
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert text.count("荣　誉　证　书") == 3
    assert text.count("<w:pageBreakBefore/>") == 2
    assert 'w:orient="landscape"' in text
    assert all(words in text for words in ("张一", "张二", "张三", "荣-2026-0003", "庭院美", "枫河街道"))
    assert "王五" not in text


def test_a_file_of_nothing_is_a_page_that_says_so(client_for, office):
    response = client_for("office").get("/honours/certificates/?file=docx&year=2031")
    assert response["Content-Type"].startswith("text/html")
    assert response.status_code == 200


def test_a_word_that_is_no_key_is_left_out(town, office, client_for):
    an_honour(town, office, HonourState.AWARDED)
    for word in ("x", "9" * 25):
        assert client_for("office").get(f"/honours/certificates/?chosen=1,{word}").status_code == 200
    assert client_for("office").post(BATCH, {"verb": "publicise", "honour": ["x", "²", "9" * 25]}).status_code == 302

"""The first run as a page: where everything leads to in an empty installation, and who may use it."""

import stat

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from campaign.models import CampaignYear
from config.setup_code import is_setup_code, setup_code
from core.models import Post, Role, TrailEntry, Unit, User
from tests.factories import make_person
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
ASKS = 'FROM "core_user" LIMIT 1'
"""Is anybody there?"""


@pytest.fixture
def empty(settings, tmp_path):
    """A browser before an installation without demo, in a data folder of its own."""
    settings.DEMO, settings.DATA_DIR = False, tmp_path
    return Client(headers={"accept-language": "zh-hans"})


def answers(**others) -> dict:
    given = {
        "code": setup_code(), "city": "楚江市", "town": "枫河街道", "year": 2026, "name": "李敏", "username": "limin",
        "password": "hua-kai-fu-gui-8", "again": "hua-kai-fu-gui-8", "works_in_office": "on",
    }  # fmt: skip
    return given | others


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/public/", "/rectification/?state=all", "/no/such/page/"])
def test_every_page_of_an_empty_installation_leads_to_the_setup(empty, path):
    assert empty.get(path)["Location"] == reverse("setup")


def test_monitors_look_and_language_still_answer(empty):
    assert empty.get("/healthz").status_code == 200
    assert empty.post(reverse("set_language"), {"language": "en"}).status_code == 302


def test_the_town_is_set_up_on_one_page_and_one_is_signed_in_where_it_says_what_is_missing(empty):
    page = empty.get(reverse("setup"))
    assert page.status_code == 200 and "初始化" in page.content.decode()
    sent = empty.post(reverse("setup"), answers(), follow=True)
    assert sent.redirect_chain == [(reverse("ready"), 302)] and sent.status_code == 200
    town, person = Unit.objects.home(), User.objects.get()
    assert (town.name, Unit.objects.get_parent(town).name) == ("枫河街道", "楚江市")
    assert set(Post.objects.filter(user=person).values_list("role", flat=True)) == {Role.ADMIN, Role.OFFICE}
    assert CampaignYear.objects.get().opened_at
    assert TrailEntry.objects.about(town).get().verb == "set_up"


def test_without_the_office_the_administrator_holds_one_post(empty):
    empty.post(reverse("setup"), {key: value for key, value in answers().items() if key != "works_in_office"})
    assert Post.objects.get().role == Role.ADMIN


def test_an_administrator_who_must_have_a_second_step_is_led_to_it_at_once(empty, settings):
    settings.TWO_FACTOR_ADMINS = True
    answer = empty.post(reverse("setup"), answers())
    assert answer["Location"] == f"{reverse('two_factor_set_up')}?next=%2Fsettings%2Fready%2F"
    page = empty.get(answer["Location"])
    assert page.status_code == 200 and page.context["person"].username == "limin"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": "abcd-efgh-jkmn"}, "code"),
        ({"code": ""}, "code"),
        ({"town": " "}, "town"),
        ({"username": "not/a/name"}, "username"),
        ({"password": "12345678", "again": "12345678"}, "password"),
        ({"again": "another-pass-phrase"}, "again"),
        ({"year": 26}, "year"),
    ],
)
def test_a_wrong_answer_is_marked_and_the_others_are_kept(empty, wrong, field):
    page = empty.post(reverse("setup"), answers(**wrong))
    assert page.status_code == 422 and list(page.context["form"].errors) == [field]
    assert "楚江市" in page.content.decode()
    assert not User.objects.exists() and not Unit.objects.exists()


def test_a_password_is_never_sent_back(empty):
    page = empty.post(reverse("setup"), answers(code="wrong"))
    assert "hua-kai-fu-gui-8" not in page.content.decode()


def test_the_code_is_taken_in_capitals_and_without_hyphens(empty):
    assert empty.post(reverse("setup"), answers(code=f" {setup_code().replace('-', '').upper()} ")).status_code == 302


def test_only_the_servers_own_account_reads_the_code_and_it_goes_with_the_setup(empty, tmp_path):
    empty.get(reverse("setup"))
    kept = tmp_path / "setup-code"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    empty.post(reverse("setup"), answers())
    assert not kept.exists()


def test_the_terminal_says_the_code_only_while_nothing_is_set_up(empty, capsys):
    call_command("how_to_sign_in")
    assert setup_code() in capsys.readouterr().out
    make_person("李敏", Role.OFFICE)
    call_command("how_to_sign_in")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("method", ["get", "post"])
def test_there_is_no_setup_once_somebody_is_there(empty, method):
    data = answers()
    make_person("李敏", Role.OFFICE)
    assert getattr(empty, method)(reverse("setup"), data).status_code == 404
    assert empty.get("/accounts/login/").status_code == 200


def test_the_database_is_asked_no_more_once_it_was_found_set_up(empty):
    make_person("李敏", Role.OFFICE)
    assert any(ASKS in sql for sql in count_queries(empty, "/offline/"))
    assert not any(ASKS in sql for sql in count_queries(empty, "/offline/"))


def test_where_the_demo_fills_what_is_empty_nothing_leads_away(settings, client):
    settings.DEMO = True
    assert client.get("/accounts/login/").status_code == 200


def test_a_code_that_could_not_be_written_opens_nothing(empty, settings):
    """The disk was full when it was made: an empty file is no code, and the next asking makes one."""
    (settings.DATA_DIR / "setup-code").touch()
    assert not is_setup_code("-")
    assert len(setup_code()) == 14
    assert is_setup_code(setup_code().upper())

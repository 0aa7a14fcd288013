"""The report's facts have their home in the demo: each is found, in the words in which it is to be shown, at its address or
below it, and in a file. A figure that is changed in the records changes on the page and in the file."""

import io
import re

import docx
import pytest
from django.test import Client

from core.models import User
from tests.config.facts import Reader, facts, shown_as, sights, text_of
from tests.config.facts_changed import CHANGES
from tests.config.loading import NOVEMBER, loaded

pytestmark = pytest.mark.long  # it follows some hundred links


@pytest.fixture(scope="module")
def office(django_db_setup, django_db_blocker):
    """A browser in which the office is signed in to a demo that stands for all tests of this file."""
    with loaded(django_db_blocker, NOVEMBER) as now, pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: now)
        client = Client(headers={"accept-language": "zh-hans"})
        user = User.objects.get(username="office")
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        yield client


@pytest.fixture(scope="module")
def reader(office):
    return Reader(office)


def test_each_fact_is_looked_for_at_each_of_its_addresses_that_stands():
    wanted = {(pk, address) for pk, fact in facts().items() for address in fact["addresses"].split()}
    looked_for = {(sight.fact, address) for sight in sights() for address in sight.addresses}
    assert looked_for == wanted
    assert len(facts()) == 60
    assert set(facts()) == {sight.fact for sight in sights()}


@pytest.mark.parametrize("pk", [pk for pk, fact in facts().items() if shown_as(fact)])
def test_the_words_looked_for_are_those_of_the_list(pk):
    mine = [sight for sight in sights() if sight.fact == pk]
    for words in shown_as(facts()[pk]):
        assert any(words in word for sight in mine for group in sight.seen for word in group), words
        assert any(words in word for sight in mine for group in sight.exported for word in group), words


@pytest.mark.parametrize(
    ("address", "sight"),
    [pytest.param(address, sight, id=f"{sight.fact} {address}") for sight in sights() for address in sight.addresses],
)
def test_a_fact_stands_where_it_is_to_be_shown(reader, db, address, sight):
    assert not reader.missing(address, sight.seen)


def test_the_document_says_every_figure_that_belongs_in_a_summary(office, db):
    shown = office.get("/summary/", follow=True)
    address = shown.redirect_chain[-1][0].rstrip("/") + ".docx"
    document = docx.Document(io.BytesIO(office.get(address).content))
    text = re.sub(r"\s+", "", "".join(paragraph.text for paragraph in document.paragraphs))
    wanted = [fact for fact in facts().values() if "/summary/" in fact["addresses"].split()]
    missing = [(fact["id"], words) for fact in wanted for words in shown_as(fact) if words not in text]
    assert len(wanted) > 30 and not missing


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("sight", [pytest.param(sight, id=sight.fact) for sight in sights()])
def test_a_fact_stands_in_the_file(reader, db, sight, format):
    rows = reader.rows(sight.export, format)
    missing = [group for group in sight.exported if not any(all(word in row for word in group) for row in rows)]
    assert not missing


@pytest.mark.parametrize("change", [pytest.param(change, id=change.facts) for change in CHANGES])
def test_a_figure_that_is_changed_in_the_records_changes_on_the_page_and_in_the_file(office, db, change):
    before = Reader(office)
    assert change.before in text_of(before.page(change.page))
    assert not any(all(word in row for word in change.row) for row in before.rows(change.export, "csv"))
    change.act(office)
    after = Reader(office)
    text = text_of(after.page(change.page))
    assert change.after in text
    assert change.before not in text
    for format in ("csv", "xlsx"):
        assert any(all(word in row for word in change.row) for row in after.rows(change.export, format)), format

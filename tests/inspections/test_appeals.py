"""Appeals: within the term, by a unit of the sheet, decided by somebody else than the scorer; the score follows."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.errors import DomainError, NotAllowed
from core.models import Role, TrailEntry, User
from core.workdays.office import office_calendar
from inspections.models import Amendment, AmendmentState, Appeal, AppealState, Basis, RoundResult, RoundState
from inspections.services.appeals import appeal_deadline, decide_appeal, file_appeal
from inspections.services.entries import Entry
from tests.factories import NOW, PostFactory, make_person
from tests.inspections.published import make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(town, inspector, office):
    return make_published(town, inspector, office)


def file(scene, by, now=NOW, **changed):
    given = {"score": scene.score, "reason": "三处中两处在红线外"} | changed
    return file_appeal(by=by, now=now, calendar=office_calendar(), **given)


def decide(appeal, by, **changed):
    given = {"uphold": True, "decision": "经核实属实", "entry": Entry(count=1)} | changed
    return decide_appeal(appeal=appeal, by=by, now=NOW, **given)


def test_the_term_ends_with_the_office_hours_of_the_fifth_working_day(scene):
    """Published on Monday 23 November 2026: Tuesday is the first day, Monday the 30th the fifth."""
    deadline = timezone.localtime(appeal_deadline(scene.round, office_calendar()))
    assert f"{deadline:%Y-%m-%d %H:%M}" == "2026-11-30 17:30"


def test_the_term_follows_the_setting_and_the_working_calendar(scene, settings):
    settings.APPEAL_WORKING_DAYS = 1
    assert timezone.localtime(appeal_deadline(scene.round, office_calendar())).day == 24


def test_until_the_last_minute_an_appeal_is_taken_and_a_minute_later_it_is_not(scene, unit):
    deadline = appeal_deadline(scene.round, office_calendar())
    with pytest.raises(DomainError):
        file(scene, unit, now=deadline + timedelta(minutes=1))
    assert file(scene, unit, now=deadline).state == AppealState.OPEN


@pytest.mark.parametrize("role", ["other_unit", "inspector", "office"])
def test_only_a_unit_of_the_sheet_appeals(scene, request, role):
    with pytest.raises(NotAllowed):
        file(scene, request.getfixturevalue(role))


def test_a_responsible_department_of_the_sheet_may_appeal_too(scene, town):
    scene.score.sheet.departments.add(town.department)
    assert file(scene, make_person("徐军", Role.UNIT, town.department)).unit == town.department


def test_an_item_is_appealed_against_once_by_a_unit(scene, unit):
    file(scene, unit)
    with pytest.raises(ValidationError):
        file(scene, unit)


def test_where_nothing_was_lost_or_nothing_is_published_there_is_no_appeal(scene, unit):
    full = scene.score.sheet.scores.get(item__name="垃圾日产日清")
    with pytest.raises(DomainError):
        file(scene, unit, score=full)
    scene.round.state = RoundState.CLOSED
    scene.round.save()
    with pytest.raises(DomainError):
        file(scene, unit)


def test_an_upheld_appeal_makes_an_amendment_and_the_score_follows(scene, town, unit, office):
    appeal = decide(file(scene, unit), office)
    amendment = Amendment.objects.get(appeal=appeal)
    assert (amendment.state, amendment.proposed_by, amendment.decided_by) == (AmendmentState.ACCEPTED, unit, office)
    assert (amendment.old_awarded, amendment.new_awarded) == (Decimal("8.5"), Decimal("9.5"))
    result = RoundResult.objects.get(round=scene.round, basis=Basis.TERRITORY, unit=town.village)
    assert result.score == Decimal("82.00")  # (9.5 + 6 + 5) / 25


def test_a_dismissed_appeal_changes_nothing_and_keeps_its_grounds(scene, town, unit, office):
    appeal = decide(file(scene, unit), office, uphold=False)
    assert (appeal.state, appeal.decision) == (AppealState.DISMISSED, "经核实属实")
    assert not Amendment.objects.exists()


def test_the_scorer_does_not_decide_even_with_a_post_in_the_office(scene, unit, inspector):
    PostFactory(user=inspector, role=Role.OFFICE)
    with pytest.raises(NotAllowed):
        decide(file(scene, unit), User.objects.get(pk=inspector.pk))


def test_the_appellant_does_not_decide(scene, unit):
    PostFactory(user=unit, role=Role.OFFICE)
    with pytest.raises(NotAllowed):
        decide(file(scene, unit), User.objects.get(pk=unit.pk))


def test_a_decision_wants_its_grounds_and_comes_once(scene, unit, office):
    appeal = file(scene, unit)
    with pytest.raises(DomainError):
        decide(appeal, office, decision=" ")
    decide(appeal, office)
    with pytest.raises(DomainError):
        decide(appeal, office)


def test_upholding_without_another_value_decides_nothing(scene, unit, office):
    appeal = file(scene, unit)
    with pytest.raises(DomainError):
        decide(appeal, office, entry=Entry(count=3))
    assert Appeal.objects.get().state == AppealState.OPEN


def test_every_step_stands_in_the_trail(scene, unit, office):
    appeal = decide(file(scene, unit), office)
    assert [entry.verb for entry in TrailEntry.objects.about(appeal)] == ["uphold_appeal", "appeal"]


def test_a_unit_files_on_the_page_and_the_office_decides_there(scene, client_for, frozen_now):
    address = f"/inspections/scores/{scene.score.pk}/appeal/"
    assert address in client_for("unit").get(scene.score.sheet.get_absolute_url()).content.decode()
    client_for("unit").post(address, {"reason": "三处中两处在红线外"})
    appeal = Appeal.objects.get()
    answer = {"answer": "uphold", "value": "1", "decision": "经核实属实"}
    page = client_for("office").post(appeal.get_absolute_url(), answer, follow=True).content.decode()
    assert "8.5 分" in page and "9.5 分" in page
    assert "三处中两处在红线外" in client_for("unit").get("/inspections/appeals/").content.decode()
    assert "三处中两处在红线外" not in client_for("other_unit").get("/inspections/appeals/").content.decode()


def test_a_second_unit_s_appeal_is_upheld_by_the_correction_that_the_first_one_brought(
    scene, town, unit, office, client_for
):
    """Where points answer to several, each may appeal against the same item."""
    scene.score.sheet.departments.add(town.department)
    second = file(scene, make_person("徐军", Role.UNIT, town.department))
    decide(file(scene, unit), office)
    assert "申诉提出后已更正" in client_for("office").get(second.get_absolute_url()).content.decode()
    assert decide(second, office).state == AppealState.UPHELD
    assert Amendment.objects.count() == 1
    page = client_for("office").get(second.get_absolute_url()).content.decode()
    assert "9.5 分" in page and "期间的一次更正" in page


def test_a_correction_from_before_the_appeal_settles_nothing(scene, unit, office):
    decide(file(scene, unit), office)
    Appeal.objects.update(unit=scene.score.sheet.round.territory)
    later = file(scene, unit, now=NOW + timedelta(hours=1))
    with pytest.raises(DomainError):
        decide_appeal(
            appeal=later, uphold=True, decision="属实", entry=Entry(count=1), by=office, now=NOW + timedelta(hours=2)
        )

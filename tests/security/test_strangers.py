"""Every id in every address, tried by people of another town and by people without a post."""

import pytest
from django.test import Client

from core.errors import DomainError
from core.models import Role, Unit
from core.people.checks import check_post_fits
from tests.security.visits import addresses, visit

FOR_EVERYBODY = {
    # Standards, units, teams and what is published are no secret among those who work in the campaign, of whatever town.
    "inspections:standard", "inspections:standard_difference", "inspections:standard_file", "inspections:samples",
    "inspections:bulletin", "inspections:bulletin_file", "inspections:draw_record", "inspections:draw_published",
    "inspections:round_rewards", "lasting_unit", "facilities:team",
    # For residents, for whoever knows an address that nobody can guess, and colours.
    "calendar_feed", "public_report", "public_not_fixed", "colours_css",
    # Days, years and one's own sessions: the address names no record; what the page shows is what one may see.
    "facilities:clearance_day", "session_end",
}  # fmt: skip
OF_THE_INSTALLATION = {
    # What belongs to no town: settings, dictionaries, standards, files that came in, people, units. Asked by role alone,
    # because the posts that open it are given in the own town alone (the test at the end).
    "settings_day", "settings_history", "settings_limit", "dictionary", "dictionary_new", "dictionary_order",
    "dictionary_word", "word_change", "robot_edit", "robot_test", "robot_switch", "delivery_again",
    "campaign:year_edit", "campaign:year_close", "campaign:year_reopen",
    "inspections:standard_edit", "inspections:standard_copy", "inspections:standard_items", "inspections:standard_order",
    "inspections:standard_scales", "inspections:standard_weights", "inspections:standard_new_version",
    "inspections:import", "inspections:import_progress", "inspections:import_again", "inspections:import_take_back",
    "inspections:effects_edit", "person", "person_leave", "leaving", "leaving_now", "leaving_withdraw",
    "unit", "unit_edit", "unit_change", "unit_group", "unit_group_rename", "reports:year", "reports:month",
}  # fmt: skip
JSON = {"inspections:sheet_draft": 400, "inspections:sheet_submit": 400}
"""Sent without any content: refused before the record is looked for."""
REFUSED = {401, 403, 404, 405}


@pytest.mark.long
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("who", ["office", "leader", "inspector", "unit", "no post"])
def test_no_record_answers_a_stranger(scene, strangers, who, method):
    client = Client()
    client.force_login(strangers[who], backend="django.contrib.auth.backends.ModelBackend")
    known = FOR_EVERYBODY | (OF_THE_INSTALLATION if who in ("office", "leader") else set())
    opened = {}
    for route, address in addresses(scene, with_records=True):
        status = visit(client, address, method).status_code
        if status not in REFUSED and route.name not in known and JSON.get(route.name) != status:
            opened[route.name] = status
    assert opened == {}


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADER, Role.ADMIN])
def test_posts_over_the_town_are_given_in_the_own_town_alone(town, foreign_village, role):
    for unit in (town.peer, town.village, foreign_village, town.city):
        with pytest.raises(DomainError):
            check_post_fits(role, unit, Unit.objects.home())

"""Who may open what: one line a route. tests/core/test_access_matrix.py visits every route as everybody and compares.

A route: its name, the arguments of its address, then for GET and for POST (sent without any field) the expected answer in the
order of ROLES: anonymous, office, leader, inspector, unit, other_unit, admin. The records of the scene belong to 马桥村, where
`unit` works; `other_unit` is a stranger to them.

An answer is a status, or `in`: sent to the login page. One answer stands for everybody; two stand for nobody signed in, and
everybody else. A method that is left out is expected to be refused: `in 405`.
"""

from uuid import uuid4

from core.colours.palettes import colours_of
from tests.access_account import ACCOUNT
from tests.access_people import PEOPLE
from tests.access_route import pk_of, route
from tests.access_scene import Scene
from tests.access_system import SYSTEM
from tests.access_units import UNITS
from tests.access_works import WORKS


def visit(scene: Scene) -> dict:
    return {"round_pk": scene.round.pk, "point_pk": scene.point.pk}


def assignment(scene: Scene) -> dict:
    return {"pk": scene.round.assignments.get().pk}


def section(scene: Scene) -> dict:
    return {"pk": scene.standard.pk, "section_pk": scene.standard.sections.get().pk}


def sheet_key(scene: Scene) -> dict:
    return {"key": scene.sheet.key}


def report_number(scene: Scene) -> dict:
    return {"number": scene.public_report.number}


def record_of(record) -> dict:
    return {"label": record._meta.label_lower, "pk": record.pk}


def project_of(scene: Scene) -> dict:
    return record_of(scene.project)


def photo_key(scene: Scene) -> dict:
    return {"key": scene.photo.key}


def word(scene: Scene) -> dict:
    """A word of a dictionary."""
    return {"code": "problem-kinds", "pk": scene.kind.pk}


ROUTES = [
    #             anonymous office leader inspector unit other_unit admin
    # ---- core: doors, account, look and language ----
    route("home", both="in 302"),
    route("menu", get="in 200"),
    route("healthz", get="200", post="405"),
    route("offline", get="200", post="405"),
    route("login", both="200 302"),
    route("logout", get="405", post="in"),
    route("password_change", both="in 200"),
    route("account", get="in 200"),
    route("theme", get="405", post="302"),
    route("set_language", get="405", post="302"),
    # ---- what hangs on records ----
    route("paper", lambda scene: {"key": scene.paper.key}, get="in 200 200 404 200 404 200"),
    route(
        "paper_take_away",
        lambda scene: {"key": scene.paper.key},
        get="in 200 403 404 403 404 403",
        post="in 302 403 404 403 404 403",
    ),
    route("paper_new", project_of, both="in 200 403 404 403 404 403"),
    route("photos_new", project_of, both="in 200 403 404 403 404 403"),
    route("removed", get="in 200 403 403 403 403 200"),
    route("bring_back", lambda scene: record_of(scene.removed_project), post="in 302 403 403 403 403 403"),
    route("boundaries", get="in 200"),
    route("photo", photo_key, get="in 200 200 404 200 404 200"),
    route("photo_small", photo_key, get="in 200 200 404 200 404 200"),
    # ---- core: notices are one's own; the calendar is for whoever knows its address; robots are for office and administrator ----
    route("notices", get="in 200"),
    route("notice_open", pk_of("notice"), post="in 404 404 404 302 404 404"),
    route("notice_read", pk_of("notice"), post="in 404 404 404 302 404 404"),
    route("notices_read", post="in 302"),
    route("notice_choices", get="in 200", post="in 302"),
    route("feed_renew", post="in 302"),
    route("feed_revoke", post="in 302"),
    route("calendar_feed", lambda scene: {"token": scene.feed.token}, get="200", post="405"),
    route("robots", get="in 200 403 403 403 403 200", post="in 405 403 403 403 403 405"),
    route("robot_new", both="in 200 403 403 403 403 200"),
    route("robot_edit", pk_of("robot"), both="in 200 403 403 403 403 200"),
    route("robot_test", pk_of("robot"), post="in 302 403 403 403 403 302"),
    route("robot_switch", pk_of("robot"), post="in 302 403 403 403 403 302"),
    route("deliveries", get="in 200 403 403 403 403 200", post="in 405 403 403 403 403 405"),
    route("delivery_again", pk_of("delivery"), post="in 302 403 403 403 403 302"),
    # ---- dashboards: published results are for everybody who is signed in ----
    route("overview", get="in 200"),
    route("course_chart", get="in 200"),
    route("rankings", get="in 200"),
    route("screen", get="in 200 200 403 403 403 200", post="in 405 405 403 403 403 405"),
    route("screen_pages", get="in 200 200 403 403 403 200", post="in 405 405 403 403 403 405"),
    route("search", get="in 200", query="?q=0001"),
    route("losses", get="in 200"),
    route("losses_chart", get="in 200"),
    route("loss_item", lambda scene: {"code": "no-such-item"}, get="in 404"),
    route("money_score", get="in 200 200 403 403 403 200", post="in 405 405 403 403 403 405"),
    route("money_chart", get="in 200 200 403 403 403 200", post="in 405 405 403 403 403 405"),
    route("inspections:effects", get="in 200 200 403 403 403 200"),
    route(
        "inspections:effects_edit",
        lambda scene: {"pk": scene.project.kind.pk},
        get="in 200 403 403 403 403 200",
        post="in 302 403 403 403 403 302",
    ),
    route("lasting", get="in 200"),
    route("lasting_chart", get="in 200"),
    route("lasting_unit", lambda scene: {"pk": scene.town.village.pk}, get="in 200"),
    route("rankings_chart", get="in 200"),
    route("compare", get="in 200"),
    route("compare_chart", get="in 200"),
    route("returns", get="in 200 200 403 403 403 200"),
    # ---- inspections ----
    route("inspections:mine", get="in 403 403 200 403 403 403"),
    route("inspections:fill", visit, get="in 403 403 200 404 404 403"),
    route("inspections:sheet", pk_of("sheet"), get="in 200 200 302 404 404 200"),
    route("inspections:sheet_draft", sheet_key, get="405", post="401 403 403 400 403 403 403"),
    route("inspections:sheet_submit", sheet_key, get="405", post="401 403 403 400 403 403 403"),
    route("inspections:sheet_photos", sheet_key, get="405", post="401 403 403 400 403 403 403"),
    route("inspections:sheet_photo", lambda scene: sheet_key(scene) | {"photo_key": uuid4()}, both="405"),
    route("inspections:sheet_void", pk_of("sheet"), post="in 302 403 403 404 404 403"),
    route("inspections:sheet_accept", pk_of("sheet"), post="in 302 403 403 404 404 403"),
    route("inspections:sheet_refuse", pk_of("sheet"), post="in 302 403 403 404 404 403"),
    # ---- inspections: without a network; the workers and the manifest are the same for everybody ----
    route("inspections:worker", get="200", post="405"),
    route("inspections:outbox_worker", get="200", post="405"),
    route("inspections:manifest", get="200", post="405"),
    route("inspections:token", get="401 200", post="405"),
    route("inspections:rounds", get="in 200"),
    route("inspections:round_new", both="in 200 403 403 403 403 403"),
    route("inspections:round", pk_of("round"), get="in 200 200 200 404 404 200"),
    route("inspections:round_edit", pk_of("round"), both="in 200 403 403 404 404 403"),
    route("inspections:round_sheets", pk_of("round"), get="in 200 200 200 404 404 200"),
    route("inspections:round_export", pk_of("round"), get="in 200 200 403 404 404 200"),
    route(
        "inspections:round_step",
        lambda scene: pk_of("round")(scene) | {"verb": "close"},
        post="in 302 403 403 404 404 403",
    ),
    route("inspections:adjust", pk_of("round"), post="in 422 403 403 404 404 403"),
    route("inspections:draw", pk_of("round"), both="in 200 403 403 404 404 403"),
    route("inspections:draw_perform", pk_of("round"), post="in 302 403 403 404 404 403"),
    route("inspections:round_progress", pk_of("round"), get="in 200 200 200 404 404 200"),
    route("inspections:draws", get="in 200"),
    route("inspections:draw_record", pk_of("draw"), get="in 200"),
    route("inspections:draw_published", pk_of("draw"), get="in 200"),
    route("inspections:assignments", pk_of("round"), get="in 200 200 200 404 404 200"),
    route("inspections:assign", pk_of("round"), both="in 200 403 403 404 404 403"),
    route("inspections:assignment_remove", assignment, post="in 302 403 403 404 404 403"),
    route("inspections:points", get="in 200"),
    route("inspections:point_new", both="in 200 403 403 403 403 403"),
    route("inspections:point_map", get="in 200"),
    route("inspections:point_labels", get="in 200"),
    route("inspections:point_go", pk_of("point"), get="in 302 302 302 302 404 302"),
    route("inspections:point", pk_of("point"), get="in 200 200 200 200 404 200"),
    route("inspections:point_edit", pk_of("point"), both="in 200 403 403 403 404 403"),
    route("inspections:standards", get="in 200"),
    route("inspections:standard_new", both="in 200 403 403 403 403 403"),
    route("inspections:standard_usual", both="in 200 403 403 403 403 200"),
    route("inspections:standard", pk_of("standard"), get="in 200"),
    route("inspections:standard_edit", pk_of("standard"), both="in 200 403 403 403 403 403"),
    route("inspections:standard_scales", pk_of("standard"), both="in 200 403 403 403 403 403"),
    route("inspections:standard_weights", pk_of("standard"), both="in 200 403 403 403 403 403"),
    route("inspections:standard_items", section, both="in 200 403 403 403 403 403"),
    route(
        "inspections:standard_difference",
        lambda scene: {"pk": scene.standard.pk, "other": scene.standard.pk},
        get="in 200",
    ),
    route("inspections:samples", pk_of("standard"), get="in 200", post="in 200 403 403 403 403 403"),
    route(
        "inspections:sample_remove",
        lambda scene: pk_of("standard")(scene) | {"key": uuid4()},
        post="in 404 403 403 403 403 403",
    ),
    route("inspections:standard_copy", pk_of("standard"), both="in 200 403 403 403 403 403"),
    route("inspections:standard_order", pk_of("standard"), post="in 400 403 403 403 403 403"),
    route("inspections:standard_new_version", pk_of("standard"), post="in 302 403 403 403 403 403"),
    # ---- inspections: files that come in ----
    route("inspections:imports", get="in 200 403 403 403 403 200"),
    route("inspections:import_new", both="in 200 403 403 403 403 200"),
    route("inspections:import", pk_of("import_run"), both="in 200 403 403 403 403 200"),
    route("inspections:import_progress", pk_of("import_run"), get="in 200 403 403 403 403 200"),
    route("inspections:import_again", pk_of("import_run"), post="in 302 403 403 403 403 302"),
    route("inspections:import_take_back", pk_of("import_run"), both="in 200 403 403 403 403 200"),
    route("inspections:point_import", get="in 302 403 403 403 403 302"),
    route("inspections:standard_import", get="in 302 403 403 403 403 302"),
    route("inspections:standard_file", pk_of("standard"), get="in 200"),
    # ---- inspections: what is published, corrected and appealed against ----
    route("inspections:bulletins", get="in 200"),
    route("inspections:bulletin", pk_of("published_round"), get="in 200"),
    route("inspections:bulletin_file", pk_of("published_round"), get="in 200"),
    route("inspections:adjustments", get="in 200"),
    route("inspections:amendments", get="in 200"),
    route(
        "inspections:amendment",
        pk_of("amendment"),
        get="in 200 200 404 404 404 200",
        post="in 403 200 404 404 404 403",
    ),
    route("inspections:amend", pk_of("published_score"), both="in 200 403 403 403 404 403"),
    route("inspections:appeals", get="in 200"),
    route("inspections:appeal", pk_of("appeal"), get="in 200 200 404 200 404 200", post="in 200 200 404 403 404 403"),
    route("inspections:appeal_new", pk_of("published_score"), both="in 403 403 403 200 404 403"),
    # ---- rectification: an inspector sees what waits for a recheck, so neither of these tasks ----
    route("rectification:list", get="in 200"),
    route("rectification:batch", post="in 302 302 403 403 403 403"),
    route("rectification:root_causes", get="in 200 200 403 200 200 200"),
    route(
        "rectification:root_cause",
        pk_of("root_cause"),
        get="in 200 200 404 200 404 200",
        post="in 200 403 404 200 404 403",
    ),
    route("rectification:report", get="in 200 200 403 200 200 200", post="in 405 405 403 405 405 405"),
    route("rectification:report_chart", get="in 200 200 403 200 200 200", post="in 405 405 403 405 405 405"),
    route("rectification:report_rules", get="in 200 200 403 200 200 200", post="in 200 403 403 403 403 403"),
    route("rectification:new", both="in 200 403 200 403 403 403"),
    route("rectification:task", pk_of("task"), get="in 200 200 404 200 404 200"),
    route(
        "rectification:perform",
        lambda scene: pk_of("task")(scene) | {"verb": "register"},
        both="in 200 403 404 403 404 403",
    ),
    route("rectification:progress", pk_of("task_at_work"), both="in 200 403 404 200 404 403"),
    route(
        "rectification:ask",
        lambda s: pk_of("task_at_work")(s) | {"kind": "extension"},
        both="in 403 403 404 200 404 403",
    ),
    # ---- rectification: supervision orders, of which a unit sees its own once they are signed; talks ----
    route("rectification:orders", get="in 200 200 403 200 200 200"),
    route("rectification:order", pk_of("order"), get="in 200 200 404 404 404 200"),
    route("rectification:order_edit", pk_of("order"), both="in 200 200 404 404 404 403"),
    route("rectification:order_sign", pk_of("order"), post="in 403 422 404 404 404 403"),
    route("rectification:order_drop", pk_of("order"), post="in 422 422 404 404 404 403"),
    route("rectification:order_signature", pk_of("order"), get="in 404"),
    route("rectification:order_file", pk_of("order"), get="in 200 200 404 404 404 200"),
    route("rectification:order_new", pk_of("task_at_work"), both="in 200 200 404 403 404 403"),
    route("rectification:talks", get="in 200 200 403 403 403 200"),
    route("rectification:talk", pk_of("talk"), get="in 200 200 404 404 404 200", post="in 200 200 404 404 404 403"),
    # ---- settings: for those who keep them ----
    route("settings", get="in 200 403 403 403 403 200"),
    route("settings_thresholds", both="in 200 403 403 403 403 200"),
    route("ready", get="in 200 403 403 403 403 200"),
    route("settings_colours", both="in 200 403 403 403 403 200"),
    route("settings_history", lambda scene: {"code": "settings-thresholds"}, get="in 200 403 403 403 403 200"),
    route("colours_css", lambda scene: {"name": colours_of(2, 1).name}, get="200", post="405"),
    route("setup", both="404"),
    route("settings_calendar", get="in 200 403 403 403 403 200"),
    route("settings_day", lambda scene: {"day": "2026-11-24"}, both="in 200 403 403 403 403 200"),
    route("dictionaries", get="in 200 403 403 403 403 200"),
    route("usual_words", get="in 200 403 403 403 403 200", post="in 200 403 403 403 403 200"),
    route("dictionary", lambda s: {"code": "problem-kinds"}, get="in 200 403 403 403 403 200"),
    route("dictionary_new", lambda s: {"code": "problem-kinds"}, both="in 200 403 403 403 403 200"),
    route("dictionary_order", lambda s: {"code": "problem-kinds"}, post="in 400 403 403 403 403 400"),
    route("dictionary_word", word, both="in 200 403 403 403 403 200"),
    route("word_change", lambda s: word(s) | {"verb": "retire"}, post="in 302 403 403 403 403 302"),
    route("settings_limit_new", both="in 200 403 403 403 403 200"),
    route("settings_limit", pk_of("kind"), both="in 200 403 403 403 403 200"),
    route(
        "rectification:decide",
        lambda s: {"pk": s.request.task.pk, "request_pk": s.request.pk},
        both="in 200 403 404 403 404 403",
    ),
    route(
        "rectification:public_photos",
        lambda scene: {"pk": scene.public_report.task.pk, "what": "hide"},
        post="in 302 403 404 403 404 403",
    ),
    # ---- for residents: without an account; photos only once the office released them ----
    route("robots_txt", get="200", post="405"),
    route("public", get="200", post="405"),
    route("public_results", get="200", post="405"),
    route("public_results_year", lambda scene: {"year": 1999}, get="404", post="405"),
    route("public_round", lambda scene: {"year": 2026, "pk": scene.round.pk}, get="404", post="405"),
    route("public_honours", get="200", post="405"),
    route("public_honours_year", lambda scene: {"year": 1999}, get="404", post="405"),
    route("public_activities", get="200", post="405"),
    route("public_activities_year", lambda scene: {"year": 1999}, get="404", post="405"),
    route("public_shown_photo", lambda s: {"report": s.public_report.pk, "key": s.photo.key}, get="404", post="405"),
    route("public_language", get="200", post="405"),
    route("public_report_new", get="200", post="422"),
    route("public_report", report_number, get="200", post="405"),
    route("public_not_fixed", report_number, both="302"),
    route("public_report_photo", lambda scene: report_number(scene) | {"key": uuid4()}, get="404", post="405"),
    route("public_report_photo_small", lambda scene: report_number(scene) | {"key": uuid4()}, get="404", post="405"),
    *PEOPLE,
    *SYSTEM,
    *UNITS,
    *WORKS,
    *ACCOUNT,
]

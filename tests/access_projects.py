"""Who may open what: projects and money. See tests/access_matrix.py."""

from tests.access_route import pk_of, route

OWN_PROJECT = "in 200 200 404 200 404 200"
OFFICE_EDITS = "in 200 403 404 403 404 403"

PROJECTS = [
    route("facilities:projects", get="in 200"),
    route("facilities:project_board", get="in 200"),
    route("facilities:project_months", get="in 200"),
    route("facilities:project_new", both="in 200 403 403 403 403 403"),
    route("facilities:project", pk_of("project"), get=OWN_PROJECT),
    route("facilities:project_chart", pk_of("project"), get=OWN_PROJECT),
    route("facilities:project_edit", pk_of("project"), both=OFFICE_EDITS),
    route("facilities:project_remove", pk_of("project"), get=OFFICE_EDITS, post="in 302 403 404 403 404 403"),
    route("facilities:project_plan", pk_of("project"), both=OFFICE_EDITS),
    route("facilities:project_progress", pk_of("project"), both="in 200 403 404 200 404 403"),
    route("facilities:project_step", lambda scene: {"pk": scene.project.pk, "verb": "approve"}, both=OFFICE_EDITS),
    route("facilities:funding", get="in 200"),
    route("facilities:funding_chart", get="in 200"),
    route("facilities:funding_entries", get="in 200"),
    route("facilities:funding_new", both="in 200 403 403 403 403 403"),
    route("facilities:funding_entry", pk_of("money"), get=OWN_PROJECT),
    route("facilities:funding_correct", pk_of("money"), both=OFFICE_EDITS),
]

"""The lines of the access matrix about one's own account: see tests/access_matrix.py for how they are read."""

from tests.access_route import route
from tests.access_scene import Scene


def somebody(scene: Scene) -> dict:
    return {"pk": scene.people["inspector"].pk}


ACCOUNT = [
    #             anonymous office leader inspector unit other_unit admin
    route("admin_login", both="in 403 403 403 403 403 302"),
    # ---- the second step: who is signed in has taken it; without one there is nothing to change ----
    route("second_step", both="in 302"),
    route("two_factor_set_up", both="in 200"),
    route("two_factor_codes", both="in 302"),
    route("two_factor_off", both="in 302"),
    # ---- one's own sign-ins, and somebody else's for the administrator ----
    route("sessions", get="in 200"),
    route("session_end", lambda scene: {"ref": "0" * 20}, post="in 302"),
    route("sessions_end", post="in 302"),
    route("person_sessions_end", somebody, post="in 403 403 403 403 403 302"),
    route("person_second_step_reset", somebody, post="in 403 403 403 403 403 302"),
]

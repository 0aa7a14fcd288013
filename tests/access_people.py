"""Who may open what: people, posts, who leaves. See tests/access_matrix.py."""

from tests.access_route import Route, pk_of, route
from tests.access_scene import Scene


def person(scene: Scene) -> dict:
    """`unit`, of 马桥村."""
    return {"pk": scene.people["unit"].pk}


def post(scene: Scene) -> dict:
    return person(scene) | {"post_pk": scene.people["unit"].posts.get().pk}


PEOPLE: list[Route] = [
    #             anonymous office leader inspector unit other_unit admin
    route("people", get="in 200 403 403 403 403 200", post="in 405 403 403 403 403 405"),
    route("person_new", both="in 403 403 403 403 403 200"),
    route("people_import", get="in 403 403 403 403 403 302"),
    route("password_slips", both="in 403 403 403 403 403 200"),
    route("person", person, get="in 200 403 403 403 403 200"),
    route("person_edit", person, both="in 403 403 403 403 403 200"),
    route("post_new", person, both="in 403 403 403 403 403 200"),
    route("post_end", post, both="in 403 403 403 403 403 200"),
    route("person_password", person, post="in 403 403 403 403 403 200"),
    route("person_unlock", person, post="in 403 403 403 403 403 302"),
    route("person_again", person, post="in 403 403 403 403 403 302"),
    route("person_leave", person, both="in 200 403 403 403 403 200"),
    route("leaving", pk_of("leaving"), get="in 200 403 403 403 403 200"),
    route("leaving_now", pk_of("leaving"), post="in 302 403 403 403 403 302"),
    route("leaving_withdraw", pk_of("leaving"), post="in 302 403 403 403 403 302"),
]

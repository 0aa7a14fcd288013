"""The administrator's page, and what monitors ask. See tests/access_matrix.py."""

from uuid import uuid4

from tests.access_route import route


def no_such_job(_scene) -> dict:
    """The list tells that somebody dealt with it in the meantime."""
    return {"pk": uuid4()}


SYSTEM = [
    route("readyz", get="200", post="405"),
    route("metrics", get="404", post="405"),
    route("system", get="in 403 403 403 403 403 200"),
    route("job_again", no_such_job, post="in 403 403 403 403 403 302"),
    route("job_done_with", no_such_job, post="in 403 403 403 403 403 302"),
]

"""To whom the work of somebody who left went, also where that person left since then."""

from core.models import Leaving, User


def heir_of(person: User | None) -> User | None:
    """The first one along the line who is still there; the person themselves if they are; None where the line ends, or nobody began it."""
    seen: set[int] = set()
    while person is not None and not person.is_active and person.pk not in seen:
        seen.add(person.pk)
        last = (
            Leaving.objects.done().filter(person=person).select_related("successor").order_by("-done_at", "-pk").first()
        )
        person = last.successor if last else None
    return person if person is not None and person.is_active else None

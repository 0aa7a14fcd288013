"""Who is told when somebody has left: who takes the work over, and the office of what nobody took."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Leaving, Post, Role, Unit, User
from core.telling.notices import NoticeKind, tell
from core.town import in_town_language

HANDED_OVER = NoticeKind("work_handed_over", gettext_lazy("Somebody left, and open work goes over"))


def tell_of_leaving(leaving: Leaving, *, by: User | None, now: datetime) -> None:
    """Once a leaving, never whoever pressed the button."""
    with in_town_language():
        over = [f"{kind['label']} {kind['over']}" for kind in leaving.outcome if kind["over"]]
        left = [f"{kind['label']} {kind['left']}" for kind in leaving.outcome if kind["left"]]
        if leaving.successor and leaving.successor != by:
            _tell_successor(leaving, over, now)
        if left:
            _tell_office(leaving, left, by, now)


def _tell_successor(leaving: Leaving, over: list[str], now: datetime) -> None:
    tell(
        kind=HANDED_OVER, event=f"left-{leaving.pk}-successor", users=[leaving.successor], now=now, path=reverse("home"),
        title=_("You take over from %(name)s") % {"name": leaving.person},
        text="；".join(over) or _("There was no open work."),
    )  # fmt: skip


def _tell_office(leaving: Leaving, left: list[str], by: User | None, now: datetime) -> None:
    posts = Post.objects.in_force(timezone.localdate(now)).filter(role=Role.OFFICE, unit=Unit.objects.home())
    people = User.objects.filter(pk__in=posts.values("user"), is_active=True).exclude(pk=leaving.person_id)
    tell(
        kind=HANDED_OVER, event=f"left-{leaving.pk}-office", now=now, path=reverse("leaving", args=[leaving.pk]),
        users=people.exclude(pk=by.pk) if by else people,
        title=_("Work of %(name)s waits for somebody") % {"name": leaving.person}, text="；".join(left),
    )  # fmt: skip

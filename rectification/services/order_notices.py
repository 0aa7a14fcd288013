"""Who is told of supervision orders: leaders of what waits for them, the unit and the office of what was signed."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import Role, User
from core.telling.notices import tell
from core.town import in_town_language
from rectification import notice_kinds
from rectification.models import OrderState, SupervisionOrder
from rectification.selectors.audiences import Audience, audiences, holders
from rectification.selectors.digest import MOST
from rectification.withheld import kept_from


def tell_leaders(orders: Sequence[SupervisionOrder], now: datetime) -> None:
    """One message a leader, however many orders of one town were drafted together."""
    leaders = audiences(Role.LEADER, timezone.localdate(now), of=orders[0].task.town)
    with in_town_language():
        for audience in leaders:
            known = {task.pk for task in audience.may_know(order.task for order in orders)}
            if mine := [order for order in orders if order.task_id in known]:
                _tell_of_waiting(audience, mine, f"order-waits-{orders[0].pk}", now)


def _tell_of_waiting(audience: Audience, orders: Sequence[SupervisionOrder], event: str, now: datetime) -> None:
    one, n = orders[0], len(orders)
    waiting = f"{reverse('rectification:orders')}?state={OrderState.DRAFTED.value}"
    title = ngettext(
        "%(n)s supervision order waits for your signature", "%(n)s supervision orders wait for your signature", n
    )
    tell(
        kind=notice_kinds.ORDER_WAITS,
        event=event,
        users=audience.users,
        unit=one.task.town,
        title=title % {"n": n},
        text="\n".join(f"{order.number} {order.unit} · {order.task.finding.description}" for order in orders[:MOST]),
        path=one.get_absolute_url() if n == 1 else waiting,
        now=now,
    )


def tell_signed(order: SupervisionOrder, now: datetime) -> None:
    """The unit's people and the office, save those from whom the finding is kept."""
    day, finding = timezone.localdate(now), order.task.finding
    people = [*holders(Role.UNIT, order.unit, day), *holders(Role.OFFICE, order.task.town, day)]
    words = {"number": order.number, "unit": order.unit}
    with in_town_language():
        title = _("Supervision order %(number)s was signed: %(unit)s") % words
    tell(
        kind=notice_kinds.ORDER_SIGNED,
        event=f"order-signed-{order.pk}",
        users=User.objects.filter(pk__in=[user.pk for user in people]).exclude(kept_from(finding)),
        unit=order.unit,
        title=title,
        text="\n".join(filter(None, [finding.description, order.opinion, order.demand])),
        path=order.get_absolute_url(),
        now=now,
    )

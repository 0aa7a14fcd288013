"""Who is told of supervision orders: leaders of what waits for them, the unit and the office of what was signed."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import Role, User
from core.notices import tell
from rectification import notice_kinds
from rectification.models import OrderState, SupervisionOrder
from rectification.selectors.audiences import holders
from rectification.withheld import kept_from


def tell_leaders(orders: Sequence[SupervisionOrder], now: datetime) -> None:
    """One message however many orders; the first number makes it an event of its own."""
    one, n = orders[0], len(orders)
    tell(
        kind=notice_kinds.ORDER_WAITS,
        event=f"order-waits-{one.pk}",
        users=holders(Role.LEADER, one.task.town, timezone.localdate(now)),
        unit=one.task.town,
        title=ngettext(
            "%(n)s supervision order waits for your signature", "%(n)s supervision orders wait for your signature", n
        ) % {"n": n},
        text="\n".join(_lines(orders)),
        path=one.get_absolute_url() if n == 1 else f"{reverse('rectification:orders')}?state={OrderState.DRAFTED.value}",
        now=now,
    )  # fmt: skip


def _lines(orders: Iterable[SupervisionOrder]) -> list[str]:
    return [f"{order.number} {order.unit} · {order.task.finding.description}" for order in orders][:20]


def tell_signed(order: SupervisionOrder, now: datetime) -> None:
    day, finding = timezone.localdate(now), order.task.finding
    people = [*holders(Role.UNIT, order.unit, day), *holders(Role.OFFICE, order.task.town, day)]
    tell(
        kind=notice_kinds.ORDER_SIGNED,
        event=f"order-signed-{order.pk}",
        users=User.objects.filter(pk__in=[user.pk for user in people]).exclude(kept_from(finding)),
        unit=order.unit,
        title=_("Supervision order %(number)s was signed: %(unit)s") % {"number": order.number, "unit": order.unit},
        text="\n".join(filter(None, [finding.description, order.opinion, order.demand])),
        path=order.get_absolute_url(),
        now=now,
    )

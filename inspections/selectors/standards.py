"""Standards as they are read: versions, sections, items."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce

from core.models import User
from core.trail_text import trail_of
from inspections.models import Item, Method, Section, Standard


def with_size(standards):
    """Adds `item_count` and `round_count`."""
    items = (
        Item.objects.filter(standard=OuterRef("pk")).order_by().values("standard").annotate(n=Count("pk")).values("n")
    )
    return standards.annotate(item_count=Coalesce(Subquery(items), 0), round_count=Count("rounds"))


@dataclass
class SectionView:
    section: Section
    items: list[Item] = field(default_factory=list)

    @property
    def maximum(self) -> Decimal:
        """What can be won without bonuses."""
        return sum((item.max_points for item in self.items if item.method != Method.BONUS), Decimal(0))


def standard_page(standard: Standard, user: User) -> dict:
    """A standard with its sections and items, its other versions, and whether this user may change it."""
    items = Item.objects.select_related("scale", "problem_kind").prefetch_related("kinds", "scale__grades")
    sections = standard.sections.prefetch_related(Prefetch("items", items.order_by("order", "pk")))
    views = [SectionView(section, list(section.items.all())) for section in sections]
    is_keeper = user.access.has("office")
    return {
        "standard": standard,
        "sections": views,
        "item_count": sum(len(view.items) for view in views),
        "maximum": sum((view.maximum for view in views), Decimal(0)),
        "scales": standard.scales.prefetch_related("grades"),
        "weights": standard.kind_weights.select_related("kind"),
        "versions": Standard.objects.visible_to(user).filter(name=standard.name).order_by("-version"),
        "rounds": standard.rounds.visible_to(user).order_by("-starts_on")[:10],
        "is_keeper": is_keeper,
        "may_edit": is_keeper and not standard.is_frozen,
        "trail": trail_of(standard) if is_keeper else [],
    }

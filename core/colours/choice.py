"""Which colours the office has chosen. They stand on every page, so they are kept for a minute, like the town's name."""

from datetime import datetime

from django.core.cache import cache
from django.db import Error, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.colours.palettes import ACCENTS, LIGHTS, Colours, colours_of
from core.errors import DomainError
from core.models import ThresholdValue, User
from core.thresholds import check_keeper, locked_town
from core.town import SECONDS
from core.trail import record
from core.trail_words import VALUES, say

KEY = "chosen-colours"
ACCENT, LIGHT = "core.accent", "core.lights"
"""Under these names the numbers of the palettes stand among the office's figures."""
VERB = "set_colours"
say(
    {},
    fields={
        "own_colour": gettext_lazy("The product's own colour"),
        "light_colours": gettext_lazy("Colours of the lights"),
    },
)
VALUES[VERB] = {one.code: one.label for one in (*ACCENTS, *LIGHTS)}


def current_colours() -> Colours:
    """What was chosen, or what is delivered; error pages ask too, when the database doesn't answer."""
    numbers = cache.get(KEY)
    if numbers is None:
        try:
            numbers = _stored()
        except Error:
            return colours_of(1, 1)
        cache.set(KEY, numbers, SECONDS)
    return colours_of(*numbers)


def _stored() -> tuple[int, int]:
    kept = dict(ThresholdValue.objects.filter(pk__in=[ACCENT, LIGHT]).values_list("name", "value"))
    return kept.get(ACCENT, 1), kept.get(LIGHT, 1)


@transaction.atomic
def set_colours(*, accent: int, lights: int, by: User, now: datetime) -> bool:
    """Keeps the choice; gives whether anything changed. Raises NotAllowed, or DomainError for a number that no palette has."""
    check_keeper(by)
    town = locked_town()
    if accent not in {one.number for one in ACCENTS} or lights not in {one.number for one in LIGHTS}:
        raise DomainError(_("Choose one of the palettes."))
    old, new = colours_of(*_stored()), colours_of(accent, lights)
    if old == new:
        return False
    for name, number in ((ACCENT, accent), (LIGHT, lights)):
        ThresholdValue.objects.update_or_create(name=name, defaults={"value": number})
    changes = {
        name: [before.code, after.code]
        for name, before, after in (("own_colour", old.accent, new.accent), ("light_colours", old.lights, new.lights))
        if before is not after
    }
    record(subject=town, by=by, verb=VERB, at=now, changes=changes)
    transaction.on_commit(lambda: cache.delete(KEY))
    return True

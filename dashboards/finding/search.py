"""Looks through all kinds of record for words: one query a kind, and one more for a kind of which something was found."""

from django.db.models import Case, Q, SmallIntegerField, Value, When

from core.navigation import offered, path_of
from core.settings_places import PLACES
from dashboards.addresses import address
from dashboards.finding.hits import Asked, Group, Hit, Kind
from dashboards.finding.kinds import KINDS

SHOWN = 5
"""Hits of a kind that the page shows; its list has the others."""
FEW = 500
"""So many are counted; nobody looks through more, another word leads to fewer."""


def look_for(asked: Asked, user) -> list[Group]:
    """The kinds of which something was found, with their best hits."""
    groups = (_group(kind, asked, user) for kind in KINDS if kind.is_for(user))
    return [group for group in groups if group is not None]


def _group(kind: Kind, asked: Asked, user) -> Group | None:
    rows = kind.rows(user)
    found = kind.match(rows, asked)
    keys = list(found.order_by().values_list("pk", flat=True)[: FEW + 1])
    if not keys:
        return None
    is_more = len(keys) > FEW
    best = _best(found if is_more else rows.filter(pk__in=keys), kind, asked, by_fit=not (is_more and kind.many))
    hits = [kind.hit(row) for row in best[:SHOWN]]
    return Group(kind, hits, min(len(keys), FEW), is_more, _list_path(kind, asked))


def _best(rows, kind: Kind, asked: Asked, *, by_fit: bool):
    """Those first that are called so, then those whose name begins so, then the others; each in the order of their list."""
    if not by_fit:
        return rows
    whole, begins = Q(), Q()
    for name in kind.names:
        whole |= Q(**{f"{name}__iexact": asked.typed})
        begins |= Q(**{f"{name}__istartswith": asked.typed})
    fit = Case(
        When(whole, then=Value(0)), When(begins, then=Value(1)), default=Value(2), output_field=SmallIntegerField()
    )
    return rows.order_by(fit, *rows.query.order_by)


def _list_path(kind: Kind, asked: Asked) -> str:
    return address(kind.list, q=asked.text, **dict(kind.list_query)) if kind.list else ""


def pages_named(asked: Asked, user) -> list[Hit]:
    """Places of the navigation and of the settings that are called so; no query."""
    places = [entry for group in offered(user.access.roles) for entry in group.entries]
    named = [(str(entry.label), path_of(entry.url)) for entry in places]
    named += [(str(place.label), place.path) for place in PLACES if user.access.has(*place.roles)]
    found = {path: label for label, path in named if path and all(word in label.lower() for word in asked.words)}
    return [Hit(label, path) for path, label in found.items()]

"""Certificates and rosters of honours, in the sentences offices use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from campaign.honour_states import HonourState
from campaign.models import Honour, HonourFor
from core.files_out.documents import Heading, Paper, Table, Text
from core.formats import cn_date
from core.units.history import History


@dataclass(frozen=True)
class Certificate:
    """What stands on one: what it is, the name, the sentence with the honour, the stars, number, who gives it and when."""

    kind: str
    name: str
    text: str
    honour: str
    stars: list[str]
    number: str
    town: str
    day: str


def certificates_of(honours: Iterable[Honour]) -> list[Certificate]:
    """Village and town are named as on the day of the award: printed once more after a renaming, a paper says the same. One query
    at most for their history."""
    honours = list(honours)
    history = History.of({unit for honour in honours for unit in (honour.unit, honour.town)})
    return [certificate_of(honour, history) for honour in honours]


def certificate_of(honour: Honour, history: History) -> Certificate:
    """Of an honour that is awarded, with its kind, unit and town."""
    unit, town = (history.on(one, honour.awarded_on) for one in (honour.unit, honour.town))
    words = {"unit": unit, "year": honour.year, "town": town}
    if honour.kind.given_to == HonourFor.HOUSEHOLD:
        text = _(
            "The household of %(unit)s distinguished itself in the civilization campaign of %(town)s in %(year)s and is awarded the title"
        )
    else:
        text = _("%(unit)s: distinguished in the civilization campaign of %(town)s in %(year)s, and awarded the title")
    return Certificate(
        kind=_("Certificate of honour"),
        name=honour.name,
        text=text % words,
        honour=honour.kind.name,
        stars=honour.stars,
        number=honour.certificate,
        town=town.name,
        day=cn_date(honour.awarded_on),
    )


def roster_paper(groups: Sequence, town: str, now: datetime) -> Paper:
    """groups: campaign.selectors.honours.RosterGroup. A table for each kind and year."""
    paper = Paper(
        title=_("Honours of the civilization campaign"), signer=_("Civilization campaign office of %(town)s") % {"town": town},
        day=cn_date(now), author=town, made_at=now,
    )  # fmt: skip
    if not groups:
        paper.add(Text(_("There are none.")))
    for group in groups:
        words = {"year": group.year, "kind": group.kind, "n": len(group.honours)}
        paper.add(Heading(_("%(kind)s, %(year)s (%(n)s)") % words), _table(group.honours))
    return paper


def _table(honours: Sequence[Honour]) -> Table:
    rows = [[honour.unit.name, honour.name, honour.reason, state_words(honour)] for honour in honours]
    return Table([_("Village or community"), _("Name"), _("Deeds"), _("State")], rows, widths=(2, 2, 5, 3), left=(2,))


def state_words(honour: Honour) -> str:
    """'公示中（至2026年11月30日）', '已表彰（荣-2026-0012）'."""
    if honour.state == HonourState.PUBLICISED:
        return _("publicised, objections until %(day)s") % {"day": cn_date(honour.objections_until)}
    if honour.state == HonourState.AWARDED:
        return f"{honour.get_state_display()} {honour.certificate}"
    return str(honour.get_state_display())

"""The life of a round: draft > open > closed > published, and what each step asks for."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError, NotAllowed
from core.models import Photo, User
from core.trail import record
from inspections.models import Amendment, Basis, Round, RoundResult, RoundState, Score, Sheet, SheetState, Standing
from inspections.services.aftermath import follow_publication, work_out
from inspections.services.draws import reveal_seed, untimely_visits
from inspections.services.late_sheets import end_undecided
from inspections.services.results import refresh_results, store_ranks
from inspections.services.rewards import propose_rewards


@dataclass(frozen=True)
class Step:
    """A way from one state to the next. roles: posts that may take it."""

    verb: str
    label: Promise
    source: RoundState
    target: RoundState
    roles: frozenset[str] = frozenset({"office"})
    main: bool = True


LIFECYCLE = (
    Step("open", gettext_lazy("Open the round"), RoundState.DRAFT, RoundState.OPEN),
    Step("close", gettext_lazy("Close the round"), RoundState.OPEN, RoundState.CLOSED),
    Step("reopen", gettext_lazy("Open it again"), RoundState.CLOSED, RoundState.OPEN, main=False),
    Step("publish", gettext_lazy("Publish the results"), RoundState.CLOSED, RoundState.PUBLISHED),
)
"""draft: everything may be edited. open: sheets come in, points may be added. closed: nothing comes in, results are checked.
published: sheets, standard and results are frozen; a correction is an amendment."""


def steps_for(round: Round, user: User) -> list[Step]:
    """What this user may do next with the round, the main step first."""
    territory = round.territory.path
    steps = [step for step in LIFECYCLE if step.source == round.state and user.access.covers(territory, *step.roles)]
    return sorted(steps, key=lambda step: not step.main)


@transaction.atomic
def change_round(*, round: Round, verb: str, by: User, now: datetime) -> Round:
    """Takes one step of the lifecycle. Raises NotAllowed or DomainError; writes the trail."""
    round = Round.objects.select_for_update(of=("self",)).select_related("standard", "territory").get(pk=round.pk)
    step = next((step for step in LIFECYCLE if step.verb == verb), None)
    if step is None or step.source != round.state:
        raise DomainError(_("A round that is '%(state)s' cannot do that."), params={"state": round.get_state_display()})
    if not by.access.covers(round.territory.path, *step.roles):
        raise NotAllowed(_("Only the campaign office of this town may do that."))
    if verb in ON_STEP:
        ON_STEP[verb](round, now)
    old, round.state = round.state, step.target
    round.save()
    if verb in AFTER_STEP:
        AFTER_STEP[verb](round=round, now=now)
    record(subject=round, by=by, verb=verb, at=now, old_state=old, new_state=round.state)
    return round


def locked_for_edit(round: Round) -> None:
    """Locks the row for a form that was made from `round`; call it in the transaction of the change. Raises DomainError for a
    published round, and where it went a step further since then: the form would set it back, and other fields are open."""
    if round.is_published:
        raise DomainError(_("The round is published: its results are frozen."))
    if Round.objects.select_for_update(of=("self",)).values_list("state", flat=True).get(pk=round.pk) != round.state:
        raise DomainError(_("The round has gone a step further in the meantime. Load the page anew."))


def _open(round: Round, now: datetime) -> None:
    if round.standard is None or not round.standard.items.exists():
        raise DomainError(_("The round needs a standard with items before it can be opened."))
    if not round.assignments.exists():
        raise DomainError(_("Assign inspectors to points before the round is opened."))
    freeze_standard(round, now)


def freeze_standard(round: Round, now: datetime) -> None:
    """A standard that a round uses is never edited again: a change makes a new version."""
    if not round.standard.is_frozen:
        round.standard.frozen_at = now
        round.standard.save(update_fields=["frozen_at"])


def _close(round: Round, now: datetime) -> None:
    refresh_results(round=round)


def _publish(round: Round, now: datetime) -> None:
    if not RoundResult.objects.filter(round=round).exists():
        raise DomainError(_("There is no result to publish: no sheet was submitted in this round."))
    refresh_results(round=round)
    store_ranks(round)
    propose_rewards(round=round, now=now)
    round.published_at = now
    end_undecided(round=round, now=now)
    reveal_seed(round=round, now=now)


MOST_NAMES = 10  # of units in one line before publication
ON_STEP = {"open": _open, "close": _close, "publish": _publish}
AFTER_STEP = {"close": work_out, "publish": follow_publication}


def publication_problems(round: Round) -> list[str]:
    """What the office should look at before publishing, in words; none of it forbids publishing."""
    problems = []
    visited = Sheet.objects.filter(round=round, point=OuterRef("point"), inspector=OuterRef("inspector")).official()
    missing = round.assignments.exclude(Exists(visited)).count()
    if missing:
        problems.append(_("%(count)s assigned visits have no submitted sheet.") % {"count": missing})
    drafts = round.sheets.filter(state=SheetState.DRAFT).count()
    if drafts:
        problems.append(_("%(count)s sheets are still drafts and will not count.") % {"count": drafts})
    late = round.sheets.late().count()
    if late:
        problems.append(
            _("%(count)s late sheets wait for your decision and will not count without it.") % {"count": late}
        )
    problems += _too_few(round) + _adjusted_without_result(round) + _without_photo(round)
    return problems + _untimely(round) + _undecided(round) + _unweighed_kinds(round)


def _too_few(round: Round) -> list[str]:
    """Each unit once, though it has a result by its ground and one by what it answers for; the whole only where it is alone."""
    few = round.results.filter(standing=Standing.TOO_FEW, unit__isnull=False).exclude(basis=Basis.TOTAL)
    if round.results.exclude(unit=round.territory_id).exists():
        few = few.exclude(unit=round.territory_id)
    names = list(few.order_by("unit__path").values_list("unit__name", flat=True).distinct())
    words = _("%(count)s units have too few points and will be listed, not ranked: %(names)s.")
    return [words % {"count": len(names), "names": _named(names)}] if names else []


def _adjusted_without_result(round: Round) -> list[str]:
    """Rewards and penalties that would be published beside no score."""
    results = RoundResult.objects.filter(round=round, unit=OuterRef("unit"), score__isnull=False)
    units = round.adjustments.filter(~Exists(results)).order_by("unit__path").values_list("unit__name", flat=True)
    names = list(units.distinct())
    words = _("No score follows the rewards and penalties of %(names)s: no sheet gives these units a result.")
    return [words % {"names": _named(names)}] if names else []


def _named(names: list[str]) -> str:
    return "、".join(names[:MOST_NAMES]) + ("…" if len(names) > MOST_NAMES else "")


def _without_photo(round: Round) -> list[str]:
    """Lost points that became no finding, for want of a photo."""
    kind = ContentType.objects.get_for_model(Score)
    photos = Photo.objects.filter(subject_type=kind, subject_id=OuterRef("pk"))
    lost = Score.objects.filter(sheet__in=round.sheets.official(), sheet__imported_by=None, awarded__lt=F("maximum"))
    count = lost.exclude(Exists(photos)).count()
    return [_("%(count)s items lost points without a photo: no task came of them.") % {"count": count}] if count else []


def _untimely(round: Round) -> list[str]:
    count = untimely_visits(round)
    return [_("%(count)s blind revisits were outside their 7 to 21 days.") % {"count": count}] if count else []


def _undecided(round: Round) -> list[str]:
    count = Amendment.objects.of_round(round).proposed().count()
    return [_("%(count)s proposed corrections are not decided yet.") % {"count": count}] if count else []


def _unweighed_kinds(round: Round) -> list[str]:
    weighed = set(round.standard.kind_weights.values_list("kind", flat=True)) if round.standard else set()
    if not weighed or round.standard.aggregation != "by_point":
        return []
    kinds = round.sheets.official().exclude(point__kind__in=weighed).values_list("point__kind__name", flat=True)
    return [
        _("Points of the kind '%(kind)s' have no weight in the standard and do not count.") % {"kind": kind}
        for kind in sorted(set(kinds))
    ]

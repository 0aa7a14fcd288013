"""What the office keeps itself, as the page of settings lists it: ONE table. A later page gets its place by one line here.

Entries name a URL by its name; those that don't resolve are left out, so the table may be ahead of the apps. `models` and `verbs`
say which entries of the trail are about a place, for who changed it and when: all about these kinds of record, or those with
these verbs (of the town, where no kind is named).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import TextChoices
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.dictionaries.book import all_dictionaries
from core.models import TrailEntry, Unit
from core.navigation import KEEPERS, path_of

DICTIONARIES = "dictionaries"
"""In `models`: every dictionary's words."""


class Group(TextChoices):
    """Places that stand together, in this order."""

    YEAR = "year", _("Starting, and the year")
    PEOPLE = "people", _("People and units")
    RULES = "rules", _("Rules and dictionaries")
    TELLING = "telling", _("Look and messages")
    KEEPING = "keeping", _("Records and system")


@dataclass(frozen=True)
class Place:
    url: str
    label: Promise
    text: Promise
    icon: str
    group: Group
    roles: frozenset[str] = KEEPERS
    arguments: tuple = ()
    models: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()

    @property
    def path(self) -> str | None:
        if not self.arguments:
            return path_of(self.url)
        try:
            return reverse(self.url, args=self.arguments)
        except NoReverseMatch:
            return None

    @property
    def code(self) -> str:
        """In the address of its history."""
        return "-".join([self.url.replace(":", "-").replace("_", "-"), *self.arguments])

    @property
    def has_history(self) -> bool:
        return bool(self.models or self.verbs)

    def entries(self):
        """The trail of this place, newest first."""
        rows = TrailEntry.objects.filter(subject_type__in=[types_of(model) for model in self._models()])
        if not self.models:
            rows = rows.filter(subject_id__in=Unit.objects.filter(is_home=True).values("pk"))
        return (rows.filter(verb__in=self.verbs) if self.verbs else rows).order_by("-at", "-pk")

    def _models(self) -> Iterable[type]:
        if not self.models:
            return [Unit]
        if DICTIONARIES in self.models:
            return [one.model for one in all_dictionaries()]
        return [apps.get_model(name) for name in self.models]


def types_of(model: type) -> ContentType:
    return ContentType.objects.get_for_model(model)


PLACES = (
    Place(
        "ready",
        _("Getting ready"),
        _("What is ready and what is missing, with a link to each."),
        "list-check",
        Group.YEAR,
    ),
    Place(
        "campaign:years",
        _("Campaign years"),
        _("Slogan and targets; a year is closed when its books are."),
        "flag",
        Group.YEAR,
        models=("campaign.CampaignYear",),
    ),
    Place(
        "campaign:new_year",
        _("The new year"),
        _("Opened in one step: rounds, inspectors, recurring activities."),
        "calendar",
        Group.YEAR,
        models=("campaign.CampaignYear",),
        verbs=("open_year",),
    ),
    Place(
        "people",
        _("People and posts"),
        _("Who signs in and what they may do; who leaves, and who takes the work over."),
        "people",
        Group.PEOPLE,
        models=("core.User",),
    ),
    Place(
        "units",
        _("Units"),
        _("Villages, departments, cleaning teams: the tree, ranking groups; renamed, merged, split, moved."),
        "building",
        Group.PEOPLE,
        models=("core.Unit",),
        verbs=(
            "create",
            "edit",
            "import",
            "rename_unit",
            "regroup_unit",
            "move_unit",
            "merge_units",
            "split_unit",
            "end_unit",
        ),
    ),
    Place(
        "settings_thresholds",
        _("Thresholds"),
        _("When lights change, what follows, how long data is kept."),
        "sliders",
        Group.RULES,
        verbs=("set_threshold",),
    ),
    Place(
        "dictionary",
        _("Limits of rectification"),
        _("How long each kind of problem may take, by severity."),
        "clock",
        Group.RULES,
        arguments=("problem-kinds",),
        models=("rectification.ProblemKind",),
    ),
    Place(
        "settings_calendar",
        _("Working calendar"),
        _("Holidays and make-up days, corrected where ours differ."),
        "calendar",
        Group.RULES,
        verbs=("set_calendar_day", "learn_holidays"),
    ),
    Place(
        "dictionaries",
        _("Dictionaries"),
        _("Kinds, measures and sources that stand in every form."),
        "list",
        Group.RULES,
        models=(DICTIONARIES,),
    ),
    Place(
        "rectification:report_rules",
        _("Indicators"),
        _("How the rates of rectification are defined."),
        "bar-chart",
        Group.RULES,
        models=("rectification.IndicatorRules",),
    ),
    Place(
        "inspections:reward_rules",
        _("Rules for rewards and penalties"),
        _("What cleaning teams get by their score; each change is a version."),
        "award",
        Group.RULES,
        models=("inspections.RewardRule",),
    ),
    Place(
        "inspections:effects",
        _("Expected effects"),
        _("Which items a kind of project should move."),
        "arrow-left-right",
        Group.RULES,
        models=("facilities.ProjectKind",),
        verbs=("set_effects",),
    ),
    Place(
        "settings_colours",
        _("Colours"),
        _("The product's own colour, and the colours of the lights."),
        "sun",
        Group.TELLING,
        verbs=("set_colours",),
    ),
    Place(
        "robots",
        _("Group robots"),
        _("WeCom and DingTalk groups that are told."),
        "chat",
        Group.TELLING,
        models=("core.Robot",),
    ),
    Place(
        "deliveries",
        _("Messages sent out"),
        _("E-mails and messages to groups, and their trouble."),
        "send",
        Group.TELLING,
    ),
    Place(
        "removed",
        _("Removed records"),
        _("What was removed, and bringing it back."),
        "trash",
        Group.KEEPING,
    ),
    Place(
        "system",
        _("System"),
        _("Version, disk, background jobs, backups: what the administrator looks after."),
        "display",
        Group.KEEPING,
        frozenset({"admin"}),
    ),
)


def places(user) -> list[Place]:
    """Those that exist and that this user may open."""
    return [place for place in PLACES if place.path and user.access.has(*place.roles)]


def place_of(code: str, user) -> Place | None:
    """The place with this code, if it has a history and this user may open it."""
    return next((place for place in places(user) if place.code == code and place.has_history), None)

"""What happened to units: renamed, grouped anew, moved, merged, split, ended. Each change is one act with a day and a paper."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models.units import RankingGroup, Unit, UnitKind


class ChangeKind(models.TextChoices):
    RENAME = "rename", pgettext_lazy("change of a unit", "Renamed")
    REGROUP = "regroup", pgettext_lazy("change of a unit", "Ranked in another group")
    MOVE = "move", pgettext_lazy("change of a unit", "Moved")
    MERGE = "merge", pgettext_lazy("change of a unit", "Merged")
    SPLIT = "split", pgettext_lazy("change of a unit", "Split")
    END = "end", pgettext_lazy("change of a unit", "Ended")


class StepPart(models.TextChoices):
    """ended: it is no more from that day on. begun: it goes on as one of those that take over. changed: it is itself another.
    carried: it only lies elsewhere, because a unit above it does."""

    ENDED = "ended", pgettext_lazy("unit in a change", "ends")
    BEGUN = "begun", pgettext_lazy("unit in a change", "takes over")
    CHANGED = "changed", pgettext_lazy("unit in a change", "is changed")
    CARRIED = "carried", pgettext_lazy("unit in a change", "lies elsewhere")


class UnitChange(models.Model):
    """One act. It holds from the beginning of `day`; numbers: what went over with it, {name of a kind of record: how many}."""

    kind = models.CharField(_("change"), max_length=8, choices=ChangeKind)
    day = models.DateField(_("from"))
    reason = models.CharField(_("reason or paper"), max_length=200)
    numbers = models.JSONField(default=dict, blank=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("entered"))

    class Meta:
        verbose_name = verbose_name_plural = _("change of units")
        ordering = ["-day", "-pk"]

    def __str__(self):
        return f"{self.day} {self.get_kind_display()}"


class UnitStep(models.Model):
    """What a change was for one unit, and how the unit stood before it: the only place where a former name, kind, place in the
    tree and group are kept. No step is ever rewritten."""

    change = models.ForeignKey(UnitChange, models.PROTECT, related_name="steps", verbose_name=_("change"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="steps", verbose_name=_("unit"))
    part = models.CharField(_("part"), max_length=8, choices=StepPart)
    old_name = models.CharField(_("name before"), max_length=80)
    old_kind = models.CharField(_("kind before"), max_length=20, choices=UnitKind)
    old_path = models.CharField(max_length=255, editable=False)
    old_parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("belonged to")
    )
    old_group = models.ForeignKey(
        RankingGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("group before")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("step of a unit")
        ordering = ["change__day", "change_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["change", "unit"], name="unit_once_a_change")]

    def __str__(self):
        return f"{self.old_name} {self.get_part_display()}"

"""The entries about money as they go to Excel and come back. What is stored comes back unchanged or not at all."""

from datetime import datetime
from types import MappingProxyType
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models.years import in_closed_years
from core.models import User
from core.quantities import Exactness
from core.table_in.columns import EXACTNESS_WORDS, Choice, Column, Day, KeyColumn, Named, Number, Whole
from core.table_in.service import TableIn
from facilities.models import FundingEntry, FundingSource, FundingStep, Project
from facilities.selectors.funding import balances
from facilities.services.funding import check_covered

STEP_WORDS = MappingProxyType(
    {FundingStep.PLANNED.value: "计划", FundingStep.SECURED.value: "落实", FundingStep.PAID.value: "支付"}
)


def may_be_taken(entry: FundingEntry) -> None:
    """A stored entry is not overwritten, and a new one follows the rules of the page."""
    if entry.pk:
        raise ValidationError(_("An entry is not overwritten. Correct it on its page: the correction names it."))
    if entry.amount is None or entry.amount <= 0:
        raise ValidationError({"amount": _("Enter an amount above 0.")})


def paid_is_secured(entries: list[FundingEntry]) -> dict[int, ValidationError]:
    """What the file pays against what is stored and what the file itself secures, row by row; one query for all."""
    if not entries:
        return {}
    sums, wrong = balances(entries[0].town, [(one.project_id, one.source_id) for one in entries]), {}
    for entry in entries:
        if entry.step == FundingStep.SECURED:
            sums[entry.project_id, entry.source_id].add(entry.step, entry.amount)
    for place, entry in enumerate(entries):
        if entry.step == FundingStep.PAID:
            balance = sums[entry.project_id, entry.source_id]
            balance.add(entry.step, entry.amount)
            try:
                check_covered(balance, entry.step, entry.reason)
            except ValidationError as error:
                wrong[place] = error
    return wrong


def may_stand_together(entries: list[FundingEntry]) -> dict[int, ValidationError]:
    return paid_is_secured(entries) | in_closed_years(entries, "year")


def ready(entry: FundingEntry, by: User | None, now: datetime) -> None:
    entry.entered_at, entry.entered_by = now, by


FUNDING = TableIn(
    code="funding",
    label=gettext_lazy("Money, entries"),
    model=FundingEntry,
    columns=(
        KeyColumn("key", "资金记录编号", longest=36),
        Named("project", "项目编号", rows=lambda town: Project.objects.present().filter(town=town), name="number"),
        Whole("year", "年度", needed=True, low=2000, high=2100),
        Named("source", "资金渠道", needed=True, rows=lambda town: FundingSource.objects.all()),
        Choice("step", "类型", needed=True, words=STEP_WORDS),
        Number("amount", "金额（元）", needed=True, low=-999_999_999_999),
        Choice("exactness", "准确程度", words=EXACTNESS_WORDS, blank=Exactness.EXACT.value),
        Day("on", "日期", needed=True, may_come=False),
        Column("document", "文号"),
        Column("note", "说明"),
        Column("reason", "原因"),
    ),
    key=("key",),
    alike=("project", "year", "source", "step", "amount", "exactness", "on", "document", "note", "reason"),
    stored=lambda town: FundingEntry.objects.filter(town=town).select_related("project", "source"),
    new=lambda town: FundingEntry(town=town, key=uuid4()),
    list_url="facilities:funding_entries",
    ready=ready,
    check=may_be_taken,
    check_together=may_stand_together,
)

ENTRY_COLUMNS = (
    *FUNDING.export_columns,
    ("项目名称", lambda entry: entry.project.name if entry.project else ""),
    ("更正的记录", lambda entry: str(entry.corrects.key) if entry.corrects else ""),
)

"""The preview of an upload: what stands in the file, how it would be read, and what stands against importing it."""

from datetime import datetime
from functools import cached_property
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.files_in.columns import guess_columns, headings_of
from core.files_in.problems import Report
from core.files_in.workbook import Table, Workbook
from core.models import ImportRun
from inspections.forms.imports import (
    MATCH,
    BulletinMappingForm,
    FormMappingForm,
    home_name,
)
from inspections.imports.bulletin.rows import WORDS as BULLETIN_WORDS
from inspections.imports.bulletin.service import import_bulletin
from inspections.imports.form.mapping import FormMapping, Reading
from inspections.imports.form.rows import FormContent, read_form
from inspections.imports.form.service import import_form
from inspections.imports.memory import fingerprint, last_alike, proposed_mapping
from inspections.imports.preview import Question, guess_form_columns, questions_of, sample_of

KEEP = "="  # the choice 'keep it as an item of its own'
TRIED_ROWS = 5000  # a bigger form is not tried out in the preview: the import itself says what stands against it


class Desk:
    """An upload on the desk. data: what the page sent, None when it is shown first."""

    def __init__(self, run: ImportRun, data=None, by=None, now: datetime | None = None):
        self.run, self.data, self.by, self.now = run, data, by, now
        self.problem = ""
        self.report: Report | None = None
        self.workbook = Workbook(run.file.path)
        self.table = self._table()
        self.headings = headings_of(self.table)
        self.remembered = self._remember()
        self.form = self._form()
        self.check()

    def _remember(self) -> ImportRun | None:
        """Proposes the mapping of the last file alike, unless this one was mapped before. Returns that file's import."""
        earlier = None if "columns" in self.run.mapping else last_alike(self.run, self.headings)
        if earlier:
            self.run.mapping = proposed_mapping(self.run, earlier)
        return earlier

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.run.kind, self.headings)

    @property
    def sheet_changed(self) -> bool:
        return bool(self.data) and self.data.get("sheet", "") != self.data.get("seen_sheet", "")

    def _table(self) -> Table:
        wanted = self.data.get("sheet") if self.data else self.run.mapping.get("sheet")
        if wanted in self.workbook.sheets:
            return self.workbook.table(wanted)
        for name in self.workbook.sheets[:5]:
            table = self.workbook.table(name)
            if len(headings_of(table)) > 1:
                return table
        return self.workbook.table()

    def _form(self):
        layout = {"sheets": self.workbook.sheets, "headings": self.headings}
        if self.data is None or self.sheet_changed:
            kept = {name: self.data[name] for name in self.data} if self.data else {}
            kept = {name: value for name, value in kept.items() if not name.startswith("column_")}
            return self.form_class(initial={**self.initial(), **kept}, **layout)
        return self.form_class(self.data, **layout)

    @cached_property
    def sample(self):
        return sample_of(self.table)

    def say(self, error: ValidationError) -> None:
        self.problem = " ".join(error.messages)

    @property
    def ready(self) -> bool:
        """Can it be imported as it stands?"""
        return self.form.is_valid() and not self.problem and not (self.report and self.report.stopped)


class FormDesk(Desk):
    """An assessment form before it is imported."""

    form_class = FormMappingForm
    template = "inspections/imports/form.html"

    def initial(self) -> dict:
        mapping = self.run.mapping
        columns = mapping.get("columns") or guess_form_columns(self.headings)
        names = ("round", "date", "level", "standard", "aggregation", "points_per_observation")
        kept = {name: mapping[name] for name in names if name in mapping}
        columns = {f"column_{name}": heading for name, heading in columns.items()}
        return {"sheet": self.table.sheet, "town": mapping.get("town") or home_name(), **kept, **columns}

    def check(self) -> None:
        self.content = FormContent()
        self.questions: list[Question] = []
        try:
            self.content = read_form(self.table, self._reading())
            self.questions = questions_of(self.content.unmatched)
            self._decide()
            if self.form.is_valid() and not self.content.rejected and self._try_out:
                mapping = FormMapping.from_dict(self.mapping())
                self.report = import_form(
                    path=Path(self.run.file.path), mapping=mapping, by=self.by, now=self.now, dry_run=True
                )
        except ValidationError as error:
            self.say(error)

    @property
    def _try_out(self) -> bool:
        return not self.undecided and self.content.count <= TRIED_ROWS

    def _reading(self) -> Reading:
        if self.form.is_bound and self.form.is_valid():
            columns, points = self.form.columns(), self.form.cleaned_data["points_per_observation"]
        else:
            columns, points = self._shown_columns(), Reading.points_per_observation
        departments = columns.pop("departments", ())
        return Reading(
            columns=columns,
            departments=tuple(departments),
            points_per_observation=points,
            dictionary=tuple(self.run.mapping.get("dictionary") or ()),
        )

    def _shown_columns(self) -> dict:
        shown = {
            name.removeprefix("column_"): self.form[name].value() for name in self.form.fields if "column_" in name
        }
        columns = {name: value for name, value in shown.items() if value}
        if missing := [name for name in ("item", "point") if name not in columns]:
            raise ValidationError(
                _("Say which column holds the %(what)s."), params={"what": self.form[f"column_{missing[0]}"].label}
            )
        return columns

    def _decide(self) -> None:
        """Puts each answer, or else the proposal, beside its question."""
        earlier = self.run.mapping.get("matches") or {}
        for question in self.questions:
            kept = earlier.get(question.name)
            before = KEEP if kept == "" else kept or question.proposal or ""
            question.chosen = self.data.get(f"{MATCH}{question.name}", before) if self.data else before

    @property
    def undecided(self) -> list[Question]:
        entries = set(self.run.mapping.get("dictionary") or ())
        return [question for question in self.questions if question.chosen != KEEP and question.chosen not in entries]

    def mapping(self) -> dict:
        matches = {question.name: "" if question.chosen == KEEP else question.chosen for question in self.questions}
        return self.form.mapping(self.run.mapping.get("dictionary") or [], matches)

    @property
    def rejected(self):
        return self.report.rejected if self.report else self.content.rejected

    @property
    def ready(self) -> bool:
        return super().ready and not self.rejected and not self.undecided


class BulletinDesk(Desk):
    """A bulletin of results before it is imported."""

    form_class = BulletinMappingForm
    template = "inspections/imports/bulletin.html"

    def initial(self) -> dict:
        mapping = self.run.mapping
        columns = mapping.get("columns") or guess_columns(self.headings, BULLETIN_WORDS)
        columns = {f"column_{name}": heading for name, heading in columns.items()}
        kept = {name: mapping[name] for name in ("create_units", "kind", "correction") if name in mapping}
        return {"sheet": self.table.sheet, **kept, **columns}

    def check(self) -> None:
        if self.form.is_bound and not self.form.is_valid():
            return
        chosen = self.mapping() if self.form.is_bound else self._proposed()
        try:
            self.report = import_bulletin(
                path=Path(self.run.file.path), by=self.by, now=self.now, dry_run=True,
                sheet=self.table.sheet, columns=chosen["columns"],
                create_units=chosen.get("create_units", False), kind=chosen.get("kind") or None,
                correction=chosen.get("correction", ""),
            )  # fmt: skip
        except ValidationError as error:
            self.say(error)

    def _proposed(self) -> dict:
        columns = self.run.mapping.get("columns") or guess_columns(self.headings, BULLETIN_WORDS)
        return {**self.run.mapping, "columns": columns}

    def mapping(self) -> dict:
        return self.form.mapping()

    @property
    def rejected(self):
        return self.report.rejected if self.report else []

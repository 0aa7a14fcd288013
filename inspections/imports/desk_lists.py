"""The preview of uploads whose columns have fixed headings: a standard, points, and every list that comes back."""

from pathlib import Path

from django.core.exceptions import ValidationError

from core.files_in.problems import CREATED_WORDS, Report
from core.table_in.registry import TABLES, is_placed
from inspections.forms.imports import PlacedSheetForm, SheetForm, StandardMappingForm
from inspections.imports.desk import Desk
from inspections.imports.points.service import import_points
from inspections.imports.standard.service import CHANGES, import_standard
from inspections.models import Aggregation


class StandardDesk(Desk):
    """A standard before it is imported."""

    form_class = StandardMappingForm
    template = "inspections/imports/standard.html"

    def initial(self) -> dict:
        mapping = self.run.mapping
        kept = {name: mapping[name] for name in ("name", "aggregation") if mapping.get(name)}
        return {"sheet": self.table.sheet, "name": Path(self.run.filename).stem, **kept}

    def check(self) -> None:
        if self.form.is_bound and not self.form.is_valid():
            return
        chosen = self.form.cleaned_data if self.form.is_bound else {**self.initial(), "aggregation": None}
        try:
            self.report = import_standard(
                path=Path(self.run.file.path),
                name=chosen["name"],
                sheet=self.table.sheet,
                aggregation=chosen["aggregation"] or Aggregation.BY_POINT,
                by=self.by,
                now=self.now,
                dry_run=True,
            )
        except ValidationError as error:
            self.say(error)

    def mapping(self) -> dict:
        return self.form.mapping()

    @property
    def rejected(self):
        return self.report.rejected if self.report else []

    @property
    def changes(self) -> list[dict]:
        return [
            {"what": CHANGES[what], "codes": codes}
            for what, codes in (self.report.changes if self.report else {}).items()
        ]


class TableDesk(Desk):
    """A list before it comes back: points, and what other apps keep (core.table_in). Its columns have fixed headings."""

    template = "inspections/imports/table.html"

    @property
    def form_class(self):
        return PlacedSheetForm if is_placed(self.run.kind) else SheetForm

    def try_out(self, path: Path) -> Report:
        return TABLES[self.run.kind].take(path=path, **self.asked())

    def asked(self) -> dict:
        """How the file is tried out; positions as they come in."""
        datum = {"datum": self.form.cleaned_data["datum"]} if self.form.is_bound and "datum" in self.form.fields else {}
        return {"sheet": self.table.sheet, "by": self.by, "now": self.now, "dry_run": True} | datum

    def initial(self) -> dict:
        return {"sheet": self.table.sheet}

    def check(self) -> None:
        if self.form.is_bound and not self.form.is_valid():
            return
        try:
            self.report = self.try_out(Path(self.run.file.path))
        except ValidationError as error:
            self.say(error)

    def mapping(self) -> dict:
        return self.form.mapping()

    @property
    def rejected(self):
        return self.report.rejected if self.report else []

    @property
    def made(self) -> list[dict]:
        created = self.report.created if self.report else {}
        return [{"what": CREATED_WORDS.get(what, what), "names": names} for what, names in created.items()]


class PointsDesk(TableDesk):
    """Points before they are imported."""

    form_class = PlacedSheetForm

    def try_out(self, path: Path) -> Report:
        return import_points(path=path, **self.asked())

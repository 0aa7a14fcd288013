"""The forms of an import: the upload, and what a column of the file is."""

import tempfile
from pathlib import Path

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.maps.datum import Datum
from core.models import Unit, UnitKind
from inspections.imports.bulletin.rows import WORDS as BULLETIN_WORDS
from inspections.imports.bulletin.service import LONGEST_REASON
from inspections.imports.form.dictionary import read_dictionary
from inspections.imports.records import RunKind, kinds_of_upload, upload
from inspections.models import Aggregation, Level

FILES = {"accept": ".xlsx,.xlsm,.xls,.csv", "data-anew": ""}
"""Of a field for a table: who comes back to the page has worked at the table, so it is chosen anew (static/js/keep-files.js)."""
MATCH = "match:"


class UploadForm(forms.Form):
    """What comes in, and the file."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        widget=forms.RadioSelect,
        initial=RunKind.FORM,
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel (.xlsx, .xls) or CSV. Nothing is imported yet: you see it first."),
        widget=forms.FileInput(attrs=FILES),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    dictionary = forms.FileField(
        label=_("Dictionary of items"),
        required=False,
        help_text=_("For an assessment form: a table with a column “项目”. Items of the form are looked up in it."),
        widget=forms.FileInput(attrs=FILES),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds_of_upload(self["kind"].value())

    def clean_dictionary(self) -> list[str]:
        file = self.cleaned_data["dictionary"]
        if not file:
            return []
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(file.name).name
            path.write_bytes(file.read())
            return read_dictionary(path)

    def save(self, by, now):
        """The record of the upload; None where the file cannot be used, which is then said at its field."""
        mapping = {"dictionary": self.cleaned_data["dictionary"]}
        try:
            return upload(
                kind=self.cleaned_data["kind"], file=self.cleaned_data["file"], mapping=mapping, by=by, now=now
            )
        except ValidationError as error:
            self.add_error("file", error)
            return None


class ColumnsForm(forms.Form):
    """A form about a table: its sheet, and selects for its columns. headings: those of the sheet."""

    sheet = forms.ChoiceField(label=_("Sheet"), required=False)

    def __init__(self, *args, sheets: list[str], headings: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = [(name, name) for name in sheets]
        if len(sheets) == 1:
            self.fields["sheet"].widget = forms.HiddenInput()
            self.fields["sheet"].initial = sheets[0]
        self.headings = headings

    def add_column(self, name: str, label, required: bool) -> None:
        choices = [("", "—"), *((heading, heading) for heading in self.headings)]
        self.fields[f"column_{name}"] = forms.ChoiceField(label=label, choices=choices, required=required)

    def columns(self) -> dict[str, str]:
        """field -> heading, of those that were chosen."""
        chosen = {name: value for name, value in self.cleaned_data.items() if name.startswith("column_") and value}
        return {name.removeprefix("column_"): value for name, value in chosen.items()}

    def column_fields(self):
        return [self[name] for name in self.fields if name.startswith("column_")]

    def other_fields(self):
        """What is asked beside the columns."""
        return [field for field in self.visible_fields() if not field.name.startswith(("column_", MATCH))]


FORM_COLUMNS = {
    "item": (_("Item of the form"), True),
    "point": (_("Point"), True),
    "deducted": (_("Points deducted"), False),
    "score": (_("Points won"), False),
    "unit": (_("Unit"), False),
    "serial": (_("Serial number"), False),
}


class FormMappingForm(ColumnsForm):
    """Which round an assessment form is, and what its columns are."""

    round = forms.CharField(label=_("Name of the round"), max_length=80)
    date = forms.DateField(
        label=_("Date of the visit"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, initial=Level.THIRD_PARTY)
    town = forms.CharField(
        label=_("Town inspected"), max_length=80, help_text=_("A town that is not there yet is made.")
    )
    standard = forms.CharField(
        label=_("Standard"),
        max_length=80,
        help_text=_("The name of the standard it was scored by. A new name makes a new one."),
    )
    aggregation = forms.ChoiceField(
        label=_("How results are worked out"), choices=Aggregation.choices, initial=Aggregation.BY_ITEM
    )
    points_per_observation = forms.DecimalField(
        label=_("Points of one row"), min_value=0, max_digits=7, decimal_places=2, initial=1
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, required) in FORM_COLUMNS.items():
            self.add_column(name, label, required)
        self.fields["column_departments"] = forms.MultipleChoiceField(
            label=_("Responsible units"),
            choices=[(heading, heading) for heading in self.headings],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def clean(self):
        if not self.cleaned_data.get("column_deducted") and not self.cleaned_data.get("column_score"):
            self.add_error("column_deducted", _("Choose a column for the points deducted, or for the points won."))

    def mapping(self, dictionary: list[str], matches: dict[str, str]) -> dict:
        """The mapping of the interface, as the command line would be given it."""
        values = self.cleaned_data
        return {
            "year": values["date"].year,
            "round": values["round"],
            "date": values["date"].isoformat(),
            "level": values["level"],
            "town": values["town"],
            "standard": values["standard"],
            "sheet": values["sheet"],
            "aggregation": values["aggregation"],
            "points_per_observation": str(values["points_per_observation"]),
            "columns": self.columns(),
            "dictionary": dictionary,
            "matches": matches,
        }


class BulletinMappingForm(ColumnsForm):
    """What the columns of a bulletin are, and what to do with units that are not there."""

    create_units = forms.BooleanField(label=_("Make units that are missing"), required=False)
    kind = forms.ChoiceField(
        label=_("Their kind"), required=False, choices=[("", _("By their names")), *UnitKind.choices]
    )
    correction = forms.CharField(
        label=_("Why published results are set right"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("Only where results were taken over wrongly. Both values stay readable with the bulletin."),
    )

    LABELS = {
        "year": _("Year"),
        "turn": _("Round"),
        "date": _("Date"),
        "unit": _("Unit"),
        "parent": _("Unit above"),
        "score": _("Score"),
        "rank": _("Rank"),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in BULLETIN_WORDS:
            self.add_column(name, self.LABELS[name], required=name in ("year", "date", "unit"))

    def mapping(self) -> dict:
        values = self.cleaned_data
        return {
            "sheet": values["sheet"],
            "columns": self.columns(),
            "create_units": values["create_units"],
            "kind": values["kind"],
            "correction": values["correction"],
        }


class StandardMappingForm(ColumnsForm):
    """Which standard a file holds. Its columns have fixed headings."""

    name = forms.CharField(label=_("Name of the standard"), max_length=80)
    aggregation = forms.ChoiceField(
        label=_("How results are worked out"),
        choices=Aggregation.choices,
        initial=Aggregation.BY_POINT,
        help_text=_("For a new standard, where the file does not say."),
    )

    def mapping(self) -> dict:
        return dict(self.cleaned_data)


class SheetForm(ColumnsForm):
    """On which sheet a list stands. Its columns have fixed headings."""

    def mapping(self) -> dict:
        return dict(self.cleaned_data)


class PlacedSheetForm(SheetForm):
    """The same of a list with positions, which are kept as WGS-84 whatever they come in."""

    datum = forms.ChoiceField(
        label=_("Positions come from"),
        choices=Datum,
        initial=Datum.WGS84,
        help_text=_(
            "Copied from a map app they lie some hundred metres beside the place; they are put right as they come in."
        ),
    )


def home_name() -> str:
    home = Unit.objects.home()
    return home.name if home else ""

"""Forms about units: a unit that nothing tells of yet, a ranking group, and one form for each change with a day and a reason."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from django import forms
from django.utils.translation import gettext_lazy as _

from core.files_in.cells import match_key
from core.form_fields import Chosen
from core.forms import PlainForm, page_form
from core.models import ChangeKind, RankingGroup, Unit, UnitKind
from core.units import changes
from core.units.followers import to_deal_out
from core.units.names import tidy
from core.units.rules import check_name, parent_of

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
NAMES_AT_MOST = 8


class InTheTree(forms.ModelChoiceField):
    """A choice among units: of two with one name the unit above tells which is meant."""

    def label_from_instance(self, unit: Unit) -> str:
        return f"{unit.name}（{unit.above_name}）" if getattr(unit, "above_name", None) else unit.name


class SeveralInTheTree(Chosen):
    """Any number of units of the tree."""

    label_from_instance = InTheTree.label_from_instance


def living_units():
    return Unit.objects.living().with_above()


class UnitForm(forms.ModelForm):
    """A unit that no result names yet; of one that results name only the day of its beginning."""

    above = InTheTree(label=_("Belongs to"), queryset=Unit.objects.none(), required=True)

    class Meta:
        model = Unit
        fields = ["name", "kind", "above", "ranking_group", "starts_on"]
        widgets = {"starts_on": DAY}
        help_texts = {
            "ranking_group": _("Empty: ranked with the units of its kind under the same unit."),
            "starts_on": _("Empty: always."),
        }

    def __init__(self, *args, bound: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form()
        if self.instance.pk:
            del self.fields["above"]
            if bound:
                for name in ("name", "kind", "ranking_group"):
                    del self.fields[name]
        else:
            self.fields["above"].queryset = living_units()
            self.initial.setdefault("above", Unit.objects.home())

    def clean_name(self):
        return tidy(self.cleaned_data["name"])

    def clean(self):
        data = super().clean()
        if data.get("name") and data.get("kind"):
            above = parent_of(self.instance) if self.instance.pk else data.get("above")
            check_name(data["name"], data["kind"], above, but=[self.instance])
        return data

    def save(self, commit=True) -> Unit:
        if self.instance.pk:
            return super().save(commit)
        return Unit.objects.add_child(self.cleaned_data["above"], instance=self.instance)


class GroupForm(forms.ModelForm):
    class Meta:
        model = RankingGroup
        fields = ["name"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form()

    def clean_name(self):
        return tidy(self.cleaned_data["name"])


class ChangeForm(PlainForm):
    """What every change asks for. The page sends back a digest of what its preview was about: another one means that it is shown
    anew before anything happens."""

    service = None
    kind = ""
    day = forms.DateField(
        label=_("Takes effect on"),
        widget=DAY,
        help_text=_("The first day on which it is so. Results before it stay as they are."),
    )
    reason = forms.CharField(
        label=_("Reason or paper"),
        max_length=200,
        help_text=_("E.g. the number of the approval. It stands in the history."),
    )

    def __init__(self, *args, unit: Unit, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit, self.today = unit, today
        self.initial.setdefault("day", today)
        self.build()
        self.order_fields([name for name in self.fields if name not in ("day", "reason")])

    def build(self) -> None:
        """Fits the fields to the unit."""

    def asked(self) -> dict:
        """The arguments of the service beside day and reason."""
        raise NotImplementedError

    def arguments(self) -> dict:
        return self.asked() | {name: self.cleaned_data[name] for name in ("day", "reason")}

    @property
    def digest(self) -> str:
        """Of all that was typed, in the order of the fields."""
        typed = [(name, self.data.getlist(name)) for name in self.fields]
        return sha256(repr(typed).encode()).hexdigest()[:16]

    @property
    def was_seen(self) -> bool:
        return self.data.get("seen") == self.digest

    @property
    def ends(self) -> list[Unit]:
        """The units that end by it."""
        return []


class RenameForm(ChangeForm):
    service, kind = staticmethod(changes.rename), ChangeKind.RENAME
    name = forms.CharField(label=_("New name"), max_length=80)
    unit_kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices)

    def build(self):
        self.initial |= {"name": self.unit.name, "unit_kind": self.unit.kind}

    def asked(self):
        return {"unit": self.unit, "name": self.cleaned_data["name"], "kind": self.cleaned_data["unit_kind"]}


class RegroupForm(ChangeForm):
    service, kind = staticmethod(changes.regroup), ChangeKind.REGROUP
    group = forms.ModelChoiceField(
        label=_("Ranking group"), queryset=RankingGroup.objects.all(), required=False,
        empty_label=_("Units of its kind under the same unit"),
    )  # fmt: skip

    def build(self):
        self.initial["group"] = self.unit.ranking_group_id

    def asked(self):
        return {"units": [self.unit], "group": self.cleaned_data["group"]}


class MoveForm(ChangeForm):
    service, kind = staticmethod(changes.move), ChangeKind.MOVE
    parent = InTheTree(label=_("Belongs to"), queryset=Unit.objects.none())

    def build(self):
        units = living_units().exclude(path__startswith=self.unit.path)
        self.fields["parent"].queryset = units.exclude(path=self.unit.parent_path)

    def asked(self):
        return {"unit": self.unit, "parent": self.cleaned_data["parent"]}


class MergeForm(ChangeForm):
    service, kind = staticmethod(changes.merge), ChangeKind.MERGE
    others = Chosen(label=_("Together with"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple)
    into = forms.ModelChoiceField(
        label=_("Who goes on"), queryset=Unit.objects.none(), required=False, empty_label=_("A new unit takes over from all"),
        help_text=_("One of them, if it stays as it is and takes the others in."),
    )  # fmt: skip
    name = forms.CharField(label=_("Name of the new unit"), max_length=80, required=False)
    unit_kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices)
    group = RegroupForm.base_fields["group"]

    def build(self):
        alike = UnitKind.territorial()
        units = living_units().filter(is_home=False)
        units = units.filter(kind__in=alike) if self.unit.is_territorial else units.exclude(kind__in=alike)
        beside = units.filter(path__startswith=self.unit.parent_path, depth=self.unit.depth)
        self.fields["others"].queryset = beside.exclude(pk=self.unit.pk)
        self.fields["into"].queryset = beside
        self.initial |= {"unit_kind": self.unit.kind, "group": self.unit.ranking_group_id}

    def asked(self):
        data = self.cleaned_data
        return {
            "units": [self.unit, *data["others"]], "into": data["into"], "name": data["name"], "kind": data["unit_kind"],
            "group": data["group"],
        }  # fmt: skip

    @property
    def ends(self):
        both = [self.unit, *self.cleaned_data.get("others", ())]
        return [unit for unit in both if unit != self.cleaned_data.get("into")]


class SplitForm(ChangeForm):
    """Once the names stand, each point is dealt to one of them; what is not dealt out goes to the first."""

    service, kind = staticmethod(changes.split), ChangeKind.SPLIT
    names = forms.CharField(
        label=_("Names of the new units"), widget=forms.Textarea({"rows": 4}),
        help_text=_("One on each line. The first takes all that is not dealt out: people, facilities, units below."),
    )  # fmt: skip

    def build(self):
        self.points: Mapping[int, str] = to_deal_out(self.unit, self.today)
        lines = self.data.get("names", "").splitlines()
        self.typed = [name for line in lines if (name := tidy(line))][: NAMES_AT_MOST + 1]
        if len(self.typed) > 1:
            self.data = self.data.copy()
            choices = list(enumerate(self.typed))
            for key, label in self.points.items():
                self.fields[f"point-{key}"] = forms.TypedChoiceField(label=label, choices=choices, coerce=int)
                self.data.setdefault(f"point-{key}", str(self._likely(label)))

    def clean_names(self) -> str:
        if len(self.typed) > NAMES_AT_MOST:
            said = _("At most %(n)s units at a time: split one of the new ones again afterwards.")
            raise forms.ValidationError(said, params={"n": NAMES_AT_MOST})
        return self.cleaned_data["names"]

    def _likely(self, label: str) -> int:
        """The part whose name stands in the point's, if there is one."""
        return next((at for at, name in enumerate(self.typed) if match_key(name[:2]) in match_key(label)), 0)

    @property
    def dealt(self) -> list:
        """The fields of the points, for the page's table."""
        return [self[name] for name in self.fields if name.startswith("point-")]

    def asked(self):
        shares = {key: self.cleaned_data.get(f"point-{key}") or 0 for key in self.points}
        return {"unit": self.unit, "names": self.typed, "shares": shares, "rest": 0}

    @property
    def ends(self):
        return [self.unit]


class EndForm(ChangeForm):
    service, kind = staticmethod(changes.end), ChangeKind.END

    def asked(self):
        return {"unit": self.unit}

    @property
    def ends(self):
        return [self.unit]


class MembersForm(PlainForm):
    """Who is in a ranking group from a day on."""

    units = SeveralInTheTree(
        label=_("Units in it"), queryset=Unit.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    day = ChangeForm.base_fields["day"]
    reason = ChangeForm.base_fields["reason"]

    def __init__(self, *args, group: RankingGroup, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = living_units()
        self.initial |= {"day": today, "units": list(group.units.in_force(today).values_list("pk", flat=True))}


FORMS: dict[str, type[ChangeForm]] = {
    one.kind.value: one for one in (RenameForm, RegroupForm, MoveForm, MergeForm, SplitForm, EndForm)
}

"""A sample picture: of which item or grade, the file, and what it shows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from inspections.models import Grade, Item, Standard


class SampleForm(forms.Form):
    """subject: 'item-12' or 'grade-3'."""

    subject = forms.ChoiceField(label=_("Sample of"))
    picture = forms.FileField(
        label=_("Picture"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    )
    caption = forms.CharField(
        label=_("What it shows"),
        max_length=120,
        required=False,
        help_text=_("E.g. what is right, or what costs points."),
    )

    def __init__(self, *args, standard: Standard, **kwargs):
        super().__init__(*args, **kwargs)
        items = standard.items.select_related("section").order_by("section__order", "section", "order", "pk")
        grades = Grade.objects.filter(scale__standard=standard).select_related("scale").order_by("scale", "-share")
        self.rows = {f"item-{item.pk}": item for item in items} | {f"grade-{grade.pk}": grade for grade in grades}
        self.fields["subject"].choices = [
            ("", "---------"),
            (_("Items"), [(key, f"{row.code} {row.name}") for key, row in self.rows.items() if isinstance(row, Item)]),
            (_("Grades"), [(key, f"{row.scale}: {row}") for key, row in self.rows.items() if isinstance(row, Grade)]),
        ]

    @property
    def chosen(self) -> Item | Grade:
        return self.rows[self.cleaned_data["subject"]]

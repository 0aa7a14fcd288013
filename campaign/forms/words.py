"""Forms of dictionaries: a row a word."""

from django import forms
from django.utils.translation import gettext as _

from campaign.forms.rows import RowForm
from campaign.models import DriveWork


class WorkForm(RowForm):
    """A work is counted in one measure; once there are results, in that one for good: sums would mix both."""

    class Meta:
        model = DriveWork
        fields = ["name", "measure", "order"]

    def clean_measure(self):
        measure = self.cleaned_data["measure"]
        changed = self.instance.pk and "measure" in self.changed_data
        if changed and self.instance.results.exists():
            raise forms.ValidationError(_("There are results in this measure: add another work for another measure."))
        return measure


class WordForms(forms.BaseModelFormSet):
    """Words that are in use are not taken off."""

    def clean(self):
        super().clean()
        for form in self.deleted_forms:
            if form.instance.pk and _is_used(form.instance):
                raise forms.ValidationError(_("In use, so it stays: %(words)s") % {"words": form.instance})


def _is_used(word) -> bool:
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: word}).exists()
        for relation in word._meta.related_objects
    )

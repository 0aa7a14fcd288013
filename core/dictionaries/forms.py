"""The form of a word: its name, and what this dictionary keeps beside it."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext as _

from core.dictionaries.book import Dictionary, is_used
from core.dictionaries.changes import next_order
from core.form_fields import MOST_SMALL, offer_words
from core.forms import page_form
from core.models import Word


class WordForm(forms.ModelForm):
    """A name may not repeat; of a retired word with that name the form says that it can be restored.

    Meta.fields of subclasses begin with the name. kept_when_used: fields that mean something else to the records that name
    the word already, so that they stay as they are.
    """

    kept_when_used: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form()
        offer_words(self)
        if self.instance.pk:
            words = _("Records that name it show the new name too. For another meaning add another word.")
            self.fields["name"].help_text = words
        for field in self.fields.values():
            if type(field) is forms.IntegerField:
                field.validators.append(MaxValueValidator(MOST_SMALL))

    def clean_name(self):
        name = self.cleaned_data["name"]
        same = type(self.instance).objects.exclude(pk=self.instance.pk).filter(name__iexact=name).first()
        if same and not same.is_active:
            raise ValidationError(_("There is a retired word of this name. Restore it instead."))
        if same:
            raise ValidationError(_("There is a word of this name already."))
        return name

    def clean(self):
        data = super().clean()
        changed = [name for name in self.kept_when_used if name in self.changed_data]
        if self.instance.pk and changed and is_used(self.instance):
            self.add_error(changed[0], _("Records name this word already, so this stays. Add another word instead."))
        return data

    def save(self, commit=True) -> Word:
        if self.instance._state.adding:
            self.instance.order = next_order(type(self.instance))
        return super().save(commit)


def form_of(dictionary: Dictionary) -> type[WordForm]:
    if dictionary.form_class:
        return dictionary.form_class
    return forms.modelform_factory(dictionary.model, form=WordForm, fields=("name", *dictionary.fields))

"""The filter bar's fields, written by hand: a page shows several, and a form library would cost more than the page's table.

What can stand in a filter form: a search field `q`, radios (a segmented control), selects, dates, checkboxes, hidden fields.
"""

from django import forms
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from core.marks import icon

_NO_CHOICE = "---------"  # what Django and django-filter call the empty choice


def fields_html(form, facets: dict | None = None, more: str = "") -> SafeString:
    """All fields of a filter form. Those named in `more` (space-separated) hide behind a button on a phone.

    `facets`: field name -> value -> {"n": count, "icon": name, "css": classes of the icon}, shown at a radio's choice.
    """
    later = set(more.split())
    first = [field_html(field, facets) for field in form if field.name not in later]
    hidden = [field for field in form if field.name in later]
    if hidden:
        active = sum(1 for field in hidden if field.value() not in (None, "", []))
        first.append(_more_button(form, active))
        inner = "".join(field_html(field, facets) for field in hidden)
        first.append(f'<div class="filters__more">{inner}</div>')
    return mark_safe("".join(first))


def _more_button(form, active: int) -> str:
    ident = f"more-{form.prefix or 'filters'}"
    words = gettext("More filters") + (f" ({active})" if active else "")
    return (
        f'<input class="filters__toggle visually-hidden" type="checkbox" id="{ident}">'
        f'<label class="btn btn-quiet filters__open" for="{ident}">{icon("sliders")}{escape(words)}</label>'
    )


def field_html(field, facets: dict | None = None) -> SafeString:
    """One bound field with its label, in the shape of its widget."""
    widget = field.field.widget
    if widget.is_hidden:
        return _hidden(field)
    if isinstance(widget, forms.RadioSelect):
        return _segmented(field, (facets or {}).get(field.name, {}))
    if isinstance(widget, forms.Select):
        return _select(field)
    if isinstance(widget, forms.CheckboxInput):
        return _checkbox(field)
    return _search(field) if field.name == "q" else _input(field)


def _hidden(field) -> SafeString:
    """Nothing where it has no value: an empty one would only make addresses longer."""
    value = field.value()
    return mark_safe("" if value in (None, "", []) else str(field))


def _attrs(field) -> str:
    return f'id="{field.auto_id}" name="{field.html_name}"'


def _chosen(field) -> set[str]:
    value = field.value()
    values = value if isinstance(value, list | tuple) else [value]
    return {"" if v is None else str(v) for v in values}


def _word(value: str, label) -> str:
    return escape(gettext("All") if not value and str(label) in (_NO_CHOICE, "") else label)


def _choices(field):
    """(value, label) of each choice; option groups are flattened."""
    for value, label in field.field.widget.choices:
        if isinstance(label, list | tuple):
            yield from ((str(v), text) for v, text in label)
        else:
            yield ("" if value is None else str(value)), label


def _segmented(field, facets: dict) -> SafeString:
    chosen, items = _chosen(field), []
    for number, (value, label) in enumerate(_choices(field)):
        facet = facets.get(value, {})
        mark = icon(facet["icon"], facet.get("css", "")) if "icon" in facet else ""
        count = f' <span class="n">{facet["n"]}</span>' if "n" in facet else ""
        checked = " checked" if value in chosen else ""
        items.append(
            f'<label class="seg__item"><input type="radio" id="{field.auto_id}_{number}" name="{field.html_name}"'
            f' value="{escape(value)}"{checked}><span>{mark}{_word(value, label)}{count}</span></label>'
        )
    ident = f"{field.auto_id}-label"
    return mark_safe(
        f'<div class="filter"><span class="filter__label" id="{ident}">{escape(field.label)}</span>'
        f'<div class="seg" role="radiogroup" aria-labelledby="{ident}">{"".join(items)}</div></div>'
    )


def _select(field) -> SafeString:
    chosen = _chosen(field)
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if value in chosen else ""}>{_word(value, label)}</option>'
        for value, label in _choices(field)
    )
    return _labelled(field, f'<select class="form-select" {_attrs(field)}>{options}</select>')


def _input(field) -> SafeString:
    kind = "date" if isinstance(field.field, forms.DateField) else getattr(field.field.widget, "input_type", "text")
    value = escape(_text(field.value()))
    return _labelled(field, f'<input class="form-control" type="{kind}" {_attrs(field)} value="{value}">')


def _labelled(field, control: str) -> SafeString:
    label = f'<label for="{field.auto_id}">{escape(field.label)}</label>'
    return mark_safe(f'<div class="filter">{label}{control}</div>')


def _search(field) -> SafeString:
    hint = escape(field.field.widget.attrs.get("placeholder") or field.help_text or field.label)
    return mark_safe(
        f'<div class="search">{icon("search")}<label class="visually-hidden" for="{field.auto_id}">{escape(field.label)}</label>'
        f'<input class="form-control" type="search" {_attrs(field)} value="{escape(_text(field.value()))}"'
        f' placeholder="{hint}" maxlength="100" enterkeyhint="search"></div>'
    )


def _checkbox(field) -> SafeString:
    checked = " checked" if field.value() in (True, "on", "true", "True", "1") else ""
    return mark_safe(
        f'<div class="form-check"><input class="form-check-input" type="checkbox" {_attrs(field)}{checked}>'
        f'<label class="form-check-label" for="{field.auto_id}">{escape(field.label)}</label></div>'
    )


def _text(value) -> str:
    return "" if value is None else str(value)

"""The tags and filters that every template has, without loading them. The work is done in core/marks.py and core/formats.py."""

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from core import filterbar, formats, marks
from core.attachments.chosen_again import chosen_again
from core.colours import swatches as colour_marks
from core.words import words_html

register = template.Library()

register.simple_tag(marks.icon, name="icon")
register.simple_tag(marks.own_icon, name="own_icon")
register.simple_tag(marks.own_icons, name="own_icons")
register.simple_tag(marks.light, name="light")
register.simple_tag(marks.light_word, name="light_word")
register.simple_tag(marks.tag, name="tag")
register.simple_tag(marks.rank_no, name="rank_no")
register.simple_tag(marks.rank_move, name="rank_move")
register.simple_tag(marks.bar, name="bar")
register.simple_tag(marks.whisker, name="whisker")
register.simple_tag(filterbar.fields_html, name="filter_fields")
register.simple_tag(colour_marks.swatch)
register.simple_tag(colour_marks.light_swatch)
register.simple_tag(colour_marks.chosen_sheet)

register.filter(chosen_again)

register.filter("score", formats.score)
register.filter("signed", formats.signed)
register.filter("wan", formats.wan)
register.filter("points", formats.points)
register.filter("cn_date", formats.cn_date)
register.filter("cn_day", formats.cn_day)
register.filter("cn_datetime", formats.cn_datetime)
register.filter("cn_hour", formats.cn_hour)
register.filter("cn_datetime_full", formats.cn_datetime_full)


@register.filter
def iso(moment) -> str:
    """A day or moment for <time datetime="…">."""
    return moment.isoformat() if moment else ""


@register.filter
def initial(name) -> str:
    """The first character of a name, for the avatar."""
    return str(name)[:1]


@register.simple_tag
def js_words() -> str:
    """The words that scripts show, in the page's language."""
    return words_html(get_language())


@register.simple_tag(takes_context=True)
def sort_th(context, key: str, label, css: str = "") -> str:
    """A table head that sorts: `key` is one of the page's sorts. A second click turns the order round."""
    page_sort = context.get("sort", "")
    now = page_sort.lstrip("-") == key
    turned = f"-{key}" if page_sort == key else key
    rest = context.get("sort_query", "")
    href = f"?{rest}sort={turned}"
    falls = context.get("sort_falls", page_sort.startswith("-"))
    state = (' aria-sort="descending"' if falls else ' aria-sort="ascending"') if now else ""
    arrow = marks.icon("arrow-down" if falls else "arrow-up") if now else ""
    classes = f' class="{escape(css)}"' if css else ""
    return mark_safe(
        f'<th scope="col"{classes}{state}><a class="sort" href="{escape(href)}">{escape(label)}{arrow}</a></th>'
    )

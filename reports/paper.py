"""A report as a Word file in the official form, with its charts as pictures and a table of where each figure comes from."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.files_out.documents import Caption, Heading, Paper, Picture, Table, Text, docx_of
from core.formats import cn_date
from core.town import in_town_language
from reports.figure import Figure
from reports.headings import Part, parts_of
from reports.models import Passage, Report
from reports.pictures import picture_of

PICTURE_WIDTH = 150
"""Millimetres."""


def report_file(report: Report, base: str) -> bytes:
    """The content of the .docx. base: what stands before the pages' addresses in the table of sources, 'https://example.org'."""
    with in_town_language():
        return docx_of(report_paper(report, base))


def report_paper(report: Report, base: str) -> Paper:
    passages = list(report.passages.all())
    paper = Paper(title=report.title, author=report.town.name, made_at=report.written_at)
    for part in parts_of(passages):
        if part.chapter:
            paper.add(Heading(part.chapter))
        paper.add(*_passage(part, is_chapter=not any(one.chapter for one in passages)))
    paper.add(*_charts(report))
    paper.add(*_sources(report, passages, base))
    return paper


def _passage(part: Part, is_chapter: bool) -> Iterator[Heading | Text]:
    """is_chapter: the report has no chapters, its passages are them (a month's)."""
    if part.heading:
        yield Heading(part.heading, level=1 if is_chapter else 2)
    blanks = [figure.shown for figure in part.passage.blanks]
    for line in part.passage.text.splitlines():
        yield Text(line, marked=blanks)


def _charts(report: Report) -> Iterator[Heading | Picture | Caption | Table]:
    if report.charts:
        yield Heading(_("Annex 1: charts"), new_page=True)
    for number, chart in enumerate(report.charts, start=1):
        yield Picture(picture_of(chart), PICTURE_WIDTH)
        yield Caption(_("Figure %(n)s: %(caption)s") % {"n": number, "caption": chart["caption"]})
        names = [one["name"] for one in chart["series"]]
        columns = [one["values"] for one in chart["series"]]
        rows = [
            [label, *(value or "—" for value in row)] for label, *row in zip(chart["labels"], *columns, strict=True)
        ]
        yield Table([chart["head"], *names], rows)


def _sources(report: Report, passages: list[Passage], base: str) -> Iterator[Heading | Text | Table]:
    """The figures that stand in the text, page by page of the records behind them."""
    figures = {figure.key: figure for passage in passages for figure in _said(passage)}
    if not figures:
        return
    title = _("Annex 2: where the figures come from") if report.charts else _("Annex: where the figures come from")
    yield Heading(title, new_page=True)
    told = {"day": cn_date(report.written_at), "base": base}
    yield Text(_("The figures are those of the records on %(day)s. The pages lie below %(base)s.") % told)
    by_page: dict[str, list[Figure]] = {}
    for figure in figures.values():
        by_page.setdefault(figure.href.partition("&")[0], []).append(figure)
    rows = [[_names(told), "；".join(one.words for one in told), page] for page, told in by_page.items()]
    yield Table(
        [_("Figure"), _("In the text"), _("Page of the records")],
        rows,
        widths=(2.2, 4, 2.6),
        left=(0, 1, 2),
        small=True,
    )


def _names(figures: list[Figure]) -> str:
    """The record that all of them are about, else each label."""
    labels = list(dict.fromkeys(figure.label for figure in figures))
    records = {label.rpartition(" ")[0] for label in labels}
    return records.pop() if len(labels) > 1 and len(records) == 1 and "" not in records else "、".join(labels)


def _said(passage: Passage) -> Iterator[Figure]:
    """The figures that the text still says."""
    runs = (run for paragraph in passage.paragraphs for run in paragraph)
    yield from (run.figure for run in runs if run.figure and run.figure.words)

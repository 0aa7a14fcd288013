"""What a page says in words, made from the records: the leader's sentence, and what to bear in mind under a chart or table."""

from collections import Counter
from datetime import datetime
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.formats import cn_datetime_full, in_sentences, score
from dashboards.addresses import AT_STAKE, board_address, tasks_address
from dashboards.boards import Board
from dashboards.comparison import Coverage, Pair
from dashboards.selectors.comparisons import Row
from dashboards.selectors.courses import Stop
from dashboards.selectors.overview import Overview
from dashboards.selectors.rankings import Group, Ranking
from dashboards.words.footing import course_words
from inspections.models import Level
from rectification.transitions import Light

MATTERS = 3
"""Things that are said to matter now; more would say that nothing does."""

NAMED_PLACES = 3
"""Ranks that are counted in the sentence: firsts, seconds and thirds."""


def listed_with() -> str:
    """What stands between the parts of a list: 、 in Chinese."""
    return pgettext("between the parts of a list", ", ")


def lead(seen: Overview, this_year: int, beside: list[tuple[str, str]] = ()) -> list[SafeString]:
    """What one would say aloud: where the town stands, and what matters now; each figure is a link to its records.

    beside: (address, words) of what matters beside the tasks.
    """
    return [line for line in (_standing_line(seen, this_year), _matters_line(seen, beside)) if line]


def _standing_line(seen: Overview, this_year: int) -> SafeString | None:
    row = seen.own
    if row is None or row.outcome.rank is None:
        return None
    tied = _('{round} <a href="{href}">puts us at no. {rank} in the city ({kind}), tied with others</a>')
    alone = _('{round} <a href="{href}">puts us at no. {rank} in the city ({kind})</a>')
    sentence = format_html(
        tied if row.outcome.tied else alone,
        round=seen.round.name,
        href=board_address("rankings", seen.board),
        rank=row.outcome.rank,
        kind=row.outcome.unit.get_kind_display(),
    )
    return format_html(
        "{}{}{}{}",
        sentence,
        _score_words(row, board_address("compare", seen.board)),
        _places_words(seen, this_year),
        pgettext("end of a sentence", "."),
    )


def _score_words(row: Row, href: str) -> SafeString | str:
    """'，得94.12分，比去年同次高1.95分': the figures are the link."""
    if row.outcome.score is None:
        return ""
    words = _(', with <a href="{href}">{score} points{change}</a>')
    return format_html(words, href=href, score=score(row.outcome.score), change=_change_words(row.pair.difference))


def _change_words(change: Decimal | None) -> str:
    if change is None:
        return ""
    if not change:
        return _(", as many as in the same round last year")
    more = _(", {points} more than in the same round last year")
    less = _(", {points} fewer than in the same round last year")
    return (more if change > 0 else less).format(points=score(abs(change)))


def _places_words(seen: Overview, this_year: int) -> SafeString | str:
    """今年5次检查3个第一、2个第二."""
    ranks = [stop.this.rank for stop in seen.city.course if stop.this and stop.this.rank]
    if len(ranks) < 2:
        return ""
    sentence = (
        _('; <a href="{href}">this year’s {n} inspections gave {places}</a>')
        if seen.board.year == this_year
        else _('; <a href="{href}">the {n} inspections of {year} gave {places}</a>')
    )
    href = board_address("rankings", seen.board.of_year())
    return format_html(sentence, n=len(ranks), year=seen.board.year, href=href, places=places_in_words(ranks))


def places_in_words(ranks: list[int]) -> str:
    """'3个第一、2个第二'; where there is none of the first three: the best."""
    words = {1: _("{n} first places"), 2: _("{n} second places"), 3: _("{n} third places")}
    counts = Counter(ranks)
    named = [words[rank].format(n=counts[rank]) for rank in range(1, NAMED_PLACES + 1) if counts[rank]]
    return listed_with().join(named) or _("no. {rank} at best").format(rank=min(ranks))


def _matters_line(seen: Overview, beside: list[tuple[str, str]]) -> SafeString:
    """The three things that matter most: what is overdue, then what matters beside the tasks, then what is due or at stake."""
    tasks = seen.tasks
    overdue, soon = tasks.overdue, tasks.lights[Light.AMBER]
    matters = list(beside)
    if overdue:
        words = ngettext("{n} task is overdue", "{n} tasks are overdue", overdue)
        matters.insert(0, (tasks_address(light=Light.RED), words.format(n=overdue)))
    if tasks.at_stake:
        words = _("{points} points can be won back by open tasks").format(points=score(tasks.at_stake))
        matters.append((tasks_address(**AT_STAKE), words))
    if soon:
        words = ngettext("{n} is due soon", "{n} are due soon", soon)
        matters.append((tasks_address(light=Light.AMBER), words.format(n=soon)))
    if not overdue and not tasks.at_stake and not soon:
        matters.insert(0, (tasks_address(), _("No rectification task is overdue")))
    if len(matters) == 1 and not (overdue or tasks.at_stake or soon):
        return format_html('<a href="{}">{}</a>{}', *matters[0], pgettext("end of a sentence", "."))
    links = format_html_join(listed_with(), '<a href="{}">{}</a>', matters[:MATTERS])
    return format_html("{}{}{}", _("What matters now: "), links, pgettext("end of a sentence", "."))


def coverage_words(coverage: Coverage, year: int) -> str:
    """Said whenever a part of a year is compared: how many rounds each year has, and how many are the same."""
    if coverage.is_whole:
        return ""
    numbers = {"this": len(coverage.this), "last": len(coverage.last), "same": len(coverage.same), "year": year}
    if not coverage.same:
        return _(
            "{year} has {this} published rounds, the year before {last}, none of them the same: nothing is compared."
        ).format(**numbers)
    return _(
        "{year} has {this} published rounds, the year before {last}: only the {same} same rounds are compared."
    ).format(**numbers)


def part_words(coverage: Coverage, pair: Pair) -> str:
    """The same in a few words, where there is something to compare: of one unit, which may lack a round that both years have."""
    if not pair.rounds or (coverage.is_whole and pair.rounds == len(coverage.same)):
        return ""
    return _("only the {n} same rounds are compared").format(n=pair.rounds)


def course_title(year: int, this_year: int) -> str:
    if year == this_year:
        return _("City inspections: this year and last year’s same rounds")
    return _("City inspections: {year} and the same rounds of {last}").format(year=year, last=year - 1)


def ties_words(group: Group) -> str:
    """石桥街道、平湖街道并列第3名。"""
    by_rank: dict[int, list[str]] = {}
    for row in group.tied:
        by_rank.setdefault(row.outcome.rank, []).append(row.outcome.unit.name)
    return in_sentences(
        _("{units} are tied at no. {rank}.").format(units=listed_with().join(names), rank=rank)
        for rank, names in by_rank.items()
        if len(names) > 1
    )


def group_notes(ranking: Ranking, group: Group) -> list[str]:
    """What stands under a group's table; ties stand under its chart."""
    notes = []
    if group.differing:
        notes.append(_("Ranks stand as they were given; those that the scores do not give are marked."))
    if too_few := len(group.too_few):
        words = ngettext(
            "{n} unit had too few points visited: it is listed, not ranked.",
            "{n} units had too few points visited: they are listed, not ranked.",
            too_few,
        )
        notes.append(words.format(n=too_few))
    if other := next((row for row in group.rows if row.among_others), None):
        words = _("{n} units were ranked last year, {now} this year: a place is one among another number.")
        notes.append(words.format(n=other.last_of, now=other.of))
    if ranking.board.round and not ranking.board.round.is_published:
        notes.append(_("The round is not published yet: ranks may still change."))
    return notes


def group_alt(group: Group) -> str:
    """A group's chart in a sentence: the first three, then the table."""
    named = [
        _("no. {rank} {unit} {score}").format(
            rank=row.outcome.rank, unit=row.outcome.unit.name, score=score(row.outcome.score)
        )
        for row in group.ranked[:3]
    ]
    return _("Scores as bars: {first}. All others stand in the table.").format(first=listed_with().join(named) or "—")


def course_alt(course: list[Stop], year: int) -> str:
    """Both years' scores by round, in a sentence."""
    this = listed_with().join(score(stop.this_score) for stop in course)
    last = listed_with().join(score(stop.last_score) for stop in course)
    return _("Scores by round. {year}: {this}; {before}: {last}").format(
        year=year, before=year - 1, this=this, last=last
    )


def course_foot(course: list[Stop], start: int | None) -> str:
    """Where the axis starts, and in which rounds this year stayed below last year."""
    notes = []
    if start:
        notes.append(_("The axis starts at {start} points: the lines show change only.").format(start=start))
    for stop in course:
        if stop.difference is not None and stop.difference < 0:
            words = _("{round} stayed {points} points below last year’s.")
            notes.append(words.format(round=stop.round.name, points=score(-stop.difference)))
    if words := course_words(outcome for stop in course for outcome in (stop.this, stop.last)):
        notes.append(_("Not the unit’s own alone: {words}.").format(words=words))
    return in_sentences(notes)


def as_of(now: datetime, board: Board) -> SafeString:
    """What the page's figures stand for."""
    words = _("As of {moment}; last year means the same round of {year}")
    return format_html(
        '<span class="small muted">{}</span>', words.format(moment=cn_datetime_full(now), year=board.year - 1)
    )


def board_title(board: Board) -> str:
    """What a page of results is about: the round's name, or the level's year."""
    if board.round:
        return board.round.name
    return _("{level} {year}, whole year").format(level=Level(board.level).label, year=board.year)


def comparison_lead(ranking: Ranking) -> str:
    """One sentence: whom, over what, by how many points better or worse."""
    row = ranking.subject
    if row is None or row.pair.difference is None:
        return ""
    change = row.pair.difference
    more, less = _("{points} points more than"), _("{points} points fewer than")
    words = (more if change > 0 else less).format(points=score(abs(change))) if change else _("as many points as")
    if ranking.board.round:
        sentence = _("{unit} has {words} in the same round last year: {this} against {last}.")
    elif row.pair.rounds:
        sentence = _("{unit} has {words} over last year’s same {n} rounds: {this} against {last}.")
    else:
        sentence = _("{unit} has {words} in the whole of last year, by both years’ bulletins: {this} against {last}.")
    return sentence.format(
        unit=row.outcome.unit.name, words=words, n=row.pair.rounds, this=score(row.pair.this), last=score(row.pair.last)
    )

"""A round's results as scripts read them (show_results): scores as strings, exact."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from inspections import scoring
from inspections.imports.form.report import plain
from inspections.models import Basis, ItemResult, Round, RoundResult
from inspections.services.results import ranked_results


def results_of_round(round: Round) -> dict:
    """total: the town over all rows; units, departments: ranked, best first; items: the sections, in the standard's order.

    Scores of units and departments as stored (two places); an item's score to four places; names of 'none given' are None.
    """
    total = RoundResult.objects.filter(round=round, basis=Basis.TOTAL).first()
    return {
        "total": _text(total.score) if total else None,
        "units": [_unit(result) for result in ranked_results(round, Basis.TERRITORY)],
        "departments": [_department(result) for result in ranked_results(round, Basis.DEPARTMENT)],
        "items": sections_of_round(round),
    }


def _text(score: Decimal | None) -> str | None:
    return None if score is None else f"{score:f}"


def _unit(result: RoundResult) -> dict:
    return {
        "name": result.unit.name if result.unit else None,
        "score": _text(result.score),
        "rank": result.rank,
        "tied": result.tied,
    }


def _department(result: RoundResult) -> dict:
    return _unit(result) | {
        "awarded": plain(result.awarded) if result.awarded is not None else None,
        "quota": plain(result.maximum) if result.maximum is not None else None,
    }


def sections_of_round(round: Round) -> list[dict]:
    """name, score (sum of the means of its branches), quota (sum of their maxima) of each section that was observed."""
    results = ItemResult.objects.filter(round=round, basis=Basis.TOTAL).select_related("item__section")
    sections: dict = {}
    for result in results.order_by("item__section__order", "item__section", "item__order", "item"):
        sections.setdefault(result.item.section, []).append(result)
    return [_section(section.name, items) for section, items in sections.items()]


def _section(name: str, items: Iterable[ItemResult]) -> dict:
    score = sum((Fraction(item.awarded) / item.observations for item in items), Fraction(0))
    quota = sum((Fraction(item.maximum) / item.observations for item in items), Fraction(0))
    return {"name": name, "score": f"{scoring.rounded(score, 4):f}", "quota": plain(scoring.rounded(quota, 4))}

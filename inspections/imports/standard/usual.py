"""The usual standard: what the checklists of most towns have in common, offered to an office that has none of its own yet. Data
(usual.csv), in the shape in which a standard comes back from a file; taken as a draft that the office then edits."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.files_in.workbook import Workbook
from core.models import Unit, User
from core.thresholds import check_keeper
from core.usual_words.taking import take_usual_words
from facilities.models import PointKind
from inspections.imports.standard.draft import ItemLine, StandardDraft
from inspections.imports.standard.rows import read_standard
from inspections.imports.standard.service import import_standard
from inspections.models import Standard
from rectification.models import ProblemKind

FILE = Path(__file__).parent / "usual.csv"
NAME = "集镇文明创建考核细则"


@dataclass(frozen=True)
class UsualStandard:
    """point_kinds, problem_kinds: the words that its items use and the dictionaries lack; they come with it."""

    draft: StandardDraft
    point_kinds: list[str]
    problem_kinds: list[str]

    @property
    def sections(self) -> list[tuple[str, list[ItemLine]]]:
        items = self.draft.items
        return [(one.name, [item for item in items if item.section == one.name]) for one in self.draft.sections]


def usual_standard() -> UsualStandard:
    """As it would come in now; two queries."""
    draft = read_standard(Workbook(FILE)).draft
    points = dict.fromkeys(kind for item in draft.items for kind in item.kinds)
    problems = dict.fromkeys(item.problem_kind for item in draft.items if item.problem_kind)
    return UsualStandard(draft, _missing(PointKind, points), _missing(ProblemKind, problems))


def usual_name() -> str:
    """What the standard would be called here."""
    home = Unit.objects.home()
    return f"{home.name if home else ''}{NAME}"


@transaction.atomic
def take_usual_standard(*, name: str, by: User, now: datetime) -> Standard:
    """A standard of this name with the usual items, which no round uses yet. Raises NotAllowed, or DomainError where the name is
    taken."""
    check_keeper(by)
    taken = DomainError(_("There is a standard of this name. Make a new version of it, or choose another name."))
    if Standard.objects.filter(name=name).exists():
        raise taken
    usual = usual_standard()
    take_usual_words(chosen={"point-kinds": usual.point_kinds, "problem-kinds": usual.problem_kinds}, by=by, now=now)
    try:
        with transaction.atomic():
            report = import_standard(path=FILE, name=name, by=by, now=now)
    except IntegrityError as error:  # somebody else took it at the same moment
        raise taken from error
    return Standard.objects.get(pk=report.standard_id)


def _missing(model: type[PointKind | ProblemKind], names: dict[str, None]) -> list[str]:
    there = set(model.objects.values_list("name", flat=True))
    return [name for name in names if name not in there]

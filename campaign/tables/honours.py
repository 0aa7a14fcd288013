"""Honours as a table that goes out to Excel and comes back. The state goes out alone: it changes by its steps."""

from datetime import datetime

from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from campaign.honour_states import CHANGEABLE_STATES, HonourState
from campaign.models import Honour, HonourKind
from campaign.services.honours import check_stars
from core.errors import DomainError
from core.models import Unit, User
from core.table_in.columns import Column, Named, Whole, Words
from core.table_in.registry import register
from core.table_in.service import TableIn


def _ready(honour: Honour, by: User | None, now: datetime) -> None:
    honour.state, honour.nominated_by, honour.nominated_at = HonourState.NOMINATED, by, now


def _check(honour: Honour) -> None:
    if honour.pk and honour.state not in CHANGEABLE_STATES:
        raise DomainError(_("It is publicised or decided already, and is not rewritten any more."))
    if honour.kind.pk:
        check_stars(honour)


def _stored(town):
    """Declined ones too, or a file that went out would nominate them anew; first, for who was nominated again is known by that."""
    honours = Honour.objects.present().filter(town=town).select_related("kind", "unit")
    return honours.order_by(Case(When(state=HonourState.DECLINED, then=0), default=1), "pk")


TABLE = register(
    TableIn(
        code="honours",
        label=_("Honours"),
        model=Honour,
        columns=(
            Named("kind", "评优项目", needed=True, rows=lambda town: HonourKind.objects.all()),
            Whole("year", "年度", needed=True, low=2000, high=2100),
            Named(
                "unit",
                "村（社区）",
                needed=True,
                rows=lambda town: Unit.objects.below(town).territorial().living_first(),
            ),
            Column("name", "户主或个人", needed=True),
            Column("reason", "事迹", needed=True),
            Words("stars", "已达星级"),
        ),
        key=("kind", "year", "unit", "name"),
        stored=_stored,
        new=lambda town: Honour(town=town, stars=[]),
        list_url="campaign:honours",
        ready=_ready,
        check=_check,
    )
)

TOTAL_COLUMNS = (
    ("年度", "year"),
    ("评优项目", "kind"),
    ("推荐", "nominated"),
    ("公示中", "shown"),
    ("已授予", "awarded"),
    ("已撤销", "revoked"),
)
"""Of selectors.honours.YearTotal."""

EXPORT_COLUMNS = (
    *TABLE.export_columns,
    ("状态", "get_state_display"),
    ("公示日期", "publicised_on"),
    ("异议截止", "objections_until"),
    ("表彰日期", "awarded_on"),
    ("证书编号", "certificate"),
)

"""The first run of an empty database: the town, its city, its first year and the administrator who makes everybody else."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from campaign.models import CampaignYear
from core.errors import DomainError
from core.models import Post, Role, Unit, UnitKind, User
from core.people.checks import checked_account, checked_name
from core.running.locks import only_one
from core.trail import record
from core.units.names import tidy


def is_empty() -> bool:
    """Nobody and nothing is there yet."""
    return not (User.objects.exists() or Unit.objects.exists())


def set_up_town(
    *,
    city: str,
    town: str,
    username: str,
    password: str,
    now: datetime,
    name: str = "",
    year: int | None = None,
    works_in_office: bool = False,
) -> Unit:
    """Makes what everything else hangs on; gives the town. year: of the campaign, by default the year of `now` (local time).
    works_in_office: the administrator holds a post of the campaign office too.

    Raises DomainError where the database is not empty, a name is missing or the password is too easy, or where somebody else
    is at it at this moment.
    """
    with only_one("set_up_town") as mine:
        if not mine:
            raise DomainError(
                _("Somebody is setting up this installation at this moment. Wait a minute and load the page anew.")
            )
        roles = (Role.ADMIN, Role.OFFICE) if works_in_office else (Role.ADMIN,)
        return _set_up(city, town, username, password, now, name or _("Administrator"), year or now.year, roles)


@transaction.atomic
def _set_up(
    city: str, town: str, username: str, password: str, now: datetime, name: str, year: int, roles: tuple[Role, ...]
) -> Unit:
    if not is_empty():
        raise DomainError(_("This database is set up already. A town is set up in an empty one."))
    city, town = tidy(city), tidy(town)
    if not (city and town):
        raise DomainError(_("The city and the town need a name."))
    above = Unit.objects.add_root(create_kwargs={"name": city, "kind": UnitKind.CITY})
    home = {"name": town, "kind": kind_of(town), "is_home": True}
    home = Unit.objects.add_child(above, create_kwargs=home)
    admin = _make_admin(username, password, name)
    for role in roles:
        Post.objects.create(user=admin, role=role, unit=home, starts_on=now.date())
    _checked(CampaignYear(year=year, opened_at=now)).save()
    record(subject=home, by=admin, verb="set_up", at=now)
    return home


def kind_of(town: str) -> str:
    """A subdistrict says so in its name; everything else is a town."""
    return UnitKind.SUBDISTRICT if town.removesuffix("办事处").endswith("街道") else UnitKind.TOWN


def _make_admin(username: str, password: str, name: str) -> User:
    names = {"username": checked_account(username), "display_name": _name(name)}
    admin = _checked(User(**names, is_staff=True, is_superuser=True), exclude=["password"])
    try:
        validate_password(password, admin)
    except ValidationError as error:
        raise DomainError({"password": error.messages}) from error
    admin.set_password(password)
    admin.save()
    return admin


def _name(name: str) -> str:
    try:
        return checked_name(name)
    except DomainError as error:
        raise DomainError({"name": error.messages}) from error


def _checked(row, exclude=()):
    """The row itself, if its fields and the database's rules allow it."""
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        raise DomainError(error.message_dict) from error
    return row

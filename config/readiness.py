"""What the ground and the installation must have before the work begins (core/readiness.py)."""

from django.conf import settings
from django.db.models import Count, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from core.dictionaries.book import all_dictionaries
from core.maps.town_map import boundaries
from core.models import Post, Robot, Role, Unit, UnitKind, User
from core.navigation import path_of
from core.readiness import NOTHING_YET, Check, Found, Moment, register, usual_words
from core.running.safekeeping import latest_backup
from core.running.system import state
from core.running.system_troubles import troubles
from core.workdays.office import office_calendar

WORKING = (Role.OFFICE, Role.LEADER, Role.INSPECTOR, Role.UNIT)
"""Without one of these a round cannot be held, its problems not be put right, or its result not be read."""
FRESH_DAYS = 2
"""A backup is made every day; one missed day may be the installation's holiday."""
ADMINS = frozenset({Role.ADMIN})


def units(moment: Moment) -> Found:
    """Places below the town, and others that answer for something."""
    rows = Unit.objects.below(moment.town).in_force(moment.today).exclude(pk=moment.town.pk)
    counts = dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))
    kinds = [f"{UnitKind(kind).label} {counts[kind]}" for kind in UnitKind.values if kind in counts]
    return Found(bool(kinds), _(", ").join(kinds) or str(NOTHING_YET))


def people(moment: Moment) -> Found:
    """Posts of today, by role; named are those that nobody holds."""
    posts = Post.objects.in_force(moment.today).filter(user__is_active=True)
    counts = dict(posts.order_by().values_list("role").annotate(n=Count("user", distinct=True)))
    held = [f"{role.label} {counts[role]}" for role in WORKING if role in counts]
    missing = [str(role.label) for role in WORKING if role not in counts]
    words = _(", ").join(held) or str(NOTHING_YET)
    if missing:
        words += _("; nobody yet: %(roles)s") % {"roles": _(", ").join(missing)}
    return Found(not missing, words)


def passwords(moment: Moment) -> Found:
    """Who holds a post and was handed no password: the account is there, and nobody gets in with it."""
    waiting = User.objects.without_password().holding(moment.today).count()
    if waiting:
        said = ngettext("%(n)s person cannot sign in yet", "%(n)s people cannot sign in yet", waiting)
        return Found(False, said % {"n": waiting})
    return Found(True, _("everybody with a post can sign in"))


def installation(moment: Moment) -> Found:
    """What is grave on the administrator's own page: imports wait for the worker, photos for room on the disk."""
    grave = [one.what for one in troubles(state(now=moment.now)) if one.is_grave]
    return Found(not grave, " ".join(grave) or _("server and job worker run"))


def calendar(moment: Moment) -> Found:
    year, known = moment.today.year, office_calendar()
    if not known.knows(year):
        return Found(False, _("the holidays of %(year)s are not known to the program: enter them") % {"year": year})
    corrections = sum(day.year == year for day in known.overrides)
    words = ngettext("%(year)s known, %(n)s day corrected", "%(year)s known, %(n)s days corrected", corrections)
    return Found(True, words % {"year": year, "n": corrections})


def dictionaries(moment: Moment) -> Found:
    """Those that have no word; one query for all."""
    books = all_dictionaries()
    first, *others = (one.model.objects.in_use().order_by().values_list(Value(one.code)).distinct() for one in books)
    filled = {code for (code,) in first.union(*others, all=True)}
    empty = [str(one.label) for one in books if one.code not in filled]
    if empty:
        return Found(False, _("still empty: %(names)s") % {"names": _(", ").join(empty)})
    return Found(True, ngettext("%(n)s dictionary", "%(n)s dictionaries", len(books)) % {"n": len(books)})


def sending(moment: Moment) -> Found:
    robots = Robot.objects.filter(is_active=True).count()
    words = [ngettext("%(n)s group robot", "%(n)s group robots", robots) % {"n": robots}] if robots else []
    if settings.SENDS_EMAIL:
        words.append(_("e-mail is set up"))
    return Found(bool(words), _(", ").join(words) or _("people are told inside the system only"))


def backup(moment: Moment) -> Found:
    latest = latest_backup(now=moment.now)
    if latest is None:
        return Found(False, str(NOTHING_YET))
    days = latest.age(moment.now).days
    words = ngettext("the last one is %(n)s day old", "the last one is %(n)s days old", days) % {"n": days}
    return Found(days < FRESH_DAYS, words if days else _("the last one is of the last 24 hours"))


def map_of_town(moment: Moment) -> Found:
    known = boundaries() is not None
    return Found(
        known, pgettext("boundaries", "there") if known else _("no file of boundaries: the map shows points alone")
    )


def second_step(moment: Moment) -> Found:
    """Administrators whose sign-in asks for a code from the phone."""
    admins = User.objects.filter(is_active=True).holding(moment.today, role=Role.ADMIN)
    without = admins.filter(two_factor_since=None).count()
    if not without:
        return Found(True, _("all administrators"))
    words = ngettext("%(n)s administrator signs in without it", "%(n)s administrators sign in without it", without)
    return Found(False, words % {"n": without})


register(
    Check(
        "units",
        10,
        gettext_lazy("Units"),
        gettext_lazy(
            "Villages and communities that are inspected, departments and cleaning teams that put things right."
        ),
        lambda: path_of("units"),
        units,
        lambda: f"{path_of('inspections:import_new')}?kind=units",
    )
)
register(
    Check(
        "people",
        20,
        gettext_lazy("People and their posts"),
        gettext_lazy("Somebody of the campaign office, a leader, inspectors, and a contact in each unit."),
        lambda: path_of("people"),
        people,
        lambda: path_of("people_import"),
    )
)
register(
    Check(
        "passwords",
        25,
        gettext_lazy("First passwords"),
        gettext_lazy(
            "Imported accounts have none. Print the slips and hand them out: everybody chooses their own with it."
        ),
        lambda: path_of("password_slips"),
        passwords,
        for_roles=ADMINS,
    )
)
register(
    Check(
        "calendar",
        90,
        gettext_lazy("Working calendar"),
        gettext_lazy("Deadlines in working days and hours are counted by it."),
        lambda: path_of("settings_calendar"),
        calendar,
        needed=False,
    )
)
register(
    Check(
        "dictionaries",
        100,
        gettext_lazy("Dictionaries"),
        gettext_lazy("Kinds, measures and sources that stand in every form."),
        lambda: path_of("dictionaries"),
        dictionaries,
        offer=lambda: usual_words("measures"),
        needed=False,
    )
)
register(
    Check(
        "sending",
        110,
        gettext_lazy("Messages outside the system"),
        gettext_lazy("Group robots and e-mail, so that nobody has to look in to learn of a task."),
        lambda: path_of("robots"),
        sending,
        needed=False,
    )
)
register(
    Check(
        "boundaries",
        120,
        gettext_lazy("Boundaries on the map"),
        gettext_lazy("A GeoJSON file of the town, put where MAP_BOUNDARIES says."),
        lambda: path_of("inspections:point_map"),
        map_of_town,
        needed=False,
    )
)
register(
    Check(
        "backup",
        130,
        gettext_lazy("Backup"),
        gettext_lazy("One file with everything, made every day; take it off this machine too."),
        lambda: path_of("system"),
        backup,
        needed=False,
        for_roles=ADMINS,
    )
)
register(
    Check(
        "installation",
        135,
        gettext_lazy("Server and job worker"),
        gettext_lazy("The worker brings in files, sends messages and does the daily work."),
        lambda: path_of("system"),
        installation,
        needed=False,
        for_roles=ADMINS,
    )
)
register(
    Check(
        "second_step",
        140,
        gettext_lazy("Second step at sign-in"),
        gettext_lazy("Administrators can do everything: their password alone should not be enough."),
        lambda: path_of("account"),
        second_step,
        needed=False,
        for_roles=ADMINS,
    )
)

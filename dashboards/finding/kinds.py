"""The kinds of record that the search goes through, in the order in which they are shown: ONE table. A later kind gets its place
by one entry here. Each looks through what `visible_to` gives, by the same words as its own list."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models import Activity, ActivitySeries, Drive, DriveState, Honour, Plan, VolunteerTeam
from core.formats import cn_date, wan
from core.models import Unit, UnitKind, User
from core.paths import path_to
from core.people.checks import READERS
from core.search import having_words
from dashboards.addresses import address
from dashboards.finding.hits import Asked, Hit, Kind
from dashboards.finding.papers import papers_of_user
from facilities.models import Facility, FundingEntry, Point, Project
from inspections.models import Item, Round
from rectification.models import RectificationTask


def task_hit(task: RectificationTask) -> Hit:
    finding = task.finding
    where = finding.point.name if finding.point_id else finding.place
    unit = task.responsible_unit.name if task.responsible_unit_id else ""
    path = path_to("rectification:task", task.pk)
    return Hit(finding.description, path, task.number, (where, unit, task.get_state_display()))


def point_hit(point: Point) -> Hit:
    unused = "" if point.is_active else _("No longer used")
    unit = point.unit.name if point.unit_id else ""
    return Hit(
        point.name, path_to("inspections:point", point.pk), point.code, (point.kind.name, unit, point.address, unused)
    )


def project_hit(project: Project) -> Hit:
    unit = project.carried_out_by or project.unit or ""
    path = path_to("facilities:project", project.pk)
    return Hit(project.name, path, project.number, (str(unit), project.place, project.get_stage_display()))


def facility_hit(facility: Facility) -> Hit:
    unit = facility.unit.name if facility.unit_id else ""
    path = path_to("facilities:facility", facility.pk)
    return Hit(facility.name, path, facility.code, (facility.kind.name, unit, facility.address))


def order_hit(order) -> Hit:
    return Hit(order.unit.name, path_to("rectification:order", order.pk), order.number, (order.get_state_display(),))


def honour_hit(honour: Honour) -> Hit:
    path = path_to("campaign:honour", honour.pk)
    beside = (honour.kind.name, honour.unit.name, str(honour.year), honour.get_state_display())
    return Hit(honour.name, path, honour.certificate, beside)


def resident_hit(report) -> Hit:
    """For the office alone: the task that the report is."""
    return Hit(report.task.finding.description, path_to("rectification:task", report.task_id), report.number)


def unit_hit(unit: Unit) -> Hit:
    beside = (unit.get_kind_display(), _("until %(day)s") % {"day": cn_date(unit.ends_on)} if unit.ends_on else "")
    tasks = (_("Rectification tasks"), address("rectification:list", unit=unit.pk))
    points = (_("Inspection points"), address("inspections:points", unit=unit.pk))
    if unit.kind == UnitKind.CLEANING_TEAM:
        return Hit(unit.name, path_to("facilities:team", unit.pk), beside=beside, links=(tasks,))
    if unit.kind in (UnitKind.VILLAGE, UnitKind.COMMUNITY, UnitKind.ZONE):
        return Hit(unit.name, path_to("lasting_unit", unit.pk), beside=beside, links=(tasks, points))
    if unit.kind == UnitKind.DEPARTMENT:
        return Hit(unit.name, tasks[1], beside=beside)
    return Hit(unit.name, address("rankings", level="city"), beside=beside)


def round_hit(round: Round) -> Hit:
    path = path_to("inspections:round", round.pk)
    return Hit(round.name, path, beside=(str(round.year), round.get_level_display(), round.get_state_display()))


def item_hit(item: Item) -> Hit:
    path = f"{path_to('inspections:standard', item.standard_id)}#item-{item.pk}"
    return Hit(item.name, path, item.code, (str(item.standard), item.section.name, item.rule))


def drive_hit(drive: Drive) -> Hit:
    closed = DriveState.CLOSED.label if drive.closed_at else ""
    return Hit(
        drive.name, path_to("campaign:drive", drive.pk), beside=(cn_date(drive.starts_on), drive.slogan, str(closed))
    )


def plan_hit(plan: Plan) -> Hit:
    path = path_to("campaign:plan", plan.pk)
    return Hit(plan.name, path, plan.approval, (plan.kind.name, plan.made_by, plan.get_stage_display()))


def activity_hit(activity: Activity) -> Hit:
    unit = activity.unit.name if activity.unit_id else ""
    path = path_to("campaign:activity", activity.pk)
    return Hit(activity.title, path, beside=(cn_date(activity.held_on), activity.kind.name, unit, activity.place))


def series_hit(series: ActivitySeries) -> Hit:
    unit = series.unit.name if series.unit_id else ""
    return Hit(series.name, path_to("campaign:series", series.pk), beside=(series.kind.name, unit))


def team_hit(team: VolunteerTeam) -> Hit:
    return Hit(team.name, path_to("campaign:team", team.pk), beside=(team.unit.name, team.leader))


def money_hit(entry: FundingEntry) -> Hit:
    title = entry.project.name if entry.project_id else _("The campaign as a whole")
    amount = _("%(sum)s (10,000 yuan)") % {"sum": wan(entry.amount)}
    beside = (entry.get_step_display(), amount, entry.source.name, entry.note)
    return Hit(title, path_to("facilities:funding_entry", entry.pk), entry.document, beside)


def paper_hit(paper) -> Hit:
    """Leads to its record, with the file beside it."""
    links = ((_("Download"), path_to("paper", paper.key)),)
    return Hit(paper.title, paper.subject.get_absolute_url(), "", (str(paper.subject), paper.filename), links)


def person_hit(person: User) -> Hit:
    posts = [f"{post.unit.name} {post.get_role_display()}" for post in person.all_posts]
    return Hit(person.display_name, path_to("person", person.pk), person.username, ("、".join(posts[:3]),))


def matching(rows, asked: Asked):
    return rows.matching(asked.text)


def _searched(rows, asked: Asked):
    return having_words(rows, asked.text)


def _words_of(*fields: str):
    return lambda rows, asked: having_words(rows, asked.text, *fields)


def _kind(code: str, title: Promise, icon: str, rows, hit, match=matching, **more) -> Kind:
    return Kind(code, title, icon, rows, match, hit, **more)


KINDS = (
    _kind(
        "tasks", gettext_lazy("Rectification tasks"), "list-check",
        lambda user: RectificationTask.objects.visible_to(user).with_details().order_by("-pk"), task_hit,
        lambda rows, asked: rows.narrowed_to(asked.text).matching(asked.text),
        names=("finding__description",), many=True, list="rectification:list", list_query=(("state", "all"),),
    ),
    _kind(
        "points", gettext_lazy("Inspection points"), "geo",
        lambda user: Point.objects.visible_to(user).select_related("kind", "unit").order_by("-is_active", "code"),
        point_hit, names=("name", "code"), list="inspections:points",
    ),
    _kind(
        "projects", gettext_lazy("Projects"), "cone",
        lambda user: Project.objects.visible_to(user).with_names().order_by("-pk"), project_hit,
        list="facilities:projects",
    ),
    _kind(
        "facilities", gettext_lazy("Facilities"), "bins",
        lambda user: Facility.objects.visible_to(user).for_list().order_by("code", "pk"), facility_hit,
        names=("name", "code"), list="facilities:facilities",
    ),
    _kind("units", gettext_lazy("Units"), "people", Unit.objects.visible_to, unit_hit, _words_of("name")),
    _kind(
        "rounds", gettext_lazy("Rounds of inspection"), "clipboard-check",
        lambda user: Round.objects.visible_to(user).order_by("-starts_on", "-pk"), round_hit, list="inspections:rounds",
    ),
    _kind(
        "items", gettext_lazy("Items of standards"), "journal",
        lambda user: Item.objects.visible_to(user).filter(standard__later=None)
        .select_related("standard", "section").order_by("-standard", "section__order", "order", "pk"),
        item_hit, _words_of("name", "code", "rule", "section__name"), names=("name", "code"),
    ),
    _kind(
        "drives", gettext_lazy("Drives"), "flag",
        lambda user: Drive.objects.visible_to(user).order_by("-starts_on", "-pk"), drive_hit, list="campaign:drives",
    ),
    _kind(
        "plans", gettext_lazy("Plans"), "map",
        lambda user: Plan.objects.visible_to(user).select_related("kind").order_by("-pk"), plan_hit,
        list="campaign:plans",
    ),
    _kind(
        "honours", gettext_lazy("Honours"), "award",
        lambda user: Honour.objects.visible_to(user).select_related("kind", "unit").order_by("-year", "-pk"), honour_hit,
        _searched, list="campaign:honours",
    ),
    _kind(
        "activities", gettext_lazy("Activities"), "calendar",
        lambda user: Activity.objects.visible_to(user).select_related("kind", "unit").order_by("-held_on", "-pk"),
        activity_hit, _searched, names=("title",), list="campaign:activities",
    ),
    _kind(
        "series", gettext_lazy("Recurring activities"), "hourglass",
        lambda user: ActivitySeries.objects.visible_to(user).select_related("kind", "unit").order_by("name", "pk"),
        series_hit, _searched, list="campaign:series_list",
    ),
    _kind(
        "teams", gettext_lazy("Volunteer teams"), "people",
        lambda user: VolunteerTeam.objects.visible_to(user).select_related("unit").order_by("name", "pk"), team_hit,
        _searched, list="campaign:teams",
    ),
    _kind(
        "papers", gettext_lazy("Papers"), "journal", papers_of_user, paper_hit, _words_of("title", "filename"),
        names=("title",),
    ),
    _kind(
        "money", gettext_lazy("Money"), "cash",
        lambda user: FundingEntry.objects.visible_to(user).select_related("project", "source").order_by("-on", "-pk"),
        money_hit, _words_of("document", "note"), names=("document",),
    ),
    _kind(
        "people", gettext_lazy("People and posts"), "person",
        lambda user: User.objects.visible_to(user).with_posts().order_by("display_name", "pk"), person_hit,
        lambda rows, asked: rows.matching(asked.text, asked.today), names=("display_name", "username"),
        list="people", roles=frozenset(READERS),
    ),
)  # fmt: skip

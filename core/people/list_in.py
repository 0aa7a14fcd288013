"""People and their posts as a list from Excel: a row a post. The account is the key, because names repeat.

All rows or none; each row that can't be taken is named. An account that isn't known is made, without a password: passwords are
handed out afterwards, on paper (core.people.passwords). A row changes nothing but the last day of a post: another name under a known
account is more often somebody else's account than a new name.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.files_in.cells import match_key
from core.files_in.problems import FileProblem, Rejected, Report
from core.files_in.workbook import Workbook
from core.models import Post, Role, Unit, User
from core.people.checks import (
    KEEPERS,
    already_held,
    check_administrator_stays,
    check_days,
    check_not_held,
    check_post_fits,
    checked_account,
)
from core.people.names import clean_account
from core.people.rows import HEADINGS, PersonRow, Wrong, heading_of, read_row, rows_of
from core.people.services import day_of, follow_admin_post, told_of_post
from core.table_in.registry import register
from core.trail import entry_of, record_many

MOST_NOTES = 100


@dataclass
class Known:
    """What the rows are looked up in; read once for a file. people: by their account in small letters. units: of the town, also
    those that have ended, by which old posts are known; names: of all units by their tree path."""

    town: Unit
    people: dict[str, User]
    posts: dict[int | str, list[Post]]
    units: dict[str, list[Unit]]
    names: dict[str, str]
    today: date

    @classmethod
    def read(cls, town: Unit, today: date) -> "Known":
        units: dict[str, list[Unit]] = defaultdict(list)
        for unit in Unit.objects.below(town):
            units[match_key(unit.name)].append(unit)
        posts: dict[int | str, list[Post]] = defaultdict(list)
        for post in Post.objects.select_related("unit", "user").order_by("pk"):
            posts[post.user_id].append(post)
        people = {clean_account(one.username): one for one in User.objects.all()}
        names = dict(Unit.objects.values_list("path", "name"))
        return cls(town, people, posts, units, names, today)

    def posts_of(self, person: User) -> list[Post]:
        """Also those that the file gives."""
        return self.posts[person.pk or person.username]


@dataclass
class Plan:
    """Each with the number of its row. changed: posts with another last day: (post, old day)."""

    people: list[tuple[int, User]] = field(default_factory=list)
    posts: list[tuple[int, Post]] = field(default_factory=list)
    changed: list[tuple[int, Post, date | None]] = field(default_factory=list)
    seen: dict[tuple, int] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)


def take_people(
    *,
    path: Path,
    by: User | None,
    now: datetime,
    sheet: str = "",
    dry_run: bool = False,
    also: Callable[[Report], None] | None = None,
) -> Report:
    """Brings the list in. Raises FileProblem where it cannot be used at all, or this person doesn't keep the people."""
    town = Unit.objects.home()
    if town is None or (by and not by.access.covers(town.path, *KEEPERS)):
        raise FileProblem(_("Accounts and posts are kept by an administrator of your own town."))
    table, today = Workbook(path).table(sheet or None), timezone.localdate(now)
    with transaction.atomic():
        report, known, plan = Report(), Known.read(town, today), Plan()
        for number, cells, places in rows_of(table):
            report.rows += 1
            try:
                _place(read_row(table, number, cells, places, today), known, plan, report)
            except Wrong as wrong:
                plan.touched.discard(number)
                report.rejected.append(Rejected(number, heading_of(wrong.field), wrong.value[:80], str(wrong)))
        if not report.rows:
            raise FileProblem(_("Below its headings the table has no row with content."))
        report.imported = len(plan.touched)
        _say_what_follows(report, plan)
        if not report.stopped and not dry_run:
            _write(plan, by, now)
            report.written = report.imported > 0
            if also:
                also(report)
    return report


def _place(row: PersonRow, known: Known, plan: Plan, report: Report) -> None:
    person = _person(row, known, plan, report)
    if row.role:
        _post(row, person, _unit(row, person, known), known, plan, report)
    if row.number not in plan.touched:
        report.unchanged += 1


def _person(row: PersonRow, known: Known, plan: Plan, report: Report) -> User:
    person = known.people.get(row.account)
    if person is None:
        return _new_person(row, known, plan, report)
    if match_key(person.display_name) != match_key(row.name):
        said = _("This account is %(name)s's. If it is the same person, correct the name on their page; if not, choose another account.")  # fmt: skip
        raise Wrong("account", row.account, said % {"name": person.display_name})
    return person


def _new_person(row: PersonRow, known: Known, plan: Plan, report: Report) -> User:
    person = User(username=_asked("account", row, lambda: checked_account(row.account)), display_name=row.name)
    if other := next((one for one in known.people.values() if one.display_name == row.name), None):
        said = _("Row %(row)s: there is a %(name)s already, with the account %(account)s. This one becomes somebody else of the same name.")  # fmt: skip
        _note(report, said % {"row": row.number, "name": row.name, "account": other.username})
    known.people[row.account] = person
    plan.people.append((row.number, person))
    plan.touched.add(row.number)
    return person


def _unit(row: PersonRow, person: User, known: Known) -> Unit:
    """By its name, and where several have it by the name of the unit above; one that has ended only for a post that there is."""
    found = known.units.get(match_key(row.unit), [])
    if row.parent:
        found = [unit for unit in found if match_key(known.names.get(unit.parent_path, "")) == match_key(row.parent)]
    held = {post.unit_id for post in known.posts_of(person)}
    found = [unit for unit in found if unit.is_in_force(known.today) or unit.pk in held]
    if not found:
        raise Wrong("unit", row.unit, _("The town has no unit of this name. Correct it, or add the unit first."))
    if len(found) > 1:
        said = _("%(n)s units have this name. Fill in the column “%(heading)s”.")
        raise Wrong("unit", row.unit, said % {"n": len(found), "heading": HEADINGS["parent"][0]})
    return found[0]


def _post(row: PersonRow, person: User, unit: Unit, known: Known, plan: Plan, report: Report) -> None:
    key = (row.account, row.role, unit.pk, row.starts_on)
    if earlier := plan.seen.get(key):
        raise Wrong("account", row.account, _("Row %(row)s is about the same.") % {"row": earlier})
    plan.seen[key] = row.number
    held = known.posts_of(person)
    if stored := _stored(row, unit, held):
        return _end(row, stored, plan)
    if not person.is_active:
        said = _("The account of %(name)s has ended. Let them take up work again on their page first, or choose another account.")  # fmt: skip
        raise Wrong("account", row.account, said % {"name": person.display_name})
    starts_on = row.starts_on or row.today
    _asked("unit", row, lambda: check_post_fits(row.role, unit, known.town))
    _asked("ends_on", row, lambda: check_days(starts_on, row.ends_on))
    _asked("starts_on", row, lambda: check_not_held(held, row.role, unit, starts_on, row.ends_on))
    if any(post.unit_id != unit.pk for post in held):
        said = _("Row %(row)s: %(name)s (%(account)s) gets one more post. If this is somebody else of the same name, give them an account of their own.")  # fmt: skip
        _note(report, said % {"row": row.number, "name": row.name, "account": row.account})
    post = Post(user=person, role=row.role, unit=unit, starts_on=starts_on, ends_on=row.ends_on)
    held.append(post)
    plan.posts.append((row.number, post))
    plan.touched.add(row.number)


def _stored(row: PersonRow, unit: Unit, held: list[Post]) -> Post | None:
    """The post that the row tells of: begun on that day; without a day the one that goes on."""
    same = [post for post in held if post.pk and (post.role, post.unit_id) == (row.role, unit.pk)]
    if row.starts_on:
        return next((post for post in same if post.starts_on == row.starts_on), None)
    return next((post for post in same if post.ends_on is None or post.ends_on >= row.today), None)


def _end(row: PersonRow, post: Post, plan: Plan) -> None:
    """A blank last day leaves a post as it is."""
    if row.ends_on in (None, post.ends_on):
        return
    if post.ends_on and post.ends_on < row.today:
        raise Wrong("ends_on", row.ends_on.isoformat(), already_held(post))
    _asked("ends_on", row, lambda: check_days(post.starts_on, row.ends_on))
    plan.changed.append((row.number, post, post.ends_on))
    plan.touched.add(row.number)
    post.ends_on = row.ends_on


def _asked(name: str, row: PersonRow, check: Callable):
    """A rule's answer, its refusal named at the column."""
    try:
        return check()
    except ValidationError as error:
        value = getattr(row, name)
        text = value.isoformat() if isinstance(value, date) else value or ""
        raise Wrong(name, text, " ".join(error.messages)) from error


def _note(report: Report, said: str) -> None:
    if len(report.notes) < MOST_NOTES:
        report.notes.append(said)


def _say_what_follows(report: Report, plan: Plan) -> None:
    for _number, person in plan.people:
        report.note_created(str(User._meta.verbose_name), f"{person.display_name}（{person.username}）")
    if plan.people and not report.stopped:
        said = _("New accounts have no password yet: hand them out under Settings, People and posts, Password slips.")
        report.notes.append(said)


def _write(plan: Plan, by: User | None, now: datetime) -> None:
    for _number, person in plan.people:
        person.set_unusable_password()
    User.objects.bulk_create([person for _number, person in plan.people], batch_size=200)
    for _number, post in plan.posts:
        post.user = post.user  # its number is known only now
    Post.objects.bulk_create([post for _number, post in plan.posts], batch_size=500)
    Post.objects.bulk_update([post for _number, post, _old in plan.changed], ["ends_on"], batch_size=500)
    record_many(_told(plan, by, now))
    _look_after_administrators(plan, now)


def _told(plan: Plan, by: User | None, now: datetime):
    for _number, person in plan.people:
        said = f"{person.display_name} · {person.username}"
        yield entry_of(subject=person, by=by, verb="import", at=now, reason=said)
    for _number, post in plan.posts:
        yield told_of_post(post, "give_post", by, now)
    for _number, post, old in plan.changed:
        yield told_of_post(post, "end_post", by, now, {"ends_on": [day_of(old), day_of(post.ends_on)]})


def _look_after_administrators(plan: Plan, now: datetime) -> None:
    posts = [post for _number, post in plan.posts] + [post for _number, post, _old in plan.changed]
    people = {post.user_id: post.user for post in posts if post.role == Role.ADMIN}
    if any(post.role == Role.ADMIN for _number, post, _old in plan.changed):
        check_administrator_stays(timezone.localdate(now))
    for person in people.values():
        follow_admin_post(person, timezone.localdate(now))


class PeopleIn:
    """The people among the lists that come back (core.table_in.registry)."""

    code = "people"
    label = gettext_lazy("People and posts")
    roles = KEEPERS

    def take(self, **options) -> Report:
        return take_people(**options)


PEOPLE = register(PeopleIn())

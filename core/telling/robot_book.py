"""The robots that the office keeps. Their trail says what changed, never an address or a key."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.models import Robot, User
from core.telling.robots import post
from core.town import current_town_name
from core.trail import record


@transaction.atomic
def save_robot(*, robot: Robot, changes: dict, by: User, now: datetime) -> Robot:
    """Stores a robot that a form has checked. changes: {field: [old, new]} without secrets; empty for a new one."""
    verb = "create" if robot._state.adding else "edit"
    robot.save()
    record(subject=robot, by=by, verb=verb, at=now, changes=changes)
    return robot


@transaction.atomic
def switch_robot(*, robot: Robot, on: bool, by: User, now: datetime) -> None:
    """Into use or out of it. What waits for one that is out of use is given up after a day like everything else."""
    Robot.objects.filter(pk=robot.pk).update(is_active=on)
    record(subject=robot, by=by, verb="use" if on else "stop_using", at=now)


def try_out(*, robot: Robot, by: User, now: datetime) -> None:
    """Posts a message to the group at once, in use or not. Raises NotSent, Unclear (core.telling.outgoing)."""
    title = _("[%(town)s] Test message") % {"town": current_town_name()}
    text = _("This group will be told here. Sent by %(name)s.") % {"name": by}
    record(subject=robot, by=by, verb="test", at=now)
    post(robot=robot, title=title, text=text, link="", now=now)

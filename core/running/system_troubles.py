"""What is not as it should be in the installation, each with what to do about it, in the administrator's words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.formats import cn_datetime
from core.running.data_folder import in_words
from core.running.system import State


@dataclass(frozen=True)
class Trouble:
    """is_grave: people's work suffers now. path: the page where it is put right; '' where it is done on the machine."""

    what: str
    todo: str
    is_grave: bool = False
    path: str = ""


def troubles(state: State) -> list[Trouble]:
    """The grave ones first; none where all is well."""
    found = [*_of_machine(state), *_of_work(state)]
    return sorted(found, key=lambda trouble: not trouble.is_grave)


def _of_machine(state: State) -> Iterator[Trouble]:
    if state.backup is None:
        yield Trouble(
            _("There is no backup yet."), _("manage.py backup makes one; the daily work does so when the worker runs.")
        )
    elif state.backup_is_old:
        what = _("The last backup was made %(at)s.") % {"at": cn_datetime(state.backup.made_at)}
        yield Trouble(
            what,
            _("Look at the reason under the daily work, and at the room on the disk; manage.py backup makes one now."),
        )
    if state.other_folder:
        yield Trouble(
            _("The photos of this database lie in another folder than this server's."),
            in_words(state.other_folder),
            True,
        )
    if state.pending:
        text = ngettext(
            "%(n)s change of the database was not applied.",
            "%(n)s changes of the database were not applied.",
            len(state.pending),
        )
        yield Trouble(
            text % {"n": len(state.pending)}, _("Run manage.py prepare on the server, then start it again."), True
        )
    if state.room.is_short:
        left = _("Only %(size)s are free on the disk.") % {"size": filesizeformat(state.room.free)}
        todo = _("Make the disk larger, or move old backups elsewhere. When it is full, photos and sheets are refused.")
        yield Trouble(left, todo, state.room.is_full)
    if state.clocks_differ:
        seconds = round(state.database.ahead.total_seconds())
        what = _("The clocks of server and database are %(n)s seconds apart.") % {"n": abs(seconds)}
        yield Trouble(what, _("Switch on the time service (NTP) on both machines: deadlines and locks count on it."))
    if state.entered_later:
        what = _("The newest entry of the trail is dated %(at)s: this server's clock was set back.")
        todo = _("Set the clock right (timedatectl). What was entered meanwhile keeps the moment it was given.")
        yield Trouble(what % {"at": cn_datetime(state.entered_later)}, todo)


def _of_work(state: State) -> Iterator[Trouble]:
    if not state.worker_is_alive:
        todo = _(
            "Start it on the server: systemctl start campaign-worker. Until then imports, messages and the daily work wait."
        )
        yield Trouble(_("The job worker does not run."), todo, True)
    elif state.queue_is_stuck:
        what = _("A job has been waiting since %(at)s.") % {"at": cn_datetime(state.queue.oldest)}
        yield Trouble(
            what, _("Start the worker again: systemctl restart campaign-worker. Its jobs are taken up again."), True
        )
    if state.queue.failed:
        what = ngettext("%(n)s background job failed.", "%(n)s background jobs failed.", state.queue.failed)
        yield Trouble(
            what % {"n": state.queue.failed},
            _("Read why below, then do it again or take it off the list."),
            path="#jobs",
        )
    if state.daily.failed:
        what = _("Parts of the daily work failed: %(names)s.") % {"names": "、".join(state.daily.failed)}
        todo = _("They are tried again tomorrow; manage.py run_daily tries at once. The log names the reason.")
        yield Trouble(what, todo, path=reverse("settings"))
    if state.daily.is_missing:
        todo = _("The worker does it when it runs; manage.py run_daily does it at once.")
        yield Trouble(_("The daily work of today has not been done."), todo)
    if state.deliveries_failed:
        what = ngettext(
            "%(n)s message of this week did not go out.",
            "%(n)s messages of this week did not go out.",
            state.deliveries_failed,
        )
        todo = _("Look at the reasons, put them right, and send again.")
        yield Trouble(what % {"n": state.deliveries_failed}, todo, path=reverse("deliveries"))

from contextlib import closing
from datetime import date, datetime

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.demo.boundaries import keep_boundaries
from config.demo.dates import as_of_moment
from config.demo.loading import DemoLoader
from config.demo.scale import ScaleCity
from core.bulk import know_all_sizes, no_search_for_cycles
from core.models import Photo, Unit, User
from inspections.models import Round, Score, Sheet
from rectification.models import RectificationTask


class Command(BaseCommand):
    help = "Fills an empty database with the demo town: always the same for one date."

    def add_arguments(self, parser):
        parser.add_argument(
            "--as-of",
            type=date.fromisoformat,
            metavar="DATE",
            help="the day (9:40) at which the demo stands; default: now",
        )
        parser.add_argument(
            "--scale", type=positive, metavar="N", help="adds a synthetic city with about N item scores"
        )

    def handle(self, *, as_of: date | None, scale: int | None, **options):
        if settings.PRODUCTION:
            raise CommandError(_("Everybody knows the demo's password: it is not loaded with ENV=production."))
        if User.objects.exists() or Unit.objects.exists():
            raise CommandError(_("The database is not empty. The demo is only loaded into an empty one."))
        now = as_of_moment(as_of) if as_of else timezone.localtime().replace(second=0, microsecond=0)
        self.stdout.write(_("Demo town as of %(moment)s") % {"moment": f"{now:%Y-%m-%d %H:%M}"})
        with closing(DemoLoader(now)) as loader, transaction.atomic(), no_search_for_cycles():
            self.load(loader)
        if scale:
            self.add_scale(now, scale)
        keep_boundaries()
        know_all_sizes()
        self.say_what_there_is()

    def load(self, loader: DemoLoader) -> None:
        for words, step in (
            (_("Units, people, points, standards ..."), loader.make_ground),
            (_("Rounds, sheets, results ..."), loader.make_results),
            (_("Tasks, photos, the round in progress ..."), loader.make_work),
        ):
            self.stdout.write(words)
            self.stdout.flush()
            step()

    def add_scale(self, now: datetime, scale: int) -> None:
        for done, total in ScaleCity(now, scale).load():
            self.stdout.write(_("Synthetic city: round %(done)s of %(total)s") % {"done": done, "total": total})
            self.stdout.flush()

    def say_what_there_is(self) -> None:
        self.stdout.write(
            _(
                "Made: %(units)s units, %(rounds)s rounds, %(sheets)s sheets, %(scores)s scores, %(tasks)s tasks, %(photos)s photos."
            )
            % {
                "units": Unit.objects.count(),
                "rounds": Round.objects.count(),
                "sheets": Sheet.objects.count(),
                "scores": Score.objects.count(),
                "tasks": RectificationTask.objects.count(),
                "photos": Photo.objects.count(),
            }
        )


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number

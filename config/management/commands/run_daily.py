from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from core.running import daily


def moment(text: str) -> datetime:
    """An ISO moment; without a zone it is local time. Raises ValueError, which argparse turns into its own words."""
    parsed = parse_datetime(text)
    if parsed is None:
        raise ValueError(text)
    return parsed if timezone.is_aware(parsed) else timezone.make_aware(parsed)


class Command(BaseCommand):
    help = "The work of each day: reminders, lights, escalation. May run any number of times; everything happens once."

    def add_arguments(self, parser):
        parser.add_argument("--now", type=moment, metavar="ISO", help="as if it were this moment; default: now")

    def handle(self, *, now: datetime | None, **options):
        try:
            kept = daily.run(now=now or timezone.now())
        except daily.AlreadyRunning:
            self.stdout.write(_("The daily work is running already: nothing done."))
            return
        for name, numbers in kept.outcome.items():
            self.stdout.write(f"{name}: " + ", ".join(f"{key} {value}" for key, value in numbers.items()))
        if failed := daily.failed_parts(kept):
            raise CommandError(_("These parts failed, see the log: %(names)s") % {"names": ", ".join(failed)})

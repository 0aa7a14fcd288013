from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from config.backup.restoring import restore
from core.errors import DomainError
from core.running.locks import only_one


class Command(BaseCommand):
    help = "Brings a backup back into an empty database and an empty folder of photos, all of it or nothing, and proves it."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--fingerprint", default="", help="what `backup` printed: is it that very file?")
        parser.add_argument(
            "--accept-differences",
            action="store_true",
            help="even if results, worked out again, differ from those that stood",
        )

    def handle(self, *, file: Path, fingerprint: str, accept_differences: bool, **options):
        try:
            with only_one("backup") as mine:
                if not mine:
                    raise DomainError(_("A backup or a restore is at work at this moment. Wait until it is done."))
                restore(
                    file,
                    now=timezone.now(),
                    say=self.say,
                    fingerprint=fingerprint,
                    accept_differences=accept_differences,
                )
        except DomainError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(_("Restored. Start the server; everybody signs in again."))

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

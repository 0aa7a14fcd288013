from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from config.backup.checking import checked
from config.backup.routine import in_words
from core.errors import DomainError


class Command(BaseCommand):
    help = "Reads a backup through and compares every byte with its own list. Needs no database and changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--fingerprint", default="", help="what `backup` printed: is it that very file?")

    def handle(self, *, file: Path, fingerprint: str, **options):
        try:
            with checked(file, fingerprint) as found:
                manifest, own = found.manifest, found.fingerprint
        except DomainError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            _("Whole: %(town)s, %(moment)s, %(contents)s")
            % {
                "town": manifest.town,
                "moment": f"{timezone.localtime(manifest.moment):%Y-%m-%d %H:%M}",
                "contents": in_words(manifest),
            }
        )
        self.stdout.write(_("Fingerprint: %(sha256)s") % {"sha256": own})

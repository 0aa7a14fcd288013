from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from config.backup.errors import megabytes
from config.backup.routine import back_up, in_words
from core.errors import DomainError


class Command(BaseCommand):
    help = "Writes all records, photos and papers into one file, while people go on working, and reads it again."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a new file, or a folder in which it gets the usual name")

    def handle(self, *, file: Path, **options):
        try:
            taken = back_up(file, now=timezone.now())
        except DomainError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{taken.path}: {megabytes(taken.size)}, {in_words(taken.manifest)}")
        self.stdout.write(_("Read again: every byte is right."))
        self.stdout.write(_("Fingerprint: %(sha256)s") % {"sha256": taken.fingerprint})
        for path in taken.manifest.missing:
            self.stderr.write(_("A record names this file and it is not there: %(file)s") % {"file": path})
        for path in taken.manifest.damaged:
            self.stderr.write(_("This file is not what its record says: %(file)s") % {"file": path})

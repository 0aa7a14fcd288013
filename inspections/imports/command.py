"""What the import commands share: how they end. 0: done; 1: a row stopped it, nothing written; 2: unusable file."""

import sys
from collections.abc import Callable

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.files_in.problems import Report
from inspections.imports.console import as_json, describe


class ImportCommand(BaseCommand):
    """A command that brings a file in and prints the report."""

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="write nothing, print the same report")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")

    def report(self, work: Callable[[], Report], in_json: bool) -> None:
        try:
            report = work()
        except DomainError as error:
            message = " ".join(error.messages)
            self.stderr.write(message)
            if in_json:
                self.stdout.write(as_json({"error": message}))
            sys.exit(2)
        self.stdout.write(as_json(report.as_json()) if in_json else describe(report))
        if report.stopped:
            self.stderr.write(_("Nothing was imported."))
            sys.exit(1)

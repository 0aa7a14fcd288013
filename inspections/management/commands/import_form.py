"""An assessment form from Excel or CSV. Exit code 0: done; 1: something unmatched or rejected, nothing written;
2: file or mapping cannot be used."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from inspections.imports.console import describe
from inspections.imports.form import import_form
from inspections.imports.form_mapping import FormMapping


class Command(BaseCommand):
    help = "Imports an assessment form (Excel or CSV) as a closed round with its sheets and results."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--mapping", type=Path, required=True, help="MAP.json: which round, which columns")
        parser.add_argument("--accept-proposals", action="store_true", help="take the nearest entry for unmatched items")
        parser.add_argument("--dry-run", action="store_true", help="write nothing, print the same report")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *, file, mapping, accept_proposals, dry_run, json: bool, **options):
        try:
            report = import_form(
                path=file, mapping=FormMapping.from_file(mapping), by=None, now=timezone.now(),
                accept=accept_proposals, dry_run=dry_run,
            )  # fmt: skip
        except DomainError as error:
            self.stderr.write(" ".join(error.messages))
            sys.exit(2)
        self.stdout.write(as_text(report.as_json()) if json else describe(report))
        if report.stopped:
            self.stderr.write(_("Nothing was imported."))
            sys.exit(1)


def as_text(content: dict) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)

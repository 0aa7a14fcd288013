from pathlib import Path

from django.utils import timezone

from inspections.imports.command import ImportCommand
from inspections.imports.form.mapping import FormMapping
from inspections.imports.form.service import import_form


class Command(ImportCommand):
    help = (
        "Imports an assessment form (Excel or CSV) as a closed round with its sheets and results. "
        "Exit code 0: done; 1: something unmatched or rejected, nothing written; 2: unusable file or mapping."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--mapping", type=Path, required=True, help="MAP.json: which round, which columns")
        parser.add_argument(
            "--accept-proposals", action="store_true", help="take the nearest entry for unmatched items"
        )
        super().add_arguments(parser)

    def handle(self, *, file, mapping, accept_proposals, dry_run, as_json, **options):
        self.report(
            lambda: import_form(
                path=file,
                mapping=FormMapping.from_file(mapping),
                by=None,
                now=timezone.now(),
                accept=accept_proposals,
                dry_run=dry_run,
            ),
            as_json,
        )

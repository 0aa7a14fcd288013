from pathlib import Path

from django.utils import timezone

from core.models import UnitKind
from inspections.imports.bulletin.service import import_bulletin
from inspections.imports.command import ImportCommand


class Command(ImportCommand):
    help = (
        "Imports a bulletin of results (年度, 轮次, 日期, 单位, 上级单位, 得分, 名次) as published rounds of level city. "
        "Exit code 0: done; 1: something rejected, nothing written; 2: unusable file."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--create-units", action="store_true", help="make units that are missing")
        parser.add_argument(
            "--kind", choices=UnitKind.values, help="the kind of units that are made (else by their name)"
        )
        parser.add_argument(
            "--set-right",
            default="",
            metavar="REASON",
            help="why the file sets published results right; both values stay",
        )
        super().add_arguments(parser)

    def handle(self, *, file, create_units, kind, set_right, dry_run, as_json, **options):
        self.report(
            lambda: import_bulletin(
                path=file,
                by=None,
                now=timezone.now(),
                create_units=create_units,
                kind=kind,
                correction=set_right,
                dry_run=dry_run,
            ),
            as_json,
        )

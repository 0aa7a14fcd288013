import sys

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from inspections.imports.console import as_json as json_text
from inspections.models import Round
from inspections.selectors.round_results import results_of_round


class Command(BaseCommand):
    help = "Prints a round's results: total, units, departments, items. Exit code 2: there is no such round."

    def add_arguments(self, parser):
        parser.add_argument("round_id", type=int)
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")

    def handle(self, *, round_id, as_json, **options):
        round = Round.objects.select_related("standard", "territory").filter(pk=round_id).first()
        if round is None:
            self.stderr.write(_("There is no round with the number %(id)s.") % {"id": round_id})
            sys.exit(2)
        results = results_of_round(round)
        self.stdout.write(json_text(results) if as_json else "\n".join(self._lines(round, results)))

    def _lines(self, round, results):
        yield f"{round}: {results['total'] or '—'}"
        for part in ("units", "departments", "items"):
            for row in results[part]:
                rank = f"{row['rank']}. " if row.get("rank") else ""
                yield f"  {rank}{row['name'] or _('none given')}: {row['score'] or '—'}"

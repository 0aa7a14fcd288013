import sys

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from inspections.models import Draw
from inspections.services.draws import faults_of


class Command(BaseCommand):
    help = (
        "Holds the draw of a round again and compares it with what is kept. "
        "Exit code 1: something does not fit. 2: the round has no draw."
    )

    def add_arguments(self, parser):
        parser.add_argument("round_id", type=int)

    def handle(self, *, round_id, **options):
        draw = Draw.objects.filter(round=round_id).select_related("round").first()
        if draw is None:
            self.stderr.write(_("The round with the number %(id)s has no draw.") % {"id": round_id})
            sys.exit(2)
        faults = faults_of(draw)
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            sys.exit(1)
        said = _("%(round)s: %(drawn)s of %(listed)s points drawn. Seed, hashes, list and lot fit.")
        if not draw.is_performed:
            said = _("%(round)s: not drawn yet, %(listed)s points listed. Seed, hashes and list fit.")
        counts = {"drawn": len(draw.result), "listed": len(draw.parameters["points"])}
        self.stdout.write(said % {"round": draw.round, **counts})

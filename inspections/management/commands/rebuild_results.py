from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inspections.models import Round
from inspections.services.aftermath import is_worked_out, work_out
from inspections.services.results import rebuild_results


class Command(BaseCommand):
    help = "Works all results out again from the sheets, mends what differs and says what it was."

    def handle(self, **options):
        count = 0
        for round in Round.objects.exclude(standard=None).order_by("pk"):
            with transaction.atomic():
                for difference in self.differences(round):
                    self.stdout.write(difference)
                    count += 1
        if count:
            self.stdout.write(_("%(count)s differences were mended.") % {"count": count})
        else:
            self.stdout.write(_("Nothing to change."))

    def differences(self, round: Round) -> list[str]:
        found = rebuild_results([round])
        return (
            found + work_out(round=round, now=timezone.now()) if is_worked_out(round) or round.is_published else found
        )

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inspections.models import Round
from inspections.services.recount import recount


class Command(BaseCommand):
    help = "Works all results out again from the sheets, mends what differs and says what it was."

    def handle(self, **options):
        count = 0
        for round in Round.objects.exclude(standard=None).order_by("pk"):
            with transaction.atomic():
                for difference in recount(round=round, now=timezone.now()):
                    self.stdout.write(difference)
                    count += 1
        if count:
            self.stdout.write(_("%(count)s differences were mended.") % {"count": count})
        else:
            self.stdout.write(_("Nothing to change."))

"""`manage.py take_data_folder`: after the files of this installation were moved to another folder or machine."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from core.running.data_folder import take_this_folder


class Command(BaseCommand):
    help = "Says that the photos and papers of this database lie in this DATA_DIR from now on."

    def handle(self, **options):
        take_this_folder(now=timezone.now())
        self.stdout.write(_("From now on the files of this database lie in %(here)s.") % {"here": settings.DATA_DIR})

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from config.static import collect_static_files
from core.models import Unit, User


class Command(BaseCommand):
    help = "Makes everything ready to serve: checks, migrations, the demo town in an empty database, static files."
    requires_system_checks = []  # run below, together with those that read the database

    def handle(self, **options):
        self.check(databases=["default"])
        call_command("migrate", interactive=False, verbosity=0)
        if settings.DEMO and not User.objects.exists() and not Unit.objects.exists():
            self.stderr.write("Filling the empty database with the demo town (DEMO=0 leaves it empty) ...")
            call_command("load_demo")
        collect_static_files()

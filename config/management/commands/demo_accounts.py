from django.conf import settings
from django.core.management.base import BaseCommand

from config.checks import demo_accounts


class Command(BaseCommand):
    help = "Lists the demo accounts of this database with their password."

    def handle(self, **options):
        if names := demo_accounts():
            self.stdout.write(f"Demo accounts (password {settings.DEMO_PASSWORD}): {', '.join(names)}")

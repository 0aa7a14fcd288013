from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from config.checks import demo_accounts
from config.setup import is_empty
from config.setup_code import setup_code


class Command(BaseCommand):
    help = "Says how one gets in: the demo accounts, or the code with which an empty installation is set up."

    def handle(self, **options):
        if names := demo_accounts():
            self.stdout.write(f"Demo accounts (password {settings.DEMO_PASSWORD}): {', '.join(names)}")
        elif is_empty():
            self.stdout.write(f"Setup code: {setup_code()}")
            self.stdout.write(_("The installation is empty. Open /setup/ in a browser and enter this code."))

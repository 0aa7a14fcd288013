import sys
from getpass import getpass

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.setup import set_up_town
from config.setup_code import drop_setup_code
from core.errors import DomainError
from core.people.names import clean_account

QUESTIONS = {
    "city": gettext_lazy("City above the town: "),
    "town": gettext_lazy("Town or subdistrict: "),
    "username": gettext_lazy("Account of the administrator: "),
    "password": gettext_lazy("Password: "),
}


class Command(BaseCommand):
    help = "Sets up the town in an empty database: administrator, town, first year. What no option gives is asked for."

    def add_arguments(self, parser):
        parser.add_argument("--city", help="the city above the town")
        parser.add_argument("--town", help="the town or subdistrict")
        parser.add_argument("--username", help="account of the administrator")
        parser.add_argument("--name", default="", help="name of the administrator")
        parser.add_argument("--password", help="of the administrator; better typed when asked for than given here")
        parser.add_argument("--office", action="store_true", help="the administrator works in the campaign office too")
        parser.add_argument("--year", type=int, help="first year of the campaign; default: this year")

    def handle(self, *, year, name, office, **options):
        answers = {key: options[key] or self.ask(key) for key in QUESTIONS}
        try:
            town = set_up_town(**answers, name=name, year=year, works_in_office=office, now=timezone.localtime())
        except DomainError as error:
            raise CommandError(" ".join(error.messages)) from error
        drop_setup_code()
        self.stdout.write(
            _("%(town)s is set up. Sign in as %(username)s.")
            % {"town": town, "username": clean_account(answers["username"])}
        )

    def ask(self, key: str) -> str:
        if not sys.stdin.isatty():
            raise CommandError(_("--%(option)s is missing.") % {"option": key})
        question = str(QUESTIONS[key])
        return getpass(question) if key == "password" else input(question)

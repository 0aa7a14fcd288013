"""`manage.py reset_two_factor ACCOUNT`: for the last administrator, whose phone and recovery codes are gone."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.account import two_factor
from core.errors import DomainError
from core.models import User


class Command(BaseCommand):
    help = "Turns off the second step of an account and ends its sessions. Another administrator does the same on the person's page."

    def add_arguments(self, parser):
        parser.add_argument("account")

    def handle(self, *args, **options):
        try:
            person = User.objects.get_by_natural_key(options["account"])
        except User.DoesNotExist as error:
            raise CommandError(f"There is no account '{options['account']}'.") from error
        try:
            two_factor.reset(user=person, by=None, now=timezone.now())
        except DomainError as error:
            raise CommandError(error.messages[0]) from error
        self.stdout.write(f"The second step of {person.username} is off; the password alone opens the account now.")

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rectification.models import RectificationTask
from rectification.selectors.trail_check import differences


class Command(BaseCommand):
    help = "Rebuilds every task from its trail alone and prints where the two disagree. Exit code 1: they do somewhere."

    def add_arguments(self, parser):
        parser.add_argument("numbers", nargs="*", metavar="NUMBER", help="only these tasks; default: all")

    def handle(self, *, numbers: list[str], **options):
        tasks = RectificationTask.objects.all()
        tasks = tasks.filter(number__in=numbers) if numbers else tasks
        checked, wrong = tasks.count(), 0
        if numbers and checked < len(set(numbers)):
            raise CommandError(_("There is no task with one of these numbers."))
        for difference in differences(tasks):
            wrong += 1
            self.stdout.write(f"{difference.number}: {difference.said}")
        words = ngettext(
            "%(n)s task was rebuilt from its trail.", "%(n)s tasks were rebuilt from their trails.", checked
        )
        self.stdout.write(words % {"n": checked})
        if wrong:
            raise CommandError(_("%(n)s differences.") % {"n": wrong}, returncode=1)

import logging

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.checks import why_not_start
from config.static import collect_static_files
from core.formats import cn_datetime_full
from core.models import Unit, User
from core.running import clock, data_folder
from core.running.outage import Outage, outage_of
from core.running.unfinished_files import drop_unfinished_files

logger = logging.getLogger(__name__)

TO_DO = {
    Outage.DATABASE: gettext_lazy("The database does not answer. Start it, or correct DATABASE_URL; then start again."),
    Outage.BUSY: gettext_lazy("Something else holds the database. End it, then start again."),
    Outage.DISK: gettext_lazy("Nothing can be written: the disk is full or read-only. Make room, then start again."),
}


class Command(BaseCommand):
    help = "Makes everything ready to serve: checks, migrations, the demo town in an empty database, static files."
    requires_system_checks = []  # run below, together with those that read the database

    def handle(self, **options):
        try:
            self.prepare()
        except Exception as error:
            if not (outage := outage_of(error)):
                raise
            raise CommandError(f"{TO_DO[outage]}\n{error}".strip()) from error

    def prepare(self):
        self.check(databases=["default"])
        self.migrate()
        if settings.DEMO and not User.objects.exists() and not Unit.objects.exists():
            self.stderr.write("Filling the empty database with the demo town (DEMO=0 leaves it empty) ...")
            call_command("load_demo")
        self.settle_the_folder()
        collect_static_files()
        drop_unfinished_files(now=timezone.now())
        self.look_at_the_clock()

    def migrate(self):
        """Each migration is made whole or not at all; the one that failed is named, with what to do."""
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except Exception as error:
            if outage_of(error):
                raise
            logger.exception("A migration failed")
            said = _(
                "The upgrade stopped at %(migration)s: %(error)s\n"
                "Nothing of it was done: the database stands as it was before this step, and no record is lost. "
                "The server does not start with it. Keep this message, install a release in which it is mended "
                "(or the one before, from the backup that was made before the upgrade), and start again: it goes on from here."
            )
            raise CommandError(said % {"migration": self.first_left(), "error": error}) from error

    def first_left(self) -> str:
        """The migration that the next start begins with."""
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        return str(plan[0][0]) if plan else ""

    def settle_the_folder(self):
        """Production does not start with a folder that isn't the database's; elsewhere it is said."""
        folder = data_folder.settle(now=timezone.now())
        if reasons := why_not_start():
            raise CommandError("\n".join(reasons))
        if folder:
            self.stderr.write(data_folder.in_words(folder))

    def look_at_the_clock(self):
        now = timezone.now()
        if latest := clock.set_back(now=now):
            said = _(
                "The clock of this machine says %(now)s, but entries were made up to %(latest)s already. "
                "Set the clock right (timedatectl), or deadlines will be wrong. Nothing else is harmed by it."
            )
            self.stderr.write(said % {"now": cn_datetime_full(now), "latest": cn_datetime_full(latest)})

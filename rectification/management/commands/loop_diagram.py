from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from core.models import Role
from rectification.diagram import diagram, renewed, table
from rectification.transitions import REPORTER

PAGE = Path("docs/loop.zh-CN.md")


def parts() -> dict[str, str]:
    """What the page has between its marks, in Chinese."""
    with translation.override("zh-hans"):
        posts = {role.value: str(role.label) for role in Role} | {REPORTER: _("the resident who reported it")}
        return {"diagram": f"```mermaid\n{diagram()}\n```", "table": table(posts)}


class Command(BaseCommand):
    help = f"Renews the diagram and the table of the loop in {PAGE} from the transition table. --check: only says whether they are."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing; exit code 1 where the page is behind")

    def handle(self, *, check: bool, **options):
        path = Path(settings.BASE_DIR) / PAGE
        page = path.read_text(encoding="utf-8")
        new = renewed(page, parts())
        if check and new != page:
            raise CommandError(f"{PAGE} is behind the transition table: run manage.py loop_diagram.")
        if new != page:
            path.write_text(new, encoding="utf-8")
        self.stdout.write(f"{PAGE} says what the transition table says.")

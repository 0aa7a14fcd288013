"""What must be true before the product is served."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from core.running import half_restored
from core.running.data_folder import foreign_folder, in_words
from core.running.data_folder import is_known as data_folder_is_known


def demo_accounts() -> list[str]:
    """Names of the demo accounts that can sign in; none where the database has no tables yet."""
    users = get_user_model().objects
    if users.model._meta.db_table not in connection.introspection.table_names():
        return []
    return list(users.filter(is_demo=True, is_active=True).order_by("pk").values_list("username", flat=True))


def no_demo_accounts_in_production(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """Asked by `manage.py prepare` and by the server itself."""
    names = demo_accounts() if settings.PRODUCTION else []
    if not names:
        return []
    return [
        checks.Error(
            f"Everybody knows the password of the demo accounts: {', '.join(names)}.",
            hint="Start production with an empty database of its own (manage.py setup_town), or deactivate them.",
            id="config.E001",
        )
    ]


def no_foreign_folder_in_production(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """Two servers that keep the photos of one database in different folders."""
    folder = foreign_folder() if settings.PRODUCTION and data_folder_is_known() else None
    return [checks.Error(in_words(folder), id="config.E002")] if folder else []


def no_half_restored_database(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """Whoever worked with it would take records without photos for the whole."""
    return [checks.Error(half_restored.in_words(), id="config.E003")] if half_restored.is_half_restored() else []


def why_not_start() -> list[str]:
    """In words for whoever reads the server's log; empty where nothing hinders."""
    found = (no_demo_accounts_in_production, no_foreign_folder_in_production, no_half_restored_database)
    errors = [error for check in found for error in check(None)]
    return [f"{error.msg} {error.hint or ''}".strip() for error in errors]


def refuse_insecure_start() -> None:
    """Called where the server starts. Raises ImproperlyConfigured."""
    if reasons := why_not_start():
        raise ImproperlyConfigured(reasons[0])
    connection.close()

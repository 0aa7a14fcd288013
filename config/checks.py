"""What must be true before the product is served."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection


def demo_accounts() -> list[str]:
    """Names of the demo accounts that can sign in; none where the database has no tables yet."""
    users = get_user_model().objects
    if users.model._meta.db_table not in connection.introspection.table_names():
        return []
    return list(users.filter(is_demo=True, is_active=True).order_by("pk").values_list("username", flat=True))


def no_demo_accounts_in_production(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """Runs wherever the database is checked: `manage.py prepare`, `manage.py check --database default`."""
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


def refuse_insecure_start() -> None:
    """Called where the server starts. Raises ImproperlyConfigured in words for whoever reads the server's log."""
    for error in no_demo_accounts_in_production(None):
        raise ImproperlyConfigured(f"{error.msg} {error.hint}")
    connection.close()

"""Production refuses to start insecure, and says why in words that help."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.checks import demo_accounts, no_demo_accounts_in_production, refuse_insecure_start
from tests.factories import UserFactory

ROOT = Path(__file__).resolve().parents[2]
SAFE = {"ENV": "production", "SECRET_KEY": "k" * 50 + "0123456789", "ALLOWED_HOSTS": "example.org"}


def read_settings(tmp_path, **environment) -> str:
    """What a start of the settings with this environment says on standard error; empty when it goes well."""
    done = subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr


def test_production_starts_with_what_it_needs(tmp_path):
    assert read_settings(tmp_path, **SAFE) == ""


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"SECRET_KEY": ""}, "needs SECRET_KEY"),
        ({"ALLOWED_HOSTS": ""}, "needs ALLOWED_HOSTS"),
        ({"DEBUG": "1"}, "cannot be used with ENV=production"),
        ({"ENV": "produktion"}, "must be 'local' or 'production'"),
    ],
)
def test_settings_refuse_what_is_insecure(tmp_path, change, says):
    assert says in read_settings(tmp_path, **SAFE | change)


def test_local_start_makes_a_key_and_keeps_it_to_its_owner(tmp_path):
    assert read_settings(tmp_path) == ""
    key = tmp_path / "secret-key"
    first = key.read_text()
    assert len(first) >= 50
    assert key.stat().st_mode & 0o077 == 0
    read_settings(tmp_path)
    assert key.read_text() == first


@pytest.mark.django_db
class TestDemoAccounts:
    def test_production_refuses_to_serve_while_one_can_sign_in(self, settings):
        settings.PRODUCTION = True
        UserFactory(username="office", is_demo=True)
        with pytest.raises(ImproperlyConfigured, match="office"):
            refuse_insecure_start()
        assert [error.id for error in no_demo_accounts_in_production(None)] == ["config.E001"]

    def test_a_deactivated_one_and_a_real_person_of_that_name_are_no_hindrance(self, settings):
        settings.PRODUCTION = True
        UserFactory(username="office", is_demo=True, is_active=False)
        UserFactory(username="admin", is_demo=False)
        assert no_demo_accounts_in_production(None) == []

    def test_a_local_installation_keeps_them(self):
        UserFactory(username="office", is_demo=True)
        assert demo_accounts() == ["office"]
        assert no_demo_accounts_in_production(None) == []


def test_every_variable_is_documented():
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "config" / "settings.py").read_text()))
    documented = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert read - documented == set()
    assert documented - read == {"HOST", "PORT"}, "script/server alone reads these"

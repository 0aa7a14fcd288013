"""deploy/upgrade goes its steps in order, and whatever fails, what was served before is served again.

The release is a stand-in whose programs only write down what they are asked; where FAILS is their word, they fail.
"""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="it is run as root")

PROGRAM = """#!/usr/bin/env bash
case "$*" in *compileall*) exit 0 ;; esac
echo "$2" >>"$LOG"
[ "$2" != "$FAILS" ]
"""
SYSTEMCTL = """#!/usr/bin/env bash
echo "systemctl $*" >>"$LOG"
"""
HEALTH = """
setting() { case $1 in BACKUP_DIR) printf '%s' "${BACKUPS:-$2}" ;; *) printf '%s' "$DATA" ;; esac; }
healthy() { [ "$FAILS" != health ] || [ -e OLD ]; }
"""
UNIT = "User=campaign\nGroup=campaign\nExecStart=/srv/campaign/current/x\n"
VENV = """
ensure_venv() { mkdir -p .venv/bin && cp program .venv/bin/python; }
"""


class Place:
    """A machine with its folders, and releases to bring there."""

    def __init__(self, folder: Path):
        self.home, self.log, self.bin = folder / "home", folder / "log", folder / "bin"
        self.units, self.source, self.data = folder / "units", folder / "source", folder / "data"
        for made in (
            self.home,
            self.bin,
            self.units,
            self.data,
            self.source / "script" / "lib",
            self.source / "deploy" / "systemd",
        ):
            made.mkdir(parents=True)
        (self.home / "campaign.env").touch()
        self._program(self.bin / "systemctl", SYSTEMCTL)
        self._program(self.source / "program", PROGRAM)
        (self.source / "manage.py").touch()
        (self.source / "requirements.txt").touch()
        (self.source / "script" / "lib" / "venv.sh").write_text(VENV)
        (self.source / "script" / "lib" / "health.sh").write_text(HEALTH)
        (self.source / "deploy" / "systemd" / "campaign-web.service").write_text(UNIT)

    @staticmethod
    def _program(path: Path, text: str) -> None:
        path.write_text(text)
        path.chmod(0o755)

    def upgrade(self, fails: str = "") -> subprocess.CompletedProcess:
        self.log.write_text("")
        own = {
            "CAMPAIGN_HOME": self.home,
            "CAMPAIGN_USER": "root",
            "UNITS": self.units,
            "LOG": self.log,
            "DATA": self.data,
        }
        names = {name: str(value) for name, value in own.items()} | {
            "FAILS": fails,
            "PATH": f"{self.bin}:{os.environ['PATH']}",
        }
        command = ["bash", "-c", 'umask 077 && exec bash "$@"', "-", ROOT / "deploy" / "upgrade", self.source]
        return subprocess.run(command, env=os.environ | names, capture_output=True, text=True, check=False)

    def steps(self) -> list[str]:
        """The commands of manage.py and of systemctl, in their order."""
        return self.log.read_text().splitlines()

    @property
    def current(self) -> Path:
        return (self.home / "current").resolve()


STOP, START = "systemctl stop campaign-web campaign-worker", "systemctl start campaign-web campaign-worker"


@pytest.fixture
def place(tmp_path, monkeypatch) -> Place:
    """Seconds of waiting are skipped: a stand-in for sleep stands before the real one."""
    made = Place(tmp_path)
    Place._program(made.bin / "sleep", "#!/bin/sh\n")
    return made


@pytest.fixture
def installed(place) -> Place:
    """One release is in use, a minute old."""
    assert place.upgrade().returncode == 0
    old = place.current.rename(place.current.with_name("20260101-000000"))
    (old / "OLD").touch()
    (place.home / "current").unlink()
    (place.home / "current").symlink_to(old)
    return place


def test_the_first_release_is_installed(place):
    done = place.upgrade()
    assert done.returncode == 0, done.stderr
    assert place.steps() == ["check", "shell", "schema_point", "prepare", "systemctl daemon-reload", START]
    assert place.current.parent == place.home / "releases"
    unit = f"User=root\nGroup=root\nExecStart={place.home}/current/x\n"
    assert (place.units / "campaign-web.service").read_text() == unit, "the places and the user that root chose"


def test_the_service_can_read_its_release_whatever_roots_own_mask(place):
    assert place.upgrade().returncode == 0
    for path in (place.home / "releases", place.current, place.current / ".venv", place.current / ".venv/bin/python"):
        assert path.stat().st_mode & 0o005 == 0o005, path


def test_an_upgrade_backs_up_first_and_stops_for_the_migrations_only(installed):
    old = installed.current
    assert installed.upgrade().returncode == 0
    steps = ["check", "backup", "shell", "schema_point", STOP, "prepare", "systemctl daemon-reload", START]
    assert installed.steps() == steps
    assert installed.current != old and old.exists(), "the old release stays to go back to"


@pytest.mark.parametrize("fails", ["check", "backup", "shell", "schema_point"])
def test_what_fails_beforehand_changes_nothing(installed, fails):
    old = installed.current
    done = installed.upgrade(fails)
    assert done.returncode == 1 and "照常运行" in done.stderr
    assert installed.current == old and STOP not in installed.steps()
    assert list((installed.home / "releases").iterdir()) == [old]


@pytest.mark.parametrize("fails", ["prepare", "health"])
def test_what_fails_in_the_middle_leads_back(installed, fails):
    old = installed.current
    done = installed.upgrade(fails)
    assert done.returncode == 1 and "已退回原版本" in done.stderr, done.stderr
    steps = installed.steps()
    assert steps[-4:] == [STOP, "schema_point", "systemctl daemon-reload", START]
    assert installed.current == old


def test_a_folder_without_the_product_is_refused(place, tmp_path):
    (place.source / "manage.py").unlink()
    done = place.upgrade()
    assert done.returncode == 1 and "manage.py" in done.stderr
    assert place.log.read_text() == "" and not (place.home / "current").exists()


def test_three_releases_are_kept(installed):
    for name in ("20250101-000000", "20250201-000000", "20250301-000000"):
        (installed.home / "releases" / name).mkdir()
    assert installed.upgrade().returncode == 0
    kept = sorted(path.name for path in (installed.home / "releases").iterdir())
    assert kept[:2] == ["20250301-000000", "20260101-000000"] and len(kept) == 3


def test_the_release_to_go_back_to_outlives_attempts_that_failed(installed):
    old = installed.current
    for name in ("20260201-000000", "20260301-000000", "20260401-000000"):
        (installed.home / "releases" / name).mkdir()
    assert installed.upgrade().returncode == 0
    assert old.exists()


def test_backups_before_upgrades_lie_with_the_others_and_three_are_kept(installed, tmp_path, monkeypatch):
    other_disk = tmp_path / "other disk"
    other_disk.mkdir(mode=0o700)
    past = [f"before-upgrade-2025010{n}-000000.tar" for n in range(5)]
    for name in (*past, "backup-20250101-073000.tar"):
        (other_disk / name).touch()
    monkeypatch.setenv("BACKUPS", str(other_disk))
    assert installed.upgrade().returncode == 0
    assert sorted(path.name for path in other_disk.iterdir()) == ["backup-20250101-073000.tar", *past[2:]]
    assert other_disk.stat().st_mode & 0o777 == 0o700, "a folder that is there keeps its rights"
    assert not (installed.data / "backups").exists()

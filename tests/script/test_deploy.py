"""What the files in deploy/ say is true: the places, ports, commands and options that they name exist, and they agree."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
PORT = "8000"


def text(path: str) -> str:
    return (DEPLOY / path).read_text(encoding="utf-8")


def options_of_server(source: str) -> list[str]:
    """The options of granian in a file, but those that say where it listens."""
    found = re.search(r"-m\W+granian\W(.*?)config\.wsgi:application", source, re.DOTALL).group(1)
    words = re.findall(r"[\w.-]+", re.sub(r'"\$?\w+"|\\\n', lambda m: m.group().replace("$", ""), found))
    return [word for word in words if word not in {"--host", "--port", "HOST", "PORT", "127.0.0.1", "0.0.0.0", PORT}]


@pytest.mark.parametrize("file", ["systemd/campaign-web.service", "Dockerfile"])
def test_the_server_is_started_as_script_server_does(file):
    expected = options_of_server((ROOT / "script" / "server").read_text(encoding="utf-8"))
    assert "--blocking-threads" in expected
    assert options_of_server(text(file)) == expected


def commands_named(source: str) -> set[str]:
    """manage.py COMMAND, in shell or as a list of words."""
    return set(re.findall(r'manage\.py[", ]+([a-z_]+)', source)) | set(
        re.findall(r'^\s*manage "\$\w+" ([a-z_]+)', source, re.MULTILINE)
    )


def test_every_command_that_is_named_exists():
    known = set(get_commands())
    files = [
        *UNITS,
        DEPLOY / "compose.yaml",
        DEPLOY / "upgrade",
        DEPLOY / "Dockerfile",
        ROOT / "docs" / "running.zh-CN.md",
    ]
    named = {command: file.name for file in files for command in commands_named(file.read_text(encoding="utf-8"))}
    assert {"run_jobs", "run_daily", "prepare", "backup"} <= set(named)
    assert {command: file for command, file in named.items() if command not in known} == {}


def test_every_setting_that_is_named_exists():
    known = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"^#?([A-Z_]+)=", text("production.env.example"), re.MULTILINE))
    product = text("compose.yaml").partition("settings\n")[2].partition("volumes:")[0]
    named |= set(re.findall(r"^    ([A-Z_]+):", product, re.MULTILINE))
    assert {"SECRET_KEY", "DATABASE_URL", "METRICS_TOKEN"} <= named
    assert named - known == set()


def test_every_setting_that_the_papers_name_is_read():
    """In docs/ and the READMEs: NAME=…, or NAME alone in code's letters."""
    known = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    papers = [*(ROOT / "docs").glob("*.md"), *ROOT.glob("README*.md")]
    named = {
        name for paper in papers for name in re.findall(r"`([A-Z]+_[A-Z_]+)[=`]", paper.read_text(encoding="utf-8"))
    }
    assert {"BACKUP_DIR", "TWO_FACTOR_ADMINS", "SITE_URL"} <= named
    assert named - known == {"PIP_INDEX_URL", "HTTPS_PROXY"}, "these two are pip's and Python's own"
    read = (ROOT / "config" / "settings.py").read_text(encoding="utf-8")
    assert {name for name in known if not re.search(rf"""["']{name}["']""", read)} == {"HOST"}, (
        "script/server alone reads HOST"
    )


def test_compose_is_given_what_it_asks_for():
    asked = set(re.findall(r"\$\{([A-Z_]+)", text("compose.yaml")))
    given = set(re.findall(r"^([A-Z_]+)=", text("compose.env.example"), re.MULTILINE))
    assert asked == given


def test_the_proxies_lead_where_the_server_listens():
    assert f"--host 127.0.0.1 --port {PORT}" in text("systemd/campaign-web.service")
    assert f"server 127.0.0.1:{PORT};" in text("nginx.conf")
    assert f"CAMPAIGN_WEB:127.0.0.1:{PORT}" in text("Caddyfile")
    assert f"web:{PORT}" in text("compose.yaml") and f'"--port", "{PORT}"' in text("Dockerfile")


def test_the_proxies_overwrite_what_the_program_believes():
    """core/addresses.py takes the last of X-Forwarded-For, settings.py X-Forwarded-Proto: a visitor must not write them."""
    for line in (
        "proxy_set_header X-Forwarded-Proto $scheme;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header Host $host;",
    ):
        assert line in text("nginx.conf")
    directives = [line for line in text("Caddyfile").splitlines() if not line.strip().startswith("#")]
    assert not re.search("trusted_proxies|X-Forwarded", "\n".join(directives)), (
        "Caddy overwrites them unless it is told otherwise"
    )


def test_the_proxies_take_what_the_program_takes():
    """Twice the largest photo, and an import, fit into what a proxy lets through."""
    most = int(re.search(r"client_max_body_size (\d+)m;", text("nginx.conf")).group(1))
    defaults = re.findall(
        r"^#(?:PHOTO|IMPORT)_MAX_MB=(\d+)", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(defaults) == 2 and most >= 2 * max(map(int, defaults))
    assert f"max_size {most}MB" in text("Caddyfile") and f"request_buffers {most}MiB" in text("Caddyfile")


def test_every_place_in_a_unit_is_made_by_the_upgrade():
    for unit in UNITS:
        for path in re.findall(r"/srv/campaign/current/(\S+)", unit.read_text(encoding="utf-8")):
            assert path.startswith(".venv/bin/python") or (ROOT / path).exists(), f"{unit.name}: {path}"


def test_every_file_that_the_image_takes_is_there():
    sources = re.findall(r"^COPY (?!--from)(\S+)", text("Dockerfile"), re.MULTILINE)
    assert sources == ["requirements.txt", "."]
    assert (ROOT / "script" / "lib" / "health.sh").exists() and "script/lib/health.sh" in text("Dockerfile")
    assert {"tests", ".env", ".git", "var"} <= set(text("Dockerfile.dockerignore").split())


@pytest.mark.parametrize("script", ["upgrade", "own-certificate"])
def test_scripts_can_be_read_and_run(script):
    assert subprocess.run(["bash", "-n", DEPLOY / script], check=False).returncode == 0
    assert (DEPLOY / script).stat().st_mode & 0o111


def own_certificate(folder: Path) -> None:
    subprocess.run(
        [DEPLOY / "own-certificate", "campaign.example.org", folder, "10.0.0.8"], check=True, capture_output=True
    )


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_the_certificate_of_one_s_own_is_signed_by_its_root(tmp_path):
    own_certificate(tmp_path)
    root = (tmp_path / "root.pem").read_text()
    own_certificate(tmp_path)  # a year later: the phones keep their root
    assert (tmp_path / "root.pem").read_text() == root
    verify = ["openssl", "verify", "-CAfile", tmp_path / "root.pem", "-verify_hostname", "campaign.example.org"]
    assert subprocess.run([*verify, tmp_path / "server.pem"], check=False, capture_output=True).returncode == 0
    assert (tmp_path / "root.key").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_without_the_roots_key_which_is_kept_elsewhere_the_server_keeps_its_certificate(tmp_path):
    own_certificate(tmp_path)
    (tmp_path / "root.key").unlink()
    before = {name: (tmp_path / name).read_bytes() for name in ("server.key", "server.pem", "root.pem")}
    with pytest.raises(subprocess.CalledProcessError) as refused:
        own_certificate(tmp_path)
    assert b"root.key" in refused.value.stderr
    assert {name: (tmp_path / name).read_bytes() for name in before} == before


@pytest.mark.skipif(not (shutil.which("nginx") and shutil.which("openssl")), reason="nginx is not installed")
def test_nginx_takes_its_file(tmp_path):
    own_certificate(tmp_path)
    site = text("nginx.conf").replace("/etc/ssl/campaign", str(tmp_path)).replace("/var/log/nginx", str(tmp_path))
    site = re.sub(r"^ *listen \[::\].*\n", "", site, flags=re.MULTILINE)  # a machine may have no IPv6
    (tmp_path / "site.conf").write_text(site)
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; events {{}} http {{ include /etc/nginx/mime.types; include {tmp_path}/site.conf; }}"
    )
    done = subprocess.run(["nginx", "-t", "-c", tmp_path / "nginx.conf"], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def caddy_version() -> tuple[int, ...]:
    """(2, 11); (0,) where there is none."""
    if not shutil.which("caddy"):
        return (0,)
    said = subprocess.run(["caddy", "version"], check=False, capture_output=True, text=True).stdout
    return tuple(int(part) for part in re.findall(r"\d+", said)[:2])


@pytest.mark.skipif(caddy_version() < (2, 7), reason="no caddy of 2.7 or newer is installed")
def test_caddy_takes_its_file():
    done = subprocess.run(
        ["caddy", "validate", "--adapter", "caddyfile", "--config", DEPLOY / "Caddyfile"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_takes_the_units(tmp_path):
    """With the program's own path put in, for the real one isn't there."""
    for unit in (DEPLOY / "systemd").iterdir():
        (tmp_path / unit.name).write_text(
            unit.read_text().replace("/srv/campaign/current/.venv/bin/python", "/bin/true")
        )
    names = sorted(str(path) for path in tmp_path.iterdir())
    done = subprocess.run(["systemd-analyze", "verify", *names], check=False, capture_output=True, text=True)
    said = [line for line in done.stderr.splitlines() if "campaign" in line and "Documentation" not in line]
    assert (done.returncode, said) == (0, [])

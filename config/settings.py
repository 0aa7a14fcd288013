"""All settings, from the environment only (.env is read if present). Each variable is documented in .env.example.

ENV=production alone means production: it refuses to start without SECRET_KEY and ALLOWED_HOSTS (and, see config/checks.py,
while demo accounts exist). Otherwise a key is made once and kept in DATA_DIR.
"""

import os
import secrets
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

ENV = env.str("ENV", default="local")
if ENV not in {"local", "production"}:
    raise ImproperlyConfigured(f"ENV is '{ENV}': it must be 'local' or 'production'.")
PRODUCTION = ENV == "production"
DEBUG = env.bool("DEBUG", default=False)
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured(
        "DEBUG=1 shows the program's insides to everybody: it cannot be used with ENV=production."
    )

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)


def _kept_secret_key() -> str:
    """The key of a local installation, made at the first start and kept readable for its owner alone."""
    path = DATA_DIR / "secret-key"
    if not path.exists() or not path.stat().st_size:  # empty: the disk was full when it was made
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


if PRODUCTION:
    for name in ("SECRET_KEY", "ALLOWED_HOSTS"):
        if not env.str(name, default=""):
            raise ImproperlyConfigured(f"ENV=production needs {name}. See .env.example.")
SECRET_KEY = env.str("SECRET_KEY", default="") or _kept_secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "treebeard",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
    "core",
    "campaign",
    "facilities",
    "rectification",
    "inspections",
    "reports",
    "dashboards",
    "config",
]

MIDDLEWARE = [
    "core.middleware.RequestIdMiddleware",
    "core.middleware.UnfinishedFilesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.running.request_log.RequestLogMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.FirstRunMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "core.middleware.PersonMiddleware",
    "core.middleware.SignInMiddleware",
    "core.account.first_password.FirstPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context_processors.shell",
            ],
            "builtins": ["django.templatetags.i18n", "core.templatetags.ui"],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# ---- Database: SQLite is the embedded default, PostgreSQL by DATABASE_URL ----
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
_database = DATABASES["default"]
_database["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
_database["CONN_HEALTH_CHECKS"] = True
if _database["ENGINE"].endswith("sqlite3"):
    # WAL lets readers go on while one writes; IMMEDIATE takes the write lock at the start of a transaction, so that two
    # writers queue instead of failing half-way. FULL: what was confirmed is on the disk, so a power cut takes nothing back.
    # Foreign keys are on by Django's own default. 8 MB of pages a connection instead of 2: an index that is gone through on every
    # other page stays in memory, also where there are tens of thousands of rows.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA busy_timeout=20000;"
        "PRAGMA cache_size=-8000;",
    }
else:
    # A machine that is gone answers nothing at all: whoever asks it gives up after seconds, and the page says so.
    # No compiling of queries: ours are short, and it would take longer than they do.
    _database["OPTIONS"] = {"connect_timeout": 5, "tcp_user_timeout": 15_000, "options": "-c jit=off"} | _database.get(
        "OPTIONS", {}
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- Who may come in ----
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
CSRF_FAILURE_VIEW = "core.views.errors.csrf_failure"
PASSWORD_MIN_LENGTH = 10
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name", "email")},
    },
    {
        "NAME": "core.account.password_rules.LongEnough",
        "OPTIONS": {"min_length": PASSWORD_MIN_LENGTH},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = env.int("LOGIN_ATTEMPTS", default=5)
AXES_COOLOFF_TIME = env.int("LOGIN_LOCKOUT_MINUTES", default=15) / 60
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # else the hour that the page names would not hold
AXES_LOCKOUT_CALLABLE = "core.views.account.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "old_password", "new_password1", "new_password2", "code"]
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "core.account.lockout.counted_name"
AXES_CLIENT_IP_CALLABLE = "core.addresses.client_address"

# The second step: for who sets it up; administrators must where TWO_FACTOR_ADMINS says so. Not an office's setting: whoever
# has got hold of an administrator's password could switch it off.
TWO_FACTOR_ADMINS = env.bool("TWO_FACTOR_ADMINS", default=False)
OTP_TOTP_SYNC = False  # one step of drift is tolerated, and no more by and by

SESSION_ENGINE = "core.account.sessions"
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # monitors in the local network ask over http
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# ---- The map: own boundaries; a background only where one is set, for it is asked for outside ----
MAP_BOUNDARIES = env.str("MAP_BOUNDARIES", default=str(DATA_DIR / "boundaries.geojson"))
MAP_TILES = env.str("MAP_TILES", default="")
MAP_TILES_BY = env.str("MAP_TILES_BY", default="")
MAP_TILES_DATUM = env.str("MAP_TILES_DATUM", default="wgs84").lower()
if MAP_TILES_DATUM not in ("wgs84", "gcj02"):
    raise ImproperlyConfigured("MAP_TILES_DATUM is wgs84 or gcj02.")
_tiles = urlsplit(MAP_TILES)
MAP_TILES_SOURCES = [f"{_tiles.scheme}://{_tiles.netloc.replace('{s}', '*')}"] if _tiles.netloc else []

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *MAP_TILES_SOURCES],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# ---- Language and time ----
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# When the office works: what "working hours" of a limit are counted in.
OFFICE_HOURS = env.list("OFFICE_HOURS", default=["08:30-12:00", "14:00-17:30"])

# So long a worker keeps figures for which many records are gone through, while nothing is entered in the trail (core/kept.py).
KEPT_SECONDS = 60

# When the job worker does the daily work (lights, reminders, escalation); None: something else starts `manage.py run_daily`.
_daily_at = env.str("DAILY_AT", default="07:30").strip()
try:
    DAILY_AT = time.fromisoformat(_daily_at) if _daily_at else None
except ValueError as error:
    raise ImproperlyConfigured(f"DAILY_AT is '{_daily_at}': write an hour such as 07:30, or nothing.") from error

# The wall (/screen/): seconds until it takes its figures anew, and until it turns its page.
SCREEN_REFRESH_SECONDS = env.int("SCREEN_REFRESH_SECONDS", default=300)
SCREEN_PAGE_SECONDS = env.int("SCREEN_PAGE_SECONDS", default=20)

# Working days after publication within which a unit may appeal against an item of its sheet.
APPEAL_WORKING_DAYS = env.int("APPEAL_WORKING_DAYS", default=5)

# ---- What goes out of the site: mail, messages to group robots, the calendars' links ----
_here = f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if PRODUCTION else f"http://127.0.0.1:{env.int('PORT', default=8000)}"
SITE_URL = env.str("SITE_URL", default=_here).rstrip("/")
EMAIL_URL = env.str("EMAIL_URL", default="")
SENDS_EMAIL = bool(EMAIL_URL)
vars().update(environ.Env.email_url_config(EMAIL_URL or "consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"noreply@{urlsplit(SITE_URL).hostname}")
ROBOT_HOSTS = env.list("ROBOT_HOSTS", default=["qyapi.weixin.qq.com", "oapi.dingtalk.com"])

# ---- Static files and photos ----
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "photos"
STORAGES = {
    "default": {"BACKEND": "core.storage.LastingFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "core.storage.HashedStaticStorage"
    },
}
PHOTO_MAX_BYTES = env.int("PHOTO_MAX_MB", default=20) * 1024 * 1024
IMPORT_MAX_BYTES = env.int("IMPORT_MAX_MB", default=20) * 1024 * 1024
IMPORT_MAX_ROWS = env.int("IMPORT_MAX_ROWS", default=150_000)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# ---- Backups: where the daily work writes them, and which stay: all of so many days, one a week, one a month ----
BACKUP_DAILY = env.bool("BACKUP_DAILY", default=True)
BACKUP_DIR = Path(env.str("BACKUP_DIR", default=str(DATA_DIR / "backups")))
BACKUP_KEEP = env.list("BACKUP_KEEP", cast=int, default=[7, 8, 12])
if len(BACKUP_KEEP) != 3 or BACKUP_KEEP[0] < 1 or min(BACKUP_KEEP) < 0:
    raise ImproperlyConfigured("BACKUP_KEEP is three numbers: days (at least 1), weeks and months, such as 7,8,12.")

# ---- Work longer than a request ----
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# ---- What monitors read: /metrics answers whoever brings this token; without it there is no such page and nothing is counted ----
METRICS_TOKEN = env.str("METRICS_TOKEN", default="").strip()
if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    raise ImproperlyConfigured("METRICS_TOKEN must be at least 20 characters.")
if METRICS_TOKEN:
    # The web workers count in files that they share; prometheus-client knows the folder by this name alone.
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(DATA_DIR / "metrics"))
    Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]).mkdir(parents=True, exist_ok=True)
DISK_WARN_MB = env.int("DISK_WARN_MB", default=2048)

# ---- Logs: one JSON object a line, each with the request's id ----
ACCESS_LOG = env.bool("ACCESS_LOG", default=PRODUCTION)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "core.running.logs.RequestIdFilter"}},
    "formatters": {"json": {"()": "core.running.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request_id"]}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "access": {} if ACCESS_LOG else {"level": "WARNING"},
        "axes": {"level": "WARNING"},
        "django.security.DisallowedHost": {"level": "ERROR"},
        "urllib3": {"level": "ERROR"},  # it would write the secret addresses of robots
    },
}

DEMO = env.bool("DEMO", default=True) and not PRODUCTION  # whether script/server fills an empty database
DEMO_PASSWORD = "demo"  # of the accounts that load_demo makes; production refuses to start while one of them exists

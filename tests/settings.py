"""The product's settings, made quick: cheap password hashes, static files by their plain names, no lockout between tests."""

from config.settings import *  # noqa: F403
from config.settings import STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
AXES_ENABLED = False  # the tests of the lockout switch it on
WHITENOISE_AUTOREFRESH = True

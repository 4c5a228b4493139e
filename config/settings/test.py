"""Tests: real PostgreSQL and Redis protocol, but nothing slow on purpose and nothing forgiving."""

import os

from config.settings.base import *  # noqa: F403 - settings modules build on each other
from config.settings.base import STORAGES_IN_SOURCE, TEMPLATES
from config.settings.servers import for_servers
from config.strict_templates import UndefinedVariable

DEBUG = False
SECRET_KEY = "only-for-tests-" + "x" * 40
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

# tests/conftest.py starts servers of its own and puts their addresses in; a worker process of pytest inherits them.
globals().update(
    for_servers(
        os.environ.get("PARLEY_TEST_DATABASE_URL") or "postgresql://127.0.0.1/not-started",
        os.environ.get("PARLEY_TEST_REDIS_URL") or "redis://127.0.0.1:1/0",
    )
)

STORAGES = STORAGES_IN_SOURCE
SERVESTATIC_USE_FINDERS = True
SERVESTATIC_AUTOREFRESH = True
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEFAULT_FROM_EMAIL = "Parley <parley@testserver>"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
ACCOUNT_RATE_LIMITS = False
STYLEGUIDE = True
LOGGING = {"json": False, "level": "WARNING"}

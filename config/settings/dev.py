"""One developer, one machine, loopback only: what `manage.py up` runs."""

import os

from config.data import data_folder, secret_key
from config.settings.base import *  # noqa: F403 - settings modules build on each other
from config.settings.base import STORAGES_IN_SOURCE
from config.settings.servers import for_servers

DEBUG = True
SECRET_KEY = secret_key(data_folder())
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
INTERNAL_IPS = ["127.0.0.1"]

# `manage.py` starts or joins the embedded servers and sets both; the fallbacks only name what is not running.
globals().update(
    for_servers(
        os.environ.get("DATABASE_URL") or "postgresql://127.0.0.1/parley",
        os.environ.get("REDIS_URL") or "redis://127.0.0.1:6379/0",
    )
)

STORAGES = STORAGES_IN_SOURCE
SERVESTATIC_USE_FINDERS = True
SERVESTATIC_AUTOREFRESH = True

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = data_folder() / "mail"
DEFAULT_FROM_EMAIL = "Parley <parley@localhost>"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # a passkey works on http://localhost
STYLEGUIDE = True
DEMO = True  # `manage.py demo` may load people whose passwords everybody knows
LOGGING = {"json": False, "level": os.environ.get("PARLEY_LOG_LEVEL", "INFO")}

"""A team's server. Everything that differs from place to place comes from the environment; README has the table."""

from typing import Any

from config import env
from config.settings.base import *  # noqa: F403 - settings modules build on each other
from config.settings.base import REST_FRAMEWORK
from config.settings.servers import for_servers

SECRET_KEY = env.required("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or [env.required("ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
SITE_ADDRESS = CSRF_TRUSTED_ORIGINS[0] if CSRF_TRUSTED_ORIGINS else ""
globals().update(for_servers(env.required("DATABASE_URL"), env.required("REDIS_URL")))

# --- HTTPS only ----------------------------------------------------------------------------------------------------
# How many proxies stand before us decides which address of X-Forwarded-For is the visitor's. With none, what a
# visitor writes into such headers is not believed.
PROXIES = env.number("TRUSTED_PROXY_COUNT", 0)
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
REST_FRAMEWORK["NUM_PROXIES"] = PROXIES
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside the container, without TLS
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-parley_session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-parley_csrf"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

# --- mail ----------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.required("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=not EMAIL_USE_SSL)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.required("DEFAULT_FROM_EMAIL")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- files and logs --------------------------------------------------------------------------------------------------
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING = {"json": True, "level": env.text("LOG_LEVEL", "INFO").upper()}

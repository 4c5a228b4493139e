"""Where everything is. Each app names its own pages."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from config import health, styleguide

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
]
if settings.STYLEGUIDE:
    urlpatterns.append(path("styleguide", styleguide.styleguide, name="styleguide"))
for module, prefix in (("negotiations.api.urls", "api/v1/"), ("accounts.urls", ""), ("negotiations.urls", "")):
    if find_spec(module):
        urlpatterns.append(path(prefix, include(module)))

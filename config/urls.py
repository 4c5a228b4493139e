"""Where everything is. Each app names its own pages."""

from django.conf import settings
from django.urls import include, path

from config import health, styleguide

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include("negotiations.api.urls")),
    path("", include("accounts.urls")),
    path("", include("negotiations.urls")),
]
if settings.STYLEGUIDE:
    urlpatterns.append(path("styleguide", styleguide.styleguide, name="styleguide"))

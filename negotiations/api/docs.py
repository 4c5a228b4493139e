"""The API's description of itself, for programs and for people. Nothing in it is about anybody's deals."""

from typing import Any

from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import IsAuthenticated


class Schema(SpectacularAPIView):
    """OpenAPI 3 as JSON."""

    permission_classes = (IsAuthenticated,)
    renderer_classes = (OpenApiJsonRenderer,)
    schema = None


class Docs(SpectacularSwaggerSplitView):
    """Swagger UI from our own static files; its start-up script is a second request, so nothing is inline."""

    permission_classes = (IsAuthenticated,)
    template_name = "negotiations/api/docs.html"
    template_name_js = "negotiations/api/docs.js"
    url_name = "api:schema"
    schema = None


def docs_view() -> Any:
    """The page; whoever is not signed in is sent to sign in, as on every page."""
    view = Docs.as_view()
    view.login_required = True  # type: ignore[attr-defined]
    return view

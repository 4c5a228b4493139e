"""The API's description of itself, for programs and for people. Nothing in it is about anybody's deals."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import IsAuthenticated


class Schema(SpectacularAPIView):
    """OpenAPI 3 as JSON."""

    permission_classes = (IsAuthenticated,)
    renderer_classes = (OpenApiJsonRenderer,)
    http_method_names = ("get", "head")
    schema = None


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Swagger UI from our own static files, as a page of ours: nothing inline, the same content policy."""
    return render(request, "negotiations/api/docs.html")

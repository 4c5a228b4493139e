"""What holds for every request to the pages of the house."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils import timezone


def local_time(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Dates and times are shown, and read from forms, in the user's own time zone."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        name = getattr(request.user, "timezone", "") or "UTC"
        try:
            zone = ZoneInfo(name)
        except (KeyError, OSError, ValueError):  # the zone was dropped from the machine's list after it was chosen
            zone = ZoneInfo("UTC")
        with timezone.override(zone):
            return get_response(request)

    return middleware


class LibraryMethods:
    """The library's pages take GET and POST; left alone they take PUT for POST and answer DELETE with a redirect."""

    METHODS = ("GET", "HEAD", "POST", "OPTIONS")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        of_library = getattr(view, "__module__", "").startswith("allauth.")
        return HttpResponseNotAllowed(self.METHODS) if of_library and request.method not in self.METHODS else None

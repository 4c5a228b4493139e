"""What holds for every request of a signed-in person."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone


def local_time(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Dates and times are shown, and read from forms, in the user's own time zone."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        name = getattr(request.user, "timezone", "") or "UTC"
        try:
            zone = ZoneInfo(name)
        except (OSError, ValueError):  # the zone was dropped from the machine's list after it was chosen
            zone = ZoneInfo("UTC")
        with timezone.override(zone):
            return get_response(request)

    return middleware

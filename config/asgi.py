"""What uvicorn serves: Django, and beside it the event streams, which would pin a thread of Django's each."""

import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

django = get_asgi_application()

from negotiations.live.endpoint import live  # noqa: E402 - needs Django to be set up


async def application(scope: Any, receive: Any, send: Any) -> None:
    """One request: to the streams under ``/live/``, everything else to Django."""
    if scope["type"] == "http" and scope["path"].startswith("/live/"):
        await live(scope, receive, send)
    else:
        await django(scope, receive, send)

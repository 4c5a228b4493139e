"""What uvicorn serves: Django, and beside it the event streams, which would pin a thread of Django's each, and what
fifty pages fetch at the same moment."""

import os
from typing import Any

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

django = get_asgi_application()

from config.promises import promises  # noqa: E402 - needs Django to be set up
from negotiations.live.cells import cells  # noqa: E402 - as above
from negotiations.live.endpoint import live  # noqa: E402 - as above


async def application(scope: Any, receive: Any, send: Any) -> None:
    """One request: to the streams under ``/live/``, what many fetch at once to those who answer it for all of them,
    everything else to Django.
    """
    if scope["type"] == "http" and scope["path"].startswith("/live/"):
        await live(scope, receive, send)
    elif scope["type"] != "http" or not await cells(scope, send, promises):
        await django(scope, receive, send)

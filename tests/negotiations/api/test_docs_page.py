"""The page on which the API can be tried, in a browser."""

from typing import Any

from django.conf import settings
from django.test import Client

from tests.factories.negotiations import make_plan


def test_it_loads_under_the_content_policy(web_server: str, page: Any) -> None:
    plan = make_plan()
    client = Client()
    client.force_login(plan.lead)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": web_server}])
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{web_server}/api/v1/docs/")
    page.locator(".opblock-tag").first.wait_for()
    assert page.locator(".opblock-tag").count() > 5
    assert said == []

"""Pages for tests: signed-in clients, posts as HTMX and as plain forms, pages without what differs every time."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

HTMX = {"HX-Request": "true"}


def client_of(user: Any) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(user)
    return client


def deal_url(name: str, deal: Any, **kwargs: Any) -> str:
    """A page or an action of a deal."""
    return reverse(f"negotiations:{name}", kwargs={"deal_id": deal.pk, **kwargs})


def post(user: Any, url: str, *, htmx: bool = True, **data: Any) -> HttpResponse:
    """A form sent by this person, as HTMX does unless told otherwise."""
    return client_of(user).post(url, data, headers=HTMX if htmx else {})


def text_of(response: HttpResponse) -> str:
    """The page without what is new in every answer: tokens, and the marks of what has just been saved."""
    text = response.content.decode()
    text = re.sub(r'(csrfmiddlewaretoken" value=|name="key" value=|X-CSRFToken": )"[^"]+"', "", text)
    text = re.sub(r' data-state="saved"', "", text)
    text = re.sub(r"<hx-partial.*?</hx-partial>", "", text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", text).strip()


def swapped_equals_fresh(user: Any, fragment: HttpResponse, url: str) -> None:
    """What HTMX swaps in is what a fresh page at this address shows."""
    whole = text_of(client_of(user).get(url))
    swapped = text_of(fragment)
    assert "<html" not in swapped
    assert swapped in whole

"""Whether a swap leaves the page as a fresh load would."""

import re

from django.test import Client

TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=|X-CSRFToken": )"[A-Za-z0-9]{64}"')


def without_tokens(html: str) -> str:
    """The text without the tokens against forged requests, which differ each time, and without indentation."""
    return "\n".join(line.strip() for line in TOKEN.sub(r'\1""', html).splitlines() if line.strip())


def fragment_is_in_page(client: Client, url: str) -> bool:
    """What htmx gets from this address is a piece of what a browser gets there."""
    fragment = client.get(url, headers={"HX-Request": "true"})
    page = client.get(url)
    assert fragment.status_code == page.status_code == 200
    assert b"<html" not in fragment.content
    assert b"<html" in page.content
    return without_tokens(fragment.content.decode()) in without_tokens(page.content.decode())

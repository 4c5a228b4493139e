"""A script that talks to the API with a token of its own."""

import json
from typing import Any

from django.test import Client

from accounts.models import User
from tests.factories.accounts import make_api_token

ROOT = "/api/v1/"


class Api:
    """``api.get(f"deals/{deal.pk}/")``; bodies are JSON. ``api.data(...)`` is the body of a 200."""

    def __init__(self, user: User | None) -> None:
        self.client = Client(raise_request_exception=True)
        self.headers = {"Authorization": f"Token {make_api_token(user)[1]}"} if user else {}

    def call(self, method: str, path: str, body: Any = None, *, raw: bytes | None = None, **extra: Any) -> Any:
        url = path if path.startswith("http") else ROOT + path
        content = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        content_type = extra.pop("content_type", "application/json")
        return self.client.generic(method, url, content, content_type, headers={**self.headers, **extra})

    def get(self, path: str) -> Any:
        return self.call("GET", path)

    def post(self, path: str, body: Any = None) -> Any:
        return self.call("POST", path, body)

    def put(self, path: str, body: Any = None) -> Any:
        return self.call("PUT", path, body)

    def patch(self, path: str, body: Any) -> Any:
        return self.call("PATCH", path, body)

    def delete(self, path: str) -> Any:
        return self.call("DELETE", path)

    def data(self, path: str) -> Any:
        response = self.get(path)
        assert response.status_code == 200, response.content
        return response.json()


def problem(response: Any, status: int) -> Any:
    """The problem that the answer must be."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    return body

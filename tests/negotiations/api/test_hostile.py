"""Requests that no client of good will sends: every one is refused in words, none breaks anything."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import override_settings
from django.urls import reverse

from negotiations.api import urls
from negotiations.models import Deal
from tests.factories.negotiations import Plan
from tests.guards.rules_api import API
from tests.guards.test_urls import URLS
from tests.guards.world import rows_of
from tests.negotiations.api.client import Api, problem

pytestmark = pytest.mark.django_db

DEEP = 100_000
BODIES: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 422),
    "not JSON": (b"{", 400),
    "not UTF-8": (b'{"title": "\xff\xfe"}', 400),
    "UTF-16": ('{"title": "x"}'.encode("utf-16"), 400),
    "NUL": (b'{"title": "a\\u0000b", "version": 0}', 400),
    "NUL in a name": (b'{"ti\\u0000tle": "a", "version": 0}', 400),
    "half a character": (b'{"title": "\\ud800", "version": 0}', 400),
    "NaN": (b'{"title": NaN, "version": 0}', 400),
    "Infinity": (b'{"version": -Infinity}', 400),
    "endless float": (b'{"version": 1e999}', 400),
    "endless integer": (b'{"version": ' + b"9" * 5000 + b"}", 400),
    "large integer": (b'{"title": "x", "version": ' + b"9" * 300 + b"}", 422),
    "deep list": (b"[" * DEEP + b"]" * DEEP, 400),
    "deep object": (b'{"a":' * DEEP + b"1" + b"}" * DEEP, 400),
    "a little deep": (b'{"title":' + b"[" * 50 + b"]" * 50 + b"}", 400),
    "a name twice": (b'{"title": "a", "title": "b", "version": 0}', 400),
    "a list": (b"[]", 422),
    "a string": (b'"title"', 422),
    "null": (b"null", 422),
    "a number": (b"1", 422),
    "unknown field": (b'{"titel": "x", "version": 0}', 422),
    "unchangeable field": (b'{"seq": 1, "version": 0}', 422),
    "wrong types": (b'{"title": {"a": 1}, "solo": 1, "estimated_value": 1e3, "phase": [], "version": "0"}', 422),
    "too long": (json.dumps({"title": "x" * 161, "version": 0}).encode(), 422),
    "too much": (b'{"title": "' + b"x" * 1_100_000 + b'"}', 413),
}


@pytest.fixture(autouse=True)
def no_limit(settings: Any) -> Iterator[None]:
    rates = dict.fromkeys(("anon", "user", "jobs", "imports"), None)
    with override_settings(REST_FRAMEWORK={**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}):
        yield


@pytest.mark.parametrize("name", BODIES)
def test_hostile_body(plan: Plan, name: str) -> None:
    body, status = BODIES[name]
    before = Deal.objects.get(pk=plan.deal.pk).seq
    problem(Api(plan.lead).call("PATCH", f"deals/{plan.deal.pk}/", raw=body), status)
    assert Deal.objects.get(pk=plan.deal.pk).seq == before


WRONG: list[Any] = [
    None, True, -1, 10**400, 1.5, "", "\u202e", "x" * 20_000, "9" * 400, "1e400", "NaN", [], [[None]], [{}], {},
    [{"issue": 1, "level": "1"}], "9999-12-31", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+14:00",
]  # fmt: skip
EXTREME: list[Any] = ["9" * 13 + ".123456", "2199-12-31", 2**63 - 1]


def test_hostile_values_at_every_field(plan: Plan) -> None:
    """Every write of the API: wrong values at all of its fields together, extreme ones at each field by itself."""
    api, ids = Api(plan.lead), rows_of(plan)
    broken = []
    for name, rule in API.items():
        view = _view(name)
        for method in {"POST", "PUT", "PATCH"} & set(rule.methods):
            if view is None or "import" in name or name == "api:nowhere":
                continue
            url = reverse(name, kwargs={key: ids[key] for key in URLS[name]})
            fields = _fields(view, method) or ["nothing"]
            bodies = [dict.fromkeys(fields, value) for value in WRONG]
            bodies += [{"version": 0, field: value} for field in fields for value in EXTREME]
            for body in bodies:
                answer = api.client.generic(method, url, json.dumps(body), "application/json", headers=api.headers)
                if answer.status_code >= 500:
                    broken.append((name, method, body))
    assert broken == []


def _view(name: str) -> Any:
    return {pattern.name: getattr(pattern.callback, "cls", None) for pattern in _patterns(urls.urlpatterns)}.get(
        name.removeprefix("api:")
    )


def _patterns(patterns: list[Any]) -> Iterator[Any]:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern


def _fields(view: Any, method: str) -> list[str]:
    """The fields of the body, as the view declares it."""
    serializer = getattr(getattr(view, method.lower()), "takes", None)
    return list(serializer().fields) if isinstance(serializer, type) else []


@pytest.mark.parametrize(
    "query",
    ["search=%00", "cursor=%00", "cursor=%ff", "limit=9" * 3, "phase=%F0%9F", "order_by=x;drop", "cursor=" + "A" * 5000,
     "after=99999999999999999999", "after=-1", "after=1e3", "cursor=WyJ4Il0=", "limit=²", "secrets=%00", "job=x"],
)  # fmt: skip
def test_hostile_query(plan: Plan, query: str) -> None:
    api = Api(plan.lead)
    for path in ("deals/", f"deals/{plan.deal.pk}/events/", f"deals/{plan.deal.pk}/suggestions/", "counterparties/"):
        answer = api.get(f"{path}?{query}")
        assert answer.status_code in {200, 400, 422}, (path, answer.content)


def test_a_forged_cursor_is_refused(plan: Plan) -> None:
    import base64  # noqa: PLC0415 - only here

    api = Api(plan.lead)
    for parts in (
        ["x", "y"],
        ["2026-01-01T00:00:00", "x"],
        ["9999999", str(plan.deal.pk)],
        [1, 2],
        {"a": 1},
        [],
        ["", ""],
    ):
        cursor = base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()
        for path in ("deals/", f"deals/{plan.deal.pk}/issues/", f"deals/{plan.deal.pk}/meetings/"):
            answer = api.get(f"{path}?cursor={quote(cursor)}")
            assert answer.status_code in {200, 422}, answer.content


@pytest.mark.parametrize(
    "path",
    ["%00", "deals/%00/", "deals/%ff/", "deals/1/", "deals/../deals/", "deals//", "x" * 3000, "deals.json", "deals"],
)
def test_hostile_path(plan: Plan, path: str) -> None:
    answer = Api(plan.lead).get(path)
    assert answer.status_code in {301, 404}


@pytest.mark.parametrize(
    "token",
    [
        "Token",
        "Token a b",
        "Token \x7f",
        "Token " + "a" * 5000,
        "Token é",
        "Token %00",
        "Basic Og==",
        "Bearer x",
        "Token ,",
    ],
)
def test_hostile_token(plan: Plan, token: str) -> None:
    api = Api(None)
    api.headers = {"Authorization": token.encode().decode("latin-1")}
    assert problem(api.get("deals/"), 401)["code"] == "unauthenticated"


def test_media_types_and_methods(plan: Plan) -> None:
    api, path = Api(plan.lead), f"deals/{plan.deal.pk}/"
    for content_type in (
        "text/plain",
        "application/xml",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
        "",
        "a",
    ):
        problem(api.call("PATCH", path, raw=b"{}", content_type=content_type), 415)
    problem(api.call("POST", f"{path}import/", {"file": "x"}), 415)
    for method in ("OPTIONS", "TRACE", "PUT", "DELETE", "PURGE"):
        refused = api.call(method, path)
        assert problem(refused, 405)
        assert refused["Allow"] == "GET, PATCH, HEAD"
    assert api.call(
        "PATCH", path, raw=b'{"title": "x", "version": 0}', content_type="Application/JSON; charset=utf-8"
    ).status_code in {200, 409}


def test_hostile_multipart(plan: Plan) -> None:
    api, path = Api(plan.lead), "deals/import/"
    form = lambda body, boundary="x": api.call(  # noqa: E731 - said for each of them
        "POST", path, raw=body, content_type=f"multipart/form-data; boundary={boundary}"
    )
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a\x00.xlsx"\r\n\r\n'
    for body in (b"", b"--x", head + b"PK\x03\x04", head + b"\x00" * 100 + b"\r\n--x--\r\n",
                 b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\n\x00\r\n--x--\r\n'):  # fmt: skip
        assert form(body).status_code in {400, 422}
    assert form(b"--y", boundary="").status_code == 400
    assert (
        api.call(
            "POST", path, raw=b"x" * (13 * 1024 * 1024), content_type="multipart/form-data; boundary=x"
        ).status_code
        == 413
    )


def test_signed_in_browser_needs_the_csrf_token(plan: Plan) -> None:
    from django.test import Client  # noqa: PLC0415 - only here

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(plan.lead)
    url = f"/api/v1/deals/{plan.deal.pk}/"
    assert browser.get(url).status_code == 200
    refused = browser.patch(url, b'{"title": "x", "version": 0}', content_type="application/json")
    assert problem(refused, 403)["detail"].startswith("CSRF")
    cache.clear()

"""The style page draws every component, in development and tests only."""

import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.support.source import ROOT


@pytest.fixture
def html(db: None, client: Client) -> str:
    response = client.get("/styleguide")
    assert response.status_code == 200
    return response.content.decode()


def test_it_shows_the_parts(html: str) -> None:
    for part in (
        "chart-wide",
        "chart-narrow",
        "data-curve-handle",
        "bar-band",
        "conflict",
        "badge-secret",
        "notice-bad",
    ):
        assert part in html


def test_ids_are_unique(html: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_labels_point_to_fields(html: str) -> None:
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    assert set(re.findall(r'(?:for|aria-labelledby|aria-describedby)="([^"]+)"', html)) - ids == set()


def test_nothing_inline_and_the_policy_is_strict(db: None, client: Client) -> None:
    response = client.get("/styleguide")
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*src=)", response.content.decode())
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(("cookie", "expected"), [("dark", 'data-theme="dark"'), ("light", 'data-theme="light"')])
def test_the_theme_is_drawn_by_the_server(db: None, client: Client, cookie: str, expected: str) -> None:
    client.cookies["parley_theme"] = cookie
    assert expected in client.get("/styleguide").content.decode()


def test_a_strange_theme_is_not_repeated(db: None, client: Client) -> None:
    client.cookies["parley_theme"] = '"><b>'
    assert "data-theme=" not in re.sub(r"data-theme-set", "", client.get("/styleguide").content.decode())


def test_production_has_no_style_page() -> None:
    assert "STYLEGUIDE = False" in (ROOT / "config/settings/base.py").read_text(encoding="utf-8")
    assert reverse("styleguide") == "/styleguide"
    with pytest.raises(NoReverseMatch):
        reverse("style-guide-of-production")

"""How long an answer takes says nothing about who has an account. Interleaved, with the password hash of production."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import PASSWORD, make_user

ROUNDS = 15


def seconds(ask: Callable[[], Any]) -> float:
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


def compare(known: Callable[[int], Any], unknown: Callable[[int], Any]) -> float:
    """The median of the known address over that of the unknown one."""
    pairs = [(seconds(lambda n=n: known(n)), seconds(lambda n=n: unknown(n))) for n in range(ROUNDS)]
    return median(pair[0] for pair in pairs) / median(pair[1] for pair in pairs)


@pytest.fixture
def people(db: None, settings: Any) -> list[str]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    return [make_user("Known Person").email for _ in range(ROUNDS)]


@pytest.mark.slow
def test_signing_in(people: list[str]) -> None:
    url = reverse("account_login")
    ratio = compare(
        lambda n: Client().post(url, {"login": people[n], "password": "wrong-password"}),
        lambda n: Client().post(url, {"login": f"nobody-{n}@example.com", "password": "wrong-password"}),
    )
    assert 0.8 < ratio < 1.25


@pytest.mark.slow
def test_signing_up(people: list[str]) -> None:
    url = reverse("account_signup")
    data = {"name": "Dora", "password1": PASSWORD}
    ratio = compare(
        lambda n: Client().post(url, {**data, "email": people[n]}),
        lambda n: Client().post(url, {**data, "email": f"nobody-{n}@example.com"}),
    )
    assert 0.7 < ratio < 1.4


@pytest.mark.slow
def test_resetting(people: list[str]) -> None:
    url = reverse("account_reset_password")
    ratio = compare(
        lambda n: Client().post(url, {"email": people[n]}),
        lambda n: Client().post(url, {"email": f"nobody-{n}@example.com"}),
    )
    assert 0.6 < ratio < 1.7

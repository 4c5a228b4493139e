"""The cast, and browsers in which each of them is signed in."""

import pytest
from django.test import Client

from tests.factories.accounts import Cast, make_cast, sign_in


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def alice(cast: Cast) -> Client:
    return sign_in(cast.alice)


@pytest.fixture
def bob(cast: Cast) -> Client:
    return sign_in(cast.bob)


@pytest.fixture
def charlie(cast: Cast) -> Client:
    return sign_in(cast.charlie)

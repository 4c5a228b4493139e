"""A secret cannot be shown, logged, serialised or pickled by accident."""

import json
import pickle

import pytest
from django.core.exceptions import PermissionDenied
from django.template import Context, Template

from accounts.permissions import SeatRole
from negotiations.access import open_deal
from negotiations.queries.standing import Worker
from negotiations.secrets import MASK, Secret
from tests.factories.negotiations import make_plan, seat


def test_it_prints_as_dots() -> None:
    secret = Secret(624)
    for text in (
        str(secret),
        repr(secret),
        f"{secret}",
        f"{secret:>10}",
        Template("{{ s }}").render(Context({"s": secret})),
    ):
        assert "624" not in text
        assert MASK in text


def test_it_is_not_serialised() -> None:
    for attempt in (
        lambda: json.dumps({"s": Secret(1)}),
        lambda: pickle.dumps(Secret(1)),
        lambda: Secret(1) < Secret(2),
    ):
        with pytest.raises(TypeError):
            attempt()


@pytest.mark.django_db
def test_only_a_reader_with_the_right_sees_it_and_the_reading_is_logged(caplog) -> None:
    plan = make_plan()
    holdout = open_deal(seat(plan.deal, SeatRole.HOLDOUT), plan.deal.pk, "deal.view")
    observer = open_deal(seat(plan.deal, SeatRole.OBSERVER), plan.deal.pk, "deal.view")
    limits = plan.price.limits
    limits.refresh_from_db()
    with caplog.at_level("INFO", "parley.secrets"):
        assert limits.walk_away.reveal(holdout) == 624
        assert limits.target.reveal(holdout) == 598
    assert [str(plan.deal.pk) in record.getMessage() for record in caplog.records] == [True]
    assert "624" not in caplog.text.replace(str(plan.deal.pk), "")  # an id may hold any digits
    with pytest.raises(PermissionDenied):
        limits.walk_away.reveal(observer)
    assert limits.walk_away.reveal(Worker(plan.deal)) == 624

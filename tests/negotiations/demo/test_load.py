"""The demo: six people, three deals, loaded once, and never where everybody could reach it."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Membership
from negotiations.demo.load import load
from negotiations.models import Deal

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_it_has_six_people_and_three_deals() -> None:
    assert load(NOW)
    assert Membership.objects.count() == 6
    sizes = {deal.counterparty.name: deal.issues.count() for deal in Deal.objects.select_related("counterparty")}
    assert sizes == {"Frigotec Lda": 9, "Itex Manufacturing": 4, "Meridian Software": 11}


def test_a_second_time_changes_nothing() -> None:
    load(NOW)
    before = list(Deal.objects.order_by("pk").values_list("pk", "seq"))
    assert not load(NOW)
    assert list(Deal.objects.order_by("pk").values_list("pk", "seq")) == before


def test_the_command_says_who_can_sign_in(settings) -> None:
    settings.DEMO = True
    said = StringIO()
    call_command("demo", stdout=said)
    assert "ana@casanorte.example" in said.getvalue()


def test_it_is_refused_where_it_is_not_allowed(settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("demo")
    assert not Deal.objects.exists()

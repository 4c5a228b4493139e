"""The demo: six people, five deals, loaded once, and never where everybody could reach it."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from accounts.models import Membership, User
from negotiations.actions import digest, reviews
from negotiations.demo.load import load
from negotiations.models import AgendaItem, ChecklistRule, Comment, Deal, Job, ReviewFigures, Task
from negotiations.queries.inbox.page import inbox

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_it_has_six_people_and_five_deals() -> None:
    assert load(NOW)
    assert Membership.objects.count() == 6
    sizes = {deal.counterparty.name: deal.issues.count() for deal in Deal.objects.select_related("counterparty")}
    assert sizes == {
        "Frigotec Lda": 9,
        "Itex Manufacturing": 4,
        "Meridian Software": 11,
        "Rackline Iberia": 4,
        "Polifilme SA": 4,
    }


def test_a_second_time_changes_nothing() -> None:
    load(NOW)
    before = list(Deal.objects.order_by("pk").values_list("pk", "seq"))
    assert not load(NOW)
    assert list(Deal.objects.order_by("pk").values_list("pk", "seq")) == before


def test_the_deal_that_is_over_is_reviewed() -> None:
    load(NOW)
    deal = Deal.objects.get(title="Pallet racking, Braga")
    reviews.run(Job.objects.get(deal=deal, kind="review").pk)
    figures = ReviewFigures.objects.get(deal=deal)
    assert (figures.outcome, figures.free_gives) == ("agreed", 1)
    assert ChecklistRule.objects.get().category == deal.category


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


def test_its_people_talk_have_things_to_do_and_an_agenda() -> None:
    load(NOW)
    deal = Deal.objects.get(counterparty__name="Frigotec Lda")
    about = Comment.objects.filter(deal=deal)
    assert about.exclude(issue=None).exists()
    assert about.exclude(stakeholder=None).exists()
    assert about.filter(secret=True).exists()
    tasks = Task.objects.filter(deal=deal)
    assert tasks.filter(done_at=None, due_on__lt=NOW.date()).exclude(kind="preparation").count() == 1
    assert tasks.filter(done_at__isnull=False).exists()
    assert tasks.filter(kind="preparation").exclude(laid_for=None).count() > 5
    assert AgendaItem.objects.filter(deal=deal).count() == 6
    found = {
        key: inbox(User.objects.get(email=f"{key}@casanorte.example"), today=NOW.date()) for key in ("ana", "paulo")
    }
    kinds = {key: {entry.kind for entry in one.entries} for key, one in found.items()}
    assert {"mention", "task"} <= kinds["ana"]
    assert {"mention", "task"} <= kinds["paulo"]
    assert deal in [late.deal for late in found["ana"].late]
    User.objects.filter(email="ana@casanorte.example").update(digest="daily")
    assert digest.send_due(NOW + timedelta(hours=1)) == 1
    assert f"{found['ana'].deals} deals." in mail.outbox[0].body

"""Concessions are traded on every way to an offer: the Offers page, the API, a granted exception; and an offer that
waits for a holdout is no concession before it is made."""

from datetime import timedelta
from decimal import Decimal as D
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from accounts.permissions import SEAT_PERMISSIONS, Permission, SeatRole
from negotiations.actions import moves, offers
from negotiations.actions.ledger import PriceMissing
from negotiations.engine.ledger import GiveState
from negotiations.enums import Party
from negotiations.enums_ledger import PairingKind
from negotiations.models import Move, Offer, Pairing
from negotiations.queries.ledger import Ledger, ledger_of
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker
from negotiations.queries.table.moves import standing_moves
from tests.factories.mandate import approved, granted, guarded, levels, offer
from tests.factories.negotiations import NOW, Plan
from tests.factories.table import move
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(plan: Plan) -> Plan:
    """A mandate, our opening at 598, and theirs at 632."""
    now = timezone.now()
    approved(plan, at=now)
    move(plan, "offer", levels={plan.price.pk: D(598)}, at=now)
    move(plan, "offer", party=Party.THEIRS, levels={plan.price.pk: D(632)}, at=now)
    return plan


def book(plan: Plan) -> Ledger:
    return ledger_of(plan.deal, Worker(plan.deal), today=NOW.date())


def sent(plan: Plan, price: str = "602", **more: str) -> dict[str, str]:
    return {"key": str(uuid4()), "party": "ours", f"level-{plan.price.pk}": price, **more}


def test_the_page_asks_for_the_price_where_it_is_typed_and_once(table: Plan) -> None:
    url, form = deal_url("offer-record", table.deal), sent(table, note="As they asked", said_by="Rui")
    checked = post(table.lead, deal_url("offer-check", table.deal), **form).content.decode()
    assert 'name="in_return"' in checked
    refused = post(table.lead, url, **form)
    page = refused.content.decode()
    assert (refused.status_code, "This gives and gets nothing" in page) == (422, True)
    assert "Unit price €598 → €602 (−€20,000 to us)" in page
    for kept in ('value="602"', 'value="As they asked"', f'name="key" value="{form["key"]}"'):
        assert kept in page, kept
    assert Offer.objects.count() == Move.objects.count() == 2
    long = post(table.lead, url, **form, in_return="x" * 301)
    assert (long.status_code, 'id="offer-return-error"' in long.content.decode()) == (422, True)
    for _ in range(2):
        made = post(table.lead, url, **form, in_return="Delivery in ten days")
        assert made.status_code == 200
    swapped_equals_fresh(table.lead, made, deal_url("offer-list", table.deal))
    page = post(table.lead, deal_url("offer-check", table.deal), **form).content.decode()
    assert form["key"] not in page  # it made its entry: what is typed next is another
    other = post(table.lead, url, **{**form, f"level-{table.price.pk}": "596"})
    assert (other.status_code, "Entry 3 was recorded from this form" in other.content.decode()) == (409, True)
    row = Offer.objects.get(number=2, party=Party.OURS)
    assert (opened(row.move.words, Worker(table.deal)), row.move.number) == ("As they asked", 3)
    assert Pairing.objects.get().kind == PairingKind.PROMISE
    assert 'href="/deals/' + f'{table.deal.pk}/table/#entry-3">Entry 3</a>' in made.content.decode()


def test_a_reason_or_a_get_of_theirs_is_a_way_on_too(table: Plan) -> None:
    url = deal_url("offer-record", table.deal)
    assert post(table.lead, url, **sent(table), for_nothing="To get them talking").status_code == 200
    got = move(table, "offer", party=Party.THEIRS, levels={table.price.pk: D(625)}, at=timezone.now())
    move(table, "offer", levels={table.price.pk: D(601)}, at=timezone.now())
    page = post(table.lead, url, **sent(table, "604")).content.decode()
    assert "3: Unit price" not in page
    assert "4: Unit price €632 → €625" in page
    assert post(table.lead, url, **sent(table, "604"), pays=f"{got.pk}.{table.price.pk}").status_code == 200
    assert Pairing.objects.get().get == got
    assert [one.state for one in book(table).gives] == [GiveState.OPEN, GiveState.PAIRED]


def test_an_exception_has_its_price_and_is_logged_once(table: Plan) -> None:
    row = granted(table, {table.price.pk: D(630)}, at=timezone.now())
    url = deal_url("exception-use", table.deal, exception_id=row.pk)
    refused = post(table.lead, url, do="use")
    assert (refused.status_code, 'id="excepted-return"' in refused.content.decode()) == (422, True)
    row.refresh_from_db()
    assert (row.state, Offer.objects.filter(exception=row).exists()) == ("granted", False)
    for _ in range(2):
        assert post(table.lead, url, htmx=False, do="use", in_return="They close today").status_code == 302
    made = Offer.objects.get(exception=row)
    assert (made.move.number, Pairing.objects.get().give) == (3, made.move)


def test_the_api_asks_for_it_too(table: Plan) -> None:
    lead, path = Api(table.lead), f"deals/{table.deal.pk}/offers/"
    body = {"key": str(uuid4()), "party": "ours", "levels": [{"issue": str(table.price.pk), "level": "602"}]}
    refused = problem(lead.post(path, body), 409)
    assert (refused["code"], refused["gives"][0]["words"]) == ("price_missing", "Unit price €598 → €602")
    first, again = (lead.post(path, {**body, "in_return": "Ten days"}) for _ in range(2))
    assert (first.status_code, again.json()) == (201, first.json())
    assert first.json()["entry"] == 3
    problem(lead.post(path, {**body, "key": str(move(table, "note", words="Coffee").key)}), 422)
    problem(lead.post(path, {name: body[name] for name in ("party", "levels")}), 422)


def test_what_waits_is_no_concession_and_keeps_what_it_is_to_be_had_for(plan: Plan) -> None:
    holdout = guarded(plan, plan.payment)
    approved(plan)
    offer(plan, levels(plan))
    move(plan, "offer", party=Party.THEIRS, levels={plan.price.pk: D(632)})
    got = move(plan, "offer", party=Party.THEIRS, levels={plan.price.pk: D(628)})
    with_get = {"pays": (f"{got.pk}.{plan.price.pk}",), "why": ""}
    waits = offer(plan, levels(plan, payment=45), **with_get)
    found = book(plan)
    assert (found.gives, [one.state for one in found.gets]) == ((), [GiveState.OPEN])
    with pytest.raises(PriceMissing):  # what pays for the one that waits pays for no other
        offer(plan, {plan.price.pk: D(601)}, why="")
    offers.hold(waits, why="Not yet", by=holdout, at=NOW)
    assert book(plan).gives == ()
    assert offer(plan, {plan.price.pk: D(601)}, why="").number == 3  # it is free again
    assert [one.state for one in book(plan).gives] == [GiveState.PAIRED]


def test_what_is_released_comes_to_the_table_then(plan: Plan) -> None:
    holdout = guarded(plan, plan.payment)
    approved(plan)
    offer(plan, levels(plan))
    waits = offer(plan, levels(plan, payment=45), in_return="A lower price", why="")
    last = offer(plan, levels(plan, price=598))
    later = NOW + timedelta(hours=2)
    offers.release(waits, price="Five years", by=holdout, at=later)
    assert [one.offer for one in standing_moves(plan.deal)][1:] == [last, waits]
    (give,) = [one for one in book(plan).gives if one.issue == plan.payment]
    assert (give.state, give.entry.at) == (GiveState.PROMISED, later)
    page = client_of(plan.lead).get(deal_url("offer-list", plan.deal)).content.decode()
    assert page.index(f"offer-{waits.pk}") < page.index(f"offer-{last.pk}")


def test_what_was_taken_back_frees_what_it_was_for(table: Plan) -> None:
    got = move(table, "offer", party=Party.THEIRS, levels={table.price.pk: D(625)}, at=timezone.now())
    gave = offer(table, {table.price.pk: D(602)}, why="", at=timezone.now())
    assert Pairing.objects.get().get == got
    moves.reverse(gave.move, why="Misheard", key=uuid4(), by=table.lead, at=timezone.now())
    assert [one.state for one in book(table).gets] == [GiveState.OPEN]
    offer(table, {table.price.pk: D(603)}, why="", at=timezone.now())
    assert Pairing.objects.filter(get=got).count() == 2


@pytest.mark.parametrize("missing", [Permission.OFFER_RECORD, Permission.MOVE_RECORD])
def test_an_offer_takes_both_rights(table: Plan, missing: Permission, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = move(table, "offer", levels={table.price.pk: D(597)}, at=timezone.now())
    monkeypatch.setitem(SEAT_PERMISSIONS, SeatRole.LEAD, SEAT_PERMISSIONS[SeatRole.LEAD] - {missing})
    with pytest.raises(PermissionDenied):
        offer(table, {table.price.pk: D(596)})
    with pytest.raises(PermissionDenied):
        moves.reverse(ours, why="", key=uuid4(), by=table.lead, at=NOW)
    page = client_of(table.lead).get(deal_url("offer-list", table.deal)).content.decode()
    assert 'id="offer-form"' not in page


def test_old_offers_get_their_entry(table: Plan) -> None:
    from importlib import import_module  # noqa: PLC0415 - a migration's name is no identifier

    kept = Offer.objects.get(party=Party.THEIRS)
    same = {name: getattr(kept, name) for name in ("deal", "party", "levels", "happened_at", "recorded_at", "seq")}
    old = Offer.objects.create(number=2, note="By mail", recorded_by=table.lead, **same)
    with connection.cursor() as cursor:
        for _ in range(2):
            cursor.execute(import_module("negotiations.migrations.0040_offer_in_log").ENTRIES)
    row = Move.objects.get(offer=old)
    reader = Worker(table.deal)
    assert (row.number, row.kind, row.issue, row.recorded_by) == (3, "offer", table.price, table.lead)
    assert (opened(row.words, reader), opened(row.levels, reader)) == ("By mail", opened(old.levels, reader))
    assert Move.objects.count() == 3

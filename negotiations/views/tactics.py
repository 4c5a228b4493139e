"""Moves in hand: limits that we put up, what they may do when we refuse, small gives kept for the end."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import bogeys, sanctions, small_gives
from negotiations.forms.levels import read_money
from negotiations.forms.registers import NewRow
from negotiations.levels import money
from negotiations.models import Bogey, Sanction, SmallGive
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.prepare.register import Around
from negotiations.queries.tactics.page import CAP, tactics_page
from negotiations.secrets import unwrap_for_storage
from negotiations.views import registers
from negotiations.views.registers import Book
from negotiations.views.rendering import wants_fragment
from negotiations.views.saving import Save, save

PARTS = ("bogeys", "sanctions", "gives")


def build(
    access: DealAccess,
    around: Around,
    query: Mapping[str, str],
    *,
    outcome: Outcome | None,
    opened: UUID | None,
) -> Mapping[str, Any]:
    """All three lists, each with an empty form."""
    shown = tactics_page(access, around, query, outcome=outcome, opened=opened)
    forms = {name: NewRow(around, shown[name].fields, {}, shown[name].prefix) for name in PARTS}
    return {**shown, **{f"{name}_form": form for name, form in forms.items()}}


def _book(noun: str, model: type[Any], actions: Any, added: str) -> Book:
    return Book(
        key="tactics",
        register=actions.REGISTER,
        model=model,
        actions=actions,
        build=build,
        noun=noun,
        template="negotiations/prepare/tactics.html",
        kept=(),
        added=added,
        page="negotiations:tactics",
        prefix=f"{noun}-",
    )


BOGEYS = _book("bogey", Bogey, bogeys, "Added to what we may say")
SANCTIONS = _book("sanction", Sanction, sanctions, "Added to what they may do")
GIVES = _book("small_give", SmallGive, small_gives, "It is on the shelf")


@require_GET
def tactics(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The page: three lists, and the form of a new row in each."""
    return registers.show(request, open_deal(request.user, deal_id, Permission.SECRETS_VIEW), BOGEYS)


@require_POST
def bogey_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Plan a limit to put up; what is not true is refused."""
    return registers.create(request, open_deal(request.user, deal_id, Permission.SECRETS_EDIT), BOGEYS)


@require_POST
def bogey_edit(request: HttpRequest, deal_id: UUID, bogey_id: UUID, field: str) -> HttpResponse:
    """Save one field."""
    return registers.edit(request, open_deal(request.user, deal_id, Permission.SECRETS_EDIT), BOGEYS, bogey_id, field)


@require_POST
def bogey_remove(request: HttpRequest, deal_id: UUID, bogey_id: UUID) -> HttpResponse:
    """Take one out."""
    return registers.remove(request, open_deal(request.user, deal_id, Permission.SECRETS_EDIT), BOGEYS, bogey_id)


@require_POST
def sanction_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Write down what they may do."""
    return registers.create(request, open_deal(request.user, deal_id, Permission.SECRETS_EDIT), SANCTIONS)


@require_POST
def sanction_edit(request: HttpRequest, deal_id: UUID, sanction_id: UUID, field: str) -> HttpResponse:
    """Save one field."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    return registers.edit(request, access, SANCTIONS, sanction_id, field)


@require_POST
def sanction_remove(request: HttpRequest, deal_id: UUID, sanction_id: UUID) -> HttpResponse:
    """Take one out."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    return registers.remove(request, access, SANCTIONS, sanction_id)


@require_POST
def small_give_create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Put a small give on the shelf, within the cap."""
    return registers.create(request, open_deal(request.user, deal_id, Permission.SECRETS_EDIT), GIVES)


@require_POST
def small_give_edit(request: HttpRequest, deal_id: UUID, small_give_id: UUID, field: str) -> HttpResponse:
    """Save one field."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    return registers.edit(request, access, GIVES, small_give_id, field)


@require_POST
def small_give_remove(request: HttpRequest, deal_id: UUID, small_give_id: UUID) -> HttpResponse:
    """Take one off the shelf."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    return registers.remove(request, access, GIVES, small_give_id)


@require_POST
def give_cap_edit(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Say what all small gives may cost us together."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    currency = access.deal.currency
    one = Save(
        cell=CAP,
        read=lambda text: read_money(text, currency),
        write=lambda value, seen: small_gives.set_cap(access.deal, value, seen=seen, by=access.user, at=timezone.now()),
        words=lambda value: "no cap" if value is None else money(unwrap_for_storage(value), currency),
    )

    def saved(outcome: Outcome | None, status: int) -> HttpResponse:
        if status == 200 and not wants_fragment(request):
            return registers.answer(request, access, GIVES, "Saved" if outcome else "")
        return registers.show(request, access, GIVES, outcome=outcome, status=status)

    return save(request, one, saved)

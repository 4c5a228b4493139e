"""The table: offers of both sides on record, each an entry of the log, and releases by the holdout."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from accounts.reauthentication import NotProven, has_password, is_fresh, proven_at
from negotiations.access import DealAccess, open_deal
from negotiations.actions import evidence, exceptions, moves, offers
from negotiations.actions.ledger import MAX_WORDS as MAX_RETURN
from negotiations.actions.ledger import PriceMissing
from negotiations.actions.moves import Said
from negotiations.actions.offers import Outside
from negotiations.actions.writing import Rejected
from negotiations.engine.ledger import ActKind
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.forms.levels import Errors, bare
from negotiations.forms.packages import TypedPackage, read_package
from negotiations.levels import NotALevel
from negotiations.models import Move, Offer
from negotiations.queries.deal.head import deal_head
from negotiations.queries.ledger.acts import Entry, Levels
from negotiations.queries.ledger.price import NEW, Asked, asked_at, asked_words, price_of
from negotiations.queries.mandate.check import Checked, check, our_standing
from negotiations.queries.plan.rows import PlanRows, load_plan
from negotiations.queries.reading import opened
from negotiations.queries.table.offers import offer_page
from negotiations.queries.trades.forms import offer_fields
from negotiations.views.rendering import after, page, wants_fragment

TEMPLATE = "negotiations/offers/offers.html"
TEXTS = {
    "said_by": evidence.MAX_SAID_BY,
    "note": moves.MAX_WORDS,
    "why": exceptions.MAX_WHY,
    "in_return": MAX_RETURN,
    "for_nothing": moves.MAX_WHY,
}  # the texts of the form, and how long each may be


PLACES = {"words": "note", "why": "for_nothing"}  # what the form calls fields of an entry


@dataclass
class Shown:
    """What the page shows besides what is stored."""

    typed: TypedPackage | None = None
    party: str = Party.OURS
    verdict: Checked | None = None
    asked: Asked | None = None  # it gives, and nothing stands against it yet
    key: str = ""
    errors: Errors = field(default_factory=Errors)
    text: Errors = field(default_factory=Errors)
    at: str = ""  # the row whose form was refused


@require_GET
def offer_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """What was offered, what waits, and the form of the next offer."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_VIEW)
    return show(request, access)


@require_POST
def offer_check(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Say whether what is typed is within the mandate, without putting it on record."""
    access = open_deal(request.user, deal_id, Permission.OFFER_RECORD)
    rows, shown = read(request, access)
    return show(request, access, rows=rows, shown=shown)


@require_POST
def offer_record(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Put an offer on record. One outside the mandate is refused with its reasons, and a way to ask the sponsor."""
    access = open_deal(request.user, deal_id, Permission.OFFER_RECORD)
    rows, shown = read(request, access)
    if shown.errors or shown.typed is None:
        return show(request, access, rows=rows, shown=shown, status=422)
    try:
        said = Said(Party(shown.party), MoveKind.OFFER, shown.text["note"], shown.typed.levels, **price(shown.text))
        said = replace(said, said_by=shown.text["said_by"])
        key = _id(shown.key) or uuid4()
        move = moves.record(access.deal, said, key=key, by=access.user, at=timezone.now())
    except Outside:
        return show(request, access, rows=rows, shown=shown, status=409)
    except PriceMissing as error:
        shown.asked, shown.errors["price"] = asked_words(error.book, access, now=timezone.now()), error.message
        return show(request, access, rows=rows, shown=shown, status=422)
    except Rejected as error:
        shown.errors[place(PLACES.get(error.field, error.field))] = error.message
        return show(request, access, rows=rows, shown=shown, status=422)
    if not _says(move, shown, access):
        shown.errors["levels"] = (
            f"Entry {move.number} was recorded from this form meanwhile. Look, and send this again."
        )
        return show(request, access, rows=rows, shown=shown, status=409)
    return answer(request, access, f"On record, as entry {move.number} of the log")


@require_POST
def offer_release(request: HttpRequest, deal_id: UUID, offer_id: UUID) -> HttpResponse:
    """The holdout releases an offer at a stated price, or holds it back (``do`` is hold)."""
    access = open_deal(request.user, deal_id, Permission.OFFER_RELEASE)
    row, words = _offer(access, offer_id), request.POST.get("words", "")
    who: dict[str, Any] = {"by": access.user, "at": timezone.now()}
    if request.POST.get("do") == "hold":
        work: Callable[[], Any] = lambda: offers.hold(row, why=words, **who)  # noqa: E731 - as below
        return do(request, access, str(row.pk), work, "Held back. Who recorded it sees your reason.", words=words)
    work = lambda: offers.release(row, price=words, **who)  # noqa: E731 - one line for do
    return do(request, access, str(row.pk), work, "Released", words=words)


@require_POST
def offer_withdraw(request: HttpRequest, deal_id: UUID, offer_id: UUID) -> HttpResponse:
    """Take back an offer that waits for release."""
    access = open_deal(request.user, deal_id, Permission.OFFER_RECORD)
    row = _offer(access, offer_id)
    work = lambda: offers.withdraw(row, by=access.user, at=timezone.now())  # noqa: E731 - one line for do
    return do(request, access, str(row.pk), work, "Withdrawn: it was not made")


def do(
    request: HttpRequest, access: DealAccess, at: str, work: Callable[[], Any], text: str, **typed: str
) -> HttpResponse:
    """Do the work of a line: the fresh page, or the error at its line."""
    try:
        work()
    except NotProven as error:
        shown = Shown(errors=Errors(password=error.message), text=Errors(typed), at=at)
        return show(request, access, shown=shown, status=429 if error.too_often else 422)
    except Outside as error:
        reasons = " ".join(one.text for one in error.reasons)
        return show(request, access, shown=Shown(errors=Errors(line=reasons), text=Errors(typed), at=at), status=409)
    except Rejected as error:
        shown = Shown(errors=Errors(line=error.message), text=Errors(typed), at=at)
        if isinstance(error, PriceMissing):
            shown.asked = asked_words(error.book, access, now=timezone.now())
        return show(request, access, shown=shown, status=422)
    return answer(request, access, text)


def read(request: HttpRequest, access: DealAccess) -> tuple[PlanRows, Shown]:
    """What was typed into the form of an offer, and what the mandate says of it when it is ours."""
    rows, data = load_plan(access.deal), request.POST
    typed = read_package(rows.issues, access.deal.currency, data)
    party = data.get("party", Party.OURS)
    shown = Shown(typed=typed, party=party if party in Party.values else Party.OURS)
    shown.key, shown.text["pays"] = data.get("key", ""), data.get("pays", "")
    for name, longest in TEXTS.items():
        shown.text[name] = data.get(name, "")
        try:
            shown.text[name] = bare(data.get(name, ""), longest=longest)
        except NotALevel as error:
            shown.errors[name] = str(error)
    for pk, message in typed.errors.items():
        shown.errors[f"level-{pk}"] = message
    if not typed.levels and not typed.errors:
        shown.errors["levels"] = "Give at least one level of the offer."
    if shown.party == Party.OURS and typed.levels:
        today = timezone.localdate()
        shown.verdict = check(rows, access, typed.levels, today=today, seats=access.seats)
        if shown.verdict.within:
            shown.asked = _asked(rows, access, typed.levels)
    return rows, shown


def _asked(rows: PlanRows, access: DealAccess, levels: Levels) -> Asked | None:
    """What an offer of ours will be asked, if it gives and gets nothing."""
    now = timezone.now()
    found = price_of(
        rows.deal, access, Entry(NEW, Party.OURS, ActKind.OFFER, levels, now), today=timezone.localdate(now), rows=rows
    )
    return None if found is None else asked_at(*found, access, now=now)


def price(text: Errors) -> dict[str, Any]:
    """What an offer that gives names for it."""
    pays = (text["pays"],) if text["pays"] else ()
    return {"pays": pays, "in_return": text["in_return"], "why": text["for_nothing"]}


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _says(move: Move, shown: Shown, access: DealAccess) -> bool:
    """Whether an entry is what was typed: a key that made it before may come with something else."""
    stored = Move.objects.get(pk=move.pk).levels
    levels = {UUID(pk): Decimal(level) for pk, level in opened(stored, access).items()}
    return shown.typed is not None and (move.party, levels) == (shown.party, dict(shown.typed.levels))


def _key(access: DealAccess, typed: str) -> UUID:
    """The key of the form: kept until it made an entry, so that what is sent twice is one."""
    key = _id(typed)
    used = key is None or Move.objects.filter(deal=access.deal, key=key).exists()
    return uuid4() if key is None or used else key


def place(name: str) -> str:
    return f"level-{name}" if len(name) == 36 else name or "levels"


def _offer(access: DealAccess, pk: UUID) -> Offer:
    row = Offer.objects.filter(deal=access.deal, pk=pk).select_related("deal").first()
    if row is None:
        raise Http404("No such offer.")
    return row


def answer(request: HttpRequest, access: DealAccess, text: str) -> HttpResponse:
    """After a change: the fresh fragment with a message, or the page again."""
    url = reverse("negotiations:offer-list", kwargs={"deal_id": access.deal.pk})
    return after(request, url, text, lambda: show(request, access))


def show(
    request: HttpRequest,
    access: DealAccess,
    *,
    rows: PlanRows | None = None,
    shown: Shown | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with what became of a change."""
    now = timezone.now()
    rows, shown = rows or load_plan(access.deal), shown or Shown()
    package = shown.typed
    stood = our_standing(rows, access) if shown.typed is None else {}
    levels, typed, wrong = (package.levels, package.typed, package.errors) if package else ({}, {}, {})
    context: dict[str, Any] = {
        "head": deal_head(access, "offers", now=now),
        "deal": access.deal,
        "page": offer_page(rows, access, now=now, today=timezone.localdate(now)),
        "issues": rows.issues,
        "fields": offer_fields(rows.issues, access.deal.currency, levels or stood, typed, wrong),
        "form": shown,
        "key": _key(access, shown.key),
        "asks_password": has_password(access.user) and not is_fresh(proven_at(request), now),
        "has_password": has_password(access.user),
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="offers", status=status)

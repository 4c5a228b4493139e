"""At the table: the log, the line that it is kept with, what was refused and the ways on."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import exceptions, moves
from negotiations.actions.ledger import PriceMissing
from negotiations.actions.offers import Outside
from negotiations.actions.writing import Rejected
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.forms.entries import Typed, Unread, answered, heard_in, read_entry
from negotiations.forms.levels import Errors
from negotiations.lines import Heard, Vocabulary
from negotiations.models import Issue, Move
from negotiations.queries.deal.head import deal_head
from negotiations.queries.ledger.price import Asked, asked_words
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.table.lines import line_words, live_issues, vocabulary
from negotiations.queries.table.log import GROUPS, Wanted, move_log
from negotiations.queries.table.words import HeardWords, heard_words, meetings_of, now_meeting
from negotiations.queries.trades.forms import LevelField, offer_fields
from negotiations.views.alerts import alert_context
from negotiations.views.rendering import after, page, wants_fragment
from negotiations.views.sight import sight_context

TEMPLATE = "negotiations/table/table.html"
CHIPS = (
    ("they offer ", "They offer"),
    ("we offer ", "We offer"),
    ("we give ", "We give"),
    ("they give ", "They give"),
    ("they ask ", "They ask"),
    ("we ask ", "We ask"),
    ("they say ", "They say"),
    ("threat: ", "Threat"),
    ("pause: ", "Pause"),
    ("note ", "Note"),
)  # what begins most lines
WAYS = frozenset({"why", "in_return", "pays", "csrfmiddlewaretoken"})
RECESS = "Asked. Take a recess: nothing is on record until the sponsor allows it."


@dataclass
class Refused:
    """An entry that was not logged: what was sent, why not, and the ways on."""

    typed: Errors
    reasons: tuple[str, ...]
    field: str = "line"
    ask: bool = False  # the sponsor may allow it
    asked: Asked | None = None  # a give without a get: it may name one, or a reason
    error: str = ""  # what is wrong with the way on that was tried

    @property
    def errors(self) -> Errors:
        """None at the fields of a way on: what is wrong is said above them."""
        return Errors()

    @property
    def dom(self) -> str:
        """What begins the ids of its fields: several may be refused on one page."""
        return f"price-{self.typed.get('key', '')}"

    @property
    def sent(self) -> tuple[tuple[str, str], ...]:
        """What to send again with a way on, which has fields of its own."""
        return tuple((name, text) for name, text in self.typed.items() if text and name not in WAYS)


@dataclass
class Desk:
    """What every view of the table reads first."""

    access: DealAccess
    issues: list[Issue]
    known: Vocabulary
    shown: dict[str, Any] = field(default_factory=dict)


@require_GET
def move_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The page at the table."""
    return show(request, _desk(open_deal(request.user, deal_id, Permission.SECRETS_VIEW)))


@require_POST
def move_read(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """How a line would be logged, while it is typed. Nothing is written."""
    desk = _desk(open_deal(request.user, deal_id, Permission.MOVE_RECORD))
    line = request.POST.get("line", "")
    heard: HeardWords | None = None
    unread = ""
    if line.strip():
        try:
            found = heard_in(line, desk.known)
            heard = heard_words(desk.access, desk.known, found, _answered_number(desk, found))
        except Unread as error:
            unread = error.message
    desk.shown = {"heard": heard, "unread": unread, "line": line}
    if not wants_fragment(request):
        return show(request, desk)
    return render(request, "negotiations/table/heard.html", {"deal": desk.access.deal, **desk.shown})


@require_POST
def move_record(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Log an entry, or put a right one in the place of a wrong one. What is refused is shown with the ways on."""
    desk = _desk(open_deal(request.user, deal_id, Permission.MOVE_RECORD))
    typed = Errors(request.POST.dict())
    try:
        move = _record(desk, read_entry(desk.access.deal, desk.issues, desk.known, typed, now=timezone.now()))
    except Unread as error:
        return _refuse(request, desk, Refused(typed, (error.message,), error.field), 422)
    except Outside as error:
        return _refuse(request, desk, Refused(typed, tuple(one.text for one in error.reasons), ask=True), 409)
    except PriceMissing as error:
        asked = asked_words(error.book, desk.access, now=timezone.now())
        return _refuse(request, desk, Refused(typed, (error.message,), asked=asked), 422)
    except Rejected as error:
        return _refuse(request, desk, Refused(typed, (error.message,), error.field), 422)
    if request.headers.get("Parley-Queue"):
        return _logged(move)
    return _answer(request, desk, f"Logged as entry {move.number}")


@require_POST
def move_ask(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Take a recess and ask the sponsor to allow the offer that was refused, once."""
    desk = _desk(open_deal(request.user, deal_id, Permission.OFFER_RECORD))
    typed = Errors(request.POST.dict())
    refused = Refused(typed, (), ask=True)
    try:
        entry = read_entry(desk.access.deal, desk.issues, desk.known, typed, now=timezone.now())
        who: dict[str, Any] = {"by": desk.access.user, "at": timezone.now()}
        exceptions.ask(desk.access.deal, levels=entry.said.levels, why=typed.get("why", ""), **who)
    except Unread as error:
        return _refuse(request, desk, replace(refused, error=error.message), 422)
    except Rejected as error:
        return _refuse(request, desk, replace(refused, error=error.message), 422)
    if request.headers.get("Parley-Queue"):
        return HttpResponse(RECESS)
    return _answer(request, desk, RECESS)


@require_POST
def move_reverse(request: HttpRequest, deal_id: UUID, move_id: UUID) -> HttpResponse:
    """Take an entry back as logged wrongly."""
    access = open_deal(request.user, deal_id, Permission.MOVE_RECORD)
    row = _move(access, move_id)
    key = _key(request.POST.get("key", "")) or uuid4()
    try:
        moves.reverse(row, why=request.POST.get("why", ""), key=key, by=access.user, at=timezone.now())
    except Rejected as error:
        desk = _desk(access)
        desk.shown = {"at": row.pk, "error": error.message}
        return show(request, desk, status=422)
    return _answer(request, _desk(access), f"Entry {row.number} is taken back")


def _record(desk: Desk, entry: Typed) -> Move:
    who: dict[str, Any] = {"by": desk.access.user, "at": timezone.now()}
    if entry.corrects is None:
        return moves.record(desk.access.deal, entry.said, key=entry.key, **who)
    row = _move(desk.access, entry.corrects)
    said = entry.said if entry.said.happened_at else replace(entry.said, happened_at=row.happened_at)
    if said.meeting is None:
        said = replace(said, meeting=row.meeting_id)
    return moves.correct(row, said, why=entry.why, keys=entry.keys, **who)


def _refuse(request: HttpRequest, desk: Desk, refused: Refused, status: int) -> HttpResponse:
    """What was refused, with its reasons: alone for the queue of a page, else on the page with what was typed."""
    if request.headers.get("Parley-Queue"):
        context = {"deal": desk.access.deal, "refused": refused, "may_ask": desk.access.can(Permission.OFFER_RECORD)}
        return render(request, "negotiations/table/refused.html", context, status=status)
    desk.shown = {"refused": refused, "line": refused.typed.get("line", "")}
    return show(request, desk, status=status)


def _logged(move: Move) -> HttpResponse:
    """What acknowledges an entry that a page had in its queue: the number that it has now."""
    response = HttpResponse(str(move.number), content_type="text/plain")
    response["Parley-Move"] = str(move.number)
    return response


def _answered_number(desk: Desk, heard: Heard) -> int | None:
    pk = answered(desk.access.deal, heard)
    return Move.objects.filter(pk=pk).values_list("number", flat=True).first() if pk else None


def _move(access: DealAccess, pk: UUID) -> Move:
    row = Move.objects.filter(deal=access.deal, pk=pk).select_related("deal", "meeting").first()
    if row is None:
        raise Http404("No such entry.")
    return row


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _desk(access: DealAccess) -> Desk:
    issues = live_issues(access.deal)
    return Desk(access, issues, vocabulary(access.deal, issues))


def _wanted(request: HttpRequest) -> Wanted:
    data = request.GET
    before = data.get("before", "")
    issue = _key(data.get("issue", ""))
    return Wanted(
        side=data.get("side", ""),
        kind=data.get("kind", ""),
        issue=str(issue) if issue else "",
        talk=data.get("talk", ""),
        before=int(before) if before.isascii() and before.isdecimal() and len(before) < 8 else None,
    )


def _fields(desk: Desk) -> tuple[LevelField, ...]:
    refused = desk.shown.get("refused")
    sent = {issue.pk: refused.typed.get(f"level-{issue.pk}", "") if refused else "" for issue in desk.issues}
    return offer_fields(desk.issues, desk.access.deal.currency, {}, sent, {})


def _answer(request: HttpRequest, desk: Desk, text: str) -> HttpResponse:
    url = reverse("negotiations:move-list", kwargs={"deal_id": desk.access.deal.pk})
    return after(request, url, text, lambda: show(request, desk))


def show(request: HttpRequest, desk: Desk, *, status: int = 200) -> HttpResponse:
    """The page, with what became of an entry."""
    now, access, wanted = timezone.now(), desk.access, _wanted(request)
    log = move_log(access, desk.known, wanted)
    meetings = meetings_of(access.deal)
    kept = request.GET.copy()
    kept.pop("before", None)
    context: dict[str, Any] = {
        "head": deal_head(access, "table", now=now),
        "deal": access.deal,
        "log": log,
        "wanted": wanted,
        "groups": [(code, label) for code, (label, _) in GROUPS.items()],
        "kinds": [one for one in MoveKind.choices if one[0] != MoveKind.REVERSAL],
        "parties": Party.choices,
        "issues": desk.issues,
        "fields": _fields(desk),
        "typed": desk.shown["refused"].typed if desk.shown.get("refused") else Errors(),
        "chips": CHIPS,
        "words": line_words(desk.known, log.last),
        "meetings": meetings,
        "meeting": now_meeting(meetings, now),
        "may_record": access.can(Permission.MOVE_RECORD),
        "may_ask": access.can(Permission.OFFER_RECORD),
        "key": uuid4(),
        "query": f"{kept.urlencode()}&" if kept else "",
        "today": timezone.localdate(now),
        "fragment": wants_fragment(request),
        **{"heard": None, "unread": "", "line": "", "refused": None, "at": None, "error": "", **desk.shown},
    }
    if not context["fragment"]:
        rows = load_plan(access.deal)
        context |= sight_context(access, rows, now) | alert_context(access, rows, beside=True)
    return page(request, TEMPLATE, context, fragment="table", status=status)

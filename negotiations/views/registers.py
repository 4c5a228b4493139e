"""The registers of the preparation share their pages: a list with a form of a new row on top, edited in place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone

from negotiations.access import DealAccess
from negotiations.actions.registers import Register
from negotiations.actions.writing import Rejected
from negotiations.forms.registers import NewRow, read_field
from negotiations.models import Issue
from negotiations.queries.deal.head import deal_head
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.prepare.register import Around, around, cell_id, words
from negotiations.secrets import unwrap_for_storage
from negotiations.views.rendering import after, page, wants_fragment
from negotiations.views.saving import Save, save


class Build(Protocol):
    """What a noun's page shows: ``query`` is the address's, ``opened`` the row whose detail is shown."""

    def __call__(
        self,
        access: DealAccess,
        around: Around,
        query: Mapping[str, str],
        *,
        outcome: Outcome | None,
        opened: UUID | None,
    ) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class Book:
    """A register on its page. ``key`` is the page's in ``queries.deal.tabs.MAP``, its DOM id and its fragment."""

    key: str
    register: Register
    model: type[Any]
    actions: Any  # the noun's module: add, edit, remove
    build: Build
    noun: str  # of the URLs and their parameter
    template: str
    kept: tuple[str, ...] = ("issue", "state")  # filters that stay on every address
    area: str = "prepare"  # what the names of its URLs begin with
    added: str = ""  # what is said after a new row; "Added to the …" unless given
    page: str = ""  # the name of its page's URL, where it stands there beside others
    prefix: str = ""  # of the ids of its form, there
    more: Callable[[Around], Mapping[str, Any]] | None = None  # adds to what the template gets
    tab: str = ""  # the page of ``tabs.MAP`` that it belongs to, where that is another
    hidden: tuple[str, ...] = ()  # what the form of a new row sends besides its fields

    @property
    def list_url(self) -> str:
        return self.page or f"{self.base_url}list"

    @property
    def base_url(self) -> str:
        return f"negotiations:{self.area}-{self.noun.replace('_', '-')}-"


def may(access: DealAccess, book: Book, issue: Issue | None) -> None:
    """Raise ``PermissionDenied`` unless this person may write here: on the deal, or on this issue of theirs."""
    access.require(book.register.permission, issue)


def posted_issue(access: DealAccess, text: str) -> Issue | None:
    """The issue that a form names; None when it names none of this deal."""
    try:
        return access.deal.issues.filter(pk=UUID(text), removed_at__isnull=True).first()
    except ValueError:
        return None


def row_of(access: DealAccess, book: Book, pk: UUID) -> Any:
    """A row of this deal; ``Http404`` when it is not one of it or was taken out."""
    rows = book.model.objects.filter(deal=access.deal, pk=pk, removed_at__isnull=True)
    row = rows.select_related("issue").first()
    if row is None:
        raise Http404("No such row.")
    row.deal = access.deal
    return row


def mine(access: DealAccess, book: Book, pk: UUID) -> Any:
    """A row that this person may write; who may write none does not learn whether it is there."""
    if not access.can_somewhere(book.register.permission):
        raise PermissionDenied
    row = row_of(access, book, pk)
    may(access, book, row.issue)
    return row


def create(request: HttpRequest, access: DealAccess, book: Book, **more: Any) -> HttpResponse:
    """Add a row from the form on top, with ``more`` that no field of it says."""
    may(access, book, posted_issue(access, request.POST.get("issue", "")))
    found = around(access.deal)
    form = NewRow(found, book.register.fields, request.POST, book.prefix, book.hidden)
    fields = form.fields()
    if not form.errors:
        try:
            book.actions.add(access.deal, **fields, **more, by=access.user, at=timezone.now())
        except Rejected as error:
            form.errors[error.field or form.fields_[0].name] = error.message
    if form.errors:
        return show(request, access, book, form=form, found=found, status=422)
    return answer(request, access, book, book.added or f"Added to the {book.key}")


def edit(request: HttpRequest, access: DealAccess, book: Book, pk: UUID, name: str) -> HttpResponse:
    """Save one field of a row."""
    row = mine(access, book, pk)
    field = book.register.field(name)
    if field is None:
        raise Http404("No such field.")
    found = around(access.deal)
    one = Save(
        cell=cell_id(row, name),
        read=lambda text: read_field(found, field, text, row.issue),
        write=lambda value, seen: book.actions.edit(
            row, {name: value}, seen={name: seen}, by=access.user, at=timezone.now()
        ),
        words=lambda value: words(field, unwrap_for_storage(value), found.scale_for(field, row.issue)),
    )

    def saved(outcome: Outcome | None, status: int) -> HttpResponse:
        if status == 200 and not wants_fragment(request):
            return answer(request, access, book, "Saved" if outcome else "")
        return show(request, access, book, outcome=outcome, found=found, status=status)

    return save(request, one, saved)


def remove(request: HttpRequest, access: DealAccess, book: Book, pk: UUID) -> HttpResponse:
    """Take a row out."""
    row = mine(access, book, pk)
    try:
        book.actions.remove(row, by=access.user, at=timezone.now())
    except Rejected as error:
        return answer(request, access, book, error.message, bad=True)
    return answer(request, access, book, f"The {book.register.word} is out. Undo brings it back.")


def address(request: HttpRequest, access: DealAccess, book: Book) -> str:
    """Where the list is, with its filters."""
    kept = {name: request.GET[name] for name in book.kept if request.GET.get(name)}
    return resolve_url(book.list_url, deal_id=access.deal.pk) + (f"?{urlencode(kept)}" if kept else "")


def answer(request: HttpRequest, access: DealAccess, book: Book, text: str, *, bad: bool = False) -> HttpResponse:
    """After a change: the fresh fragment with a message, or the page again."""
    return after(request, address(request, access, book), text, lambda: show(request, access, book), bad=bad)


def show(
    request: HttpRequest,
    access: DealAccess,
    book: Book,
    *,
    form: NewRow | None = None,
    outcome: Outcome | None = None,
    opened: UUID | None = None,
    found: Around | None = None,
    status: int = 200,
    more: Callable[[Around], Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """The page with its rows, and with what became of a save; ``more`` adds to what the template gets."""
    now = timezone.now()
    found = found or around(access.deal)
    more = more or book.more
    context: dict[str, Any] = {
        "form": form or NewRow(found, book.register.fields, request.GET, book.prefix, book.hidden),
        "saved": "Saved" if outcome is not None and outcome.state == "saved" else "",
        "deal": access.deal,
        "head": deal_head(access, book.tab or book.key, now=now),
        "noun": book.noun,
        "create_url": resolve_url(f"{book.base_url}create", deal_id=access.deal.pk),
        "list_url": resolve_url(book.list_url, deal_id=access.deal.pk),
        "fragment": wants_fragment(request),
        **book.build(access, found, request.GET, outcome=outcome, opened=opened),
        **(more(found) if more else {}),
    }
    return page(request, book.template, context, fragment=book.key, status=status)

"""What somebody wants, their personal motives, and notes about them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import interests, notes
from negotiations.actions.writing import Rejected
from negotiations.forms.levels import Errors, bare, read_day
from negotiations.levels import NotALevel
from negotiations.models import Interest, Issue, Motive, Stakeholder
from negotiations.queries.history.people_fields import INTEREST_KINDS
from negotiations.queries.people.notes import readable
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.reading import opened
from negotiations.secrets import Secret
from negotiations.views.people import person
from negotiations.views.person import person_answer, show_person
from negotiations.views.rendering import done, wants_fragment
from negotiations.views.saving import Save, save

FIELDS = frozenset({"kind", "text", "source"})


@require_POST
def interest_create(request: HttpRequest, deal_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    """Write down a need, a concern or a wish."""
    access = open_deal(request.user, deal_id, Permission.PEOPLE_EDIT)
    row, errors = person(access, stakeholder_id), Errors()
    issue = request.POST.get("issue", "")
    try:
        text = bare(request.POST.get("text", ""), longest=interests.LONGEST)
        linked = [str(_issue(access, issue).pk)] if issue else []
        interests.add(
            row, text=text, kind=request.POST.get("kind", "need"), issues=linked, by=access.user, at=timezone.now()
        )
    except (NotALevel, Rejected) as error:
        errors["text"] = str(error)
        return show_person(request, access, row, typed=request.POST, errors=errors, status=422)
    return person_answer(request, access, row, "Written down")


@require_POST
def interest_edit(request: HttpRequest, deal_id: UUID, interest_id: UUID, field: str) -> HttpResponse:
    """Save one field of an interest."""
    access = open_deal(request.user, deal_id, Permission.PEOPLE_EDIT)
    row = _interest(access, interest_id)
    if field not in FIELDS:
        raise Http404("No such field.")
    one = Save(
        cell=f"cell-{field}-{row.pk}",
        read=lambda text: bare(text, longest=interests.LONGEST),
        write=lambda value, seen: interests.edit(row, field, value, seen=seen, by=access.user, at=timezone.now()),
        words=lambda value: INTEREST_KINDS.get(value, value),
    )
    return save(request, one, _shown(request, access, row.stakeholder))


@require_POST
def interest_link(request: HttpRequest, deal_id: UUID, interest_id: UUID) -> HttpResponse:
    """Say which issue serves an interest, or that one does not after all (``linked`` is "no")."""
    access = open_deal(request.user, deal_id, Permission.PEOPLE_EDIT)
    row = _interest(access, interest_id)
    issue = _issue(access, request.POST.get("issue", ""))
    linked = request.POST.get("linked") != "no"
    interests.link(row, issue, linked=linked, by=access.user, at=timezone.now())
    text = f"{issue.name} serves this" if linked else f"{issue.name} is apart from it"
    return person_answer(request, access, row.stakeholder, text)


@require_POST
def why_link(request: HttpRequest, deal_id: UUID, issue_id: UUID) -> HttpResponse:
    """Say from the issue's side which interest it serves, or that it does not (``linked`` is "no")."""
    access = open_deal(request.user, deal_id, Permission.PEOPLE_EDIT)
    issue = _issue(access, str(issue_id))
    name, ids = (
        ("stakeholder-list", {}) if request.POST.get("back") == "people" else ("issue-detail", {"issue_id": issue.pk})
    )
    back = resolve_url(f"negotiations:{name}", deal_id=access.deal.pk, **ids)
    try:
        row = _interest(access, UUID(request.POST.get("interest", "")))
    except ValueError:
        return done(request, back, "Choose an interest first.", failed=True)
    linked = request.POST.get("linked") != "no"
    interests.link(row, issue, linked=linked, by=access.user, at=timezone.now())
    return done(request, back, f"{issue.name} serves this" if linked else f"{issue.name} is apart from it")


@require_POST
def interest_remove(request: HttpRequest, deal_id: UUID, interest_id: UUID) -> HttpResponse:
    """Take an interest out; undo brings it back."""
    access = open_deal(request.user, deal_id, Permission.PEOPLE_EDIT)
    row = _interest(access, interest_id)
    interests.remove(row, by=access.user, at=timezone.now())
    return person_answer(request, access, row.stakeholder, "The interest is out")


@require_POST
def motive_create(request: HttpRequest, deal_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    """Write down what somebody wants for themselves."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    row, errors = person(access, stakeholder_id), Errors()
    try:
        text = bare(request.POST.get("motive", ""), longest=interests.LONGEST)
        interests.add_motive(row, text=text, by=access.user, at=timezone.now())
    except (NotALevel, Rejected) as error:
        errors["motive"] = str(error)
        return show_person(request, access, row, typed=request.POST, errors=errors, status=422)
    return person_answer(request, access, row, "Written down, for readers of secrets")


@require_POST
def motive_edit(request: HttpRequest, deal_id: UUID, motive_id: UUID) -> HttpResponse:
    """Save what a motive says."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    row = _motive(access, motive_id)
    one = Save(
        cell=f"cell-text-{row.pk}",
        read=lambda text: bare(text, longest=interests.LONGEST),
        write=lambda value, seen: interests.edit_motive(row, value, seen=seen, by=access.user, at=timezone.now()),
        words=lambda value: str(opened(value, access) if isinstance(value, Secret) else value),
    )
    return save(request, one, _shown(request, access, row.stakeholder))


@require_POST
def motive_remove(request: HttpRequest, deal_id: UUID, motive_id: UUID) -> HttpResponse:
    """Take a motive out; undo brings it back."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    row = _motive(access, motive_id)
    interests.remove_motive(row, by=access.user, at=timezone.now())
    return person_answer(request, access, row.stakeholder, "The motive is out")


@require_POST
def note_create(request: HttpRequest, deal_id: UUID, stakeholder_id: UUID) -> HttpResponse:
    """Write a note about somebody."""
    access = open_deal(request.user, deal_id, Permission.PEOPLE_NOTE)
    row, errors = person(access, stakeholder_id), Errors()
    data = request.POST
    try:
        delete_on = read_day(data.get("delete_on", ""))
    except NotALevel as error:
        errors["delete_on"] = str(error)
        return show_person(request, access, row, typed=data, errors=errors, status=422)
    try:
        text = data.get("note", "").replace("\x00", "").strip()
        notes.add(
            row, text=text, privacy=data.get("privacy", "team"), delete_on=delete_on, by=access.user, at=timezone.now()
        )
    except Rejected as error:
        errors["note" if error.field == "text" else error.field] = error.message
        return show_person(request, access, row, typed=data, errors=errors, status=422)
    return person_answer(request, access, row, "Noted")


@require_POST
def note_erase(request: HttpRequest, deal_id: UUID, note_id: UUID) -> HttpResponse:
    """Erase a note for good."""
    access = open_deal(request.user, deal_id, Permission.PEOPLE_NOTE)
    row = readable(access).filter(pk=note_id).select_related("stakeholder").first()
    if row is None:
        raise Http404("No such note.")
    row.stakeholder.deal = access.deal
    try:
        notes.erase(row, by=access.user, at=timezone.now())
    except Rejected as error:
        return person_answer(request, access, row.stakeholder, error.message, bad=True)
    return person_answer(request, access, row.stakeholder, "The note is erased")


def _shown(request: HttpRequest, access: DealAccess, owner: Stakeholder) -> Any:
    def shown(outcome: Outcome | None, status: int) -> HttpResponse:
        if status == 200 and not wants_fragment(request):
            return person_answer(request, access, owner, "Saved" if outcome else "")
        return show_person(request, access, owner, outcome=outcome, status=status)

    return shown


def _interest(access: DealAccess, interest_id: UUID) -> Interest:
    rows = Interest.objects.filter(stakeholder__deal=access.deal, stakeholder__removed_at__isnull=True)
    row = rows.filter(pk=interest_id, removed_at__isnull=True).select_related("stakeholder").first()
    if row is None:
        raise Http404("No such interest.")
    row.stakeholder.deal = access.deal
    return row


def _motive(access: DealAccess, motive_id: UUID) -> Motive:
    rows = Motive.objects.filter(stakeholder__deal=access.deal, stakeholder__removed_at__isnull=True)
    row = rows.filter(pk=motive_id, removed_at__isnull=True).select_related("stakeholder").first()
    if row is None:
        raise Http404("No such motive.")
    row.stakeholder.deal = access.deal
    return row


def _issue(access: DealAccess, text: str) -> Issue:
    try:
        pk = UUID(text)
    except ValueError:
        raise Http404("No such issue.") from None
    row = Issue.objects.filter(deal=access.deal, pk=pk, removed_at__isnull=True).first()
    if row is None:
        raise Http404("No such issue.")
    return row

"""Seats of a deal: add and remove."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import Permission, SeatRole
from negotiations.access import DealAccess, open_deal
from negotiations.actions import seats
from negotiations.actions.writing import Rejected
from negotiations.forms.seats import SeatForm
from negotiations.models import Seat
from negotiations.views.rendering import done, wants_fragment
from negotiations.views.settings import settings_page


@require_POST
def seat_add(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.SEATS_MANAGE)
    form = SeatForm(access.deal.organisation, request.POST)
    if not form.is_valid():
        return settings_page(request, access, seat_form=form, status=422)
    user, role = form.cleaned_data["user"], form.cleaned_data["role"]
    try:
        seats.add(access.deal, user=user, role=role, by=request.user, at=timezone.now())
    except Rejected as rejected:
        form.add_error(rejected.field if rejected.field in form.fields else None, rejected.message)
        return settings_page(request, access, seat_form=form, status=422)
    return changed(request, access, f"{user} has the seat: {SeatRole(role).label.lower()}.", "seats")


@require_POST
def seat_remove(request: HttpRequest, deal_id: UUID, seat_id: int) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.SEATS_MANAGE)
    seat = Seat.objects.filter(deal=access.deal, pk=seat_id).select_related("user").first()
    if seat is None:
        raise Http404("No such seat.")
    try:
        seats.remove(access.deal, seat.pk, by=request.user, at=timezone.now())
    except Rejected as rejected:
        return settings_page(request, access, notice=rejected.message, status=422)
    return changed(request, access, f"The seat of {seat.user} is free.", "seats")


def changed(request: HttpRequest, access: DealAccess, text: str, part: str) -> HttpResponse:
    """The page as it is now. Whoever took their own seat away may no longer open it, and gets the list."""
    try:
        fresh = open_deal(request.user, access.deal.pk, Permission.DEAL_VIEW)
    except PermissionDenied:
        url = reverse("negotiations:deal-list")
        return HttpResponse(headers={"HX-Redirect": url}) if wants_fragment(request) else done(request, url, text)
    if wants_fragment(request):
        return settings_page(request, fresh, saved=text)
    url = reverse("negotiations:deal-edit", kwargs={"deal_id": access.deal.pk})
    return done(request, f"{url}#{part}", text)

"""Meetings of a deal: add, edit, remove."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.actions import deals
from negotiations.actions.writing import Conflict, Rejected
from negotiations.forms.meetings import MeetingForm
from negotiations.models import Meeting
from negotiations.queries.history.values import moment_words
from negotiations.views.settings import changed, settings_page, versions_seen


@require_POST
def meeting_add(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.DEAL_EDIT)
    form = MeetingForm(request.POST)
    if not form.is_valid():
        return settings_page(request, access, meeting_form=form, status=422)
    meeting = deals.add_meeting(access.deal, **form.cleaned_data, by=request.user, at=timezone.now())
    return changed(request, access, f"The meeting is set for {moment_words(meeting.starts_at)}.")


@require_http_methods(["GET", "POST"])
def meeting_edit(request: HttpRequest, deal_id: UUID, meeting_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.DEAL_EDIT)
    meeting = Meeting.objects.filter(deal=access.deal, pk=meeting_id, removed_at__isnull=True).first()
    if meeting is None:
        raise Http404("No such meeting.")
    if request.method == "GET":
        return settings_page(request, access, meeting_id=meeting_id)
    form = MeetingForm(request.POST)
    if not form.is_valid():
        return settings_page(request, access, meeting_form=form, meeting_id=meeting_id, status=422)
    seen = versions_seen(request, form.cleaned_data)
    try:
        deals.edit_meeting(access.deal, meeting_id, form.cleaned_data, seen=seen, by=request.user, at=timezone.now())
    except Rejected as rejected:
        return settings_page(request, access, notice=rejected.message, status=422)
    except Conflict as conflict:
        theirs = moment_words(conflict.theirs) if conflict.field == "starts_at" else conflict.theirs or "nothing"
        who = conflict.by or "Somebody"
        form.add_error(conflict.field, f"{who} changed this to {theirs} meanwhile. Save again to keep yours.")
        return settings_page(request, access, meeting_form=form, meeting_id=meeting_id, status=409)
    return changed(request, access, "The meeting is changed.")


@require_POST
def meeting_remove(request: HttpRequest, deal_id: UUID, meeting_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.DEAL_EDIT)
    if not Meeting.objects.filter(deal=access.deal, pk=meeting_id, removed_at__isnull=True).exists():
        raise Http404("No such meeting.")
    deals.remove_meeting(access.deal, meeting_id, by=request.user, at=timezone.now())
    return changed(request, access, "The meeting is removed. Undo brings it back.")

"""A job under way: its progress, and stopping it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.actions import jobs
from negotiations.enums import JobKind
from negotiations.models import Job
from negotiations.views.rendering import done, wants_fragment
from negotiations.views.trades import show, trades_url


@require_GET
def job_detail(request: HttpRequest, deal_id: UUID, job_id: UUID) -> HttpResponse:
    """The job's line on the trades page; once it is over, the whole page with what it found."""
    access = open_deal(request.user, deal_id, Permission.TRADES_VIEW)
    job = Job.objects.filter(deal=access.deal, kind=JobKind.TRADES, pk=job_id).first()
    if job is None:
        raise Http404("No such job.")
    if not wants_fragment(request):
        return HttpResponseRedirect(trades_url(access.deal))
    if job.state in Job.ACTIVE:
        return show(request, access, fragment="job")
    response = show(request, access)
    response["HX-Retarget"] = "#trades"
    response["HX-Reswap"] = "innerMorph"
    return response


@require_POST
def job_cancel(request: HttpRequest, deal_id: UUID, job_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.TRADES_RUN)
    if not Job.objects.filter(deal=access.deal, kind=JobKind.TRADES, pk=job_id).exists():
        raise Http404("No such job.")
    jobs.cancel(access.deal, job_id, by=request.user, at=timezone.now())
    return show(request, access) if wants_fragment(request) else done(request, trades_url(access.deal), "Stopped.")

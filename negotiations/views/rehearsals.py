"""To rehearse: the concession plan, and how it fares against simulated counterparts."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import jobs, rehearsals
from negotiations.actions.writing import Rejected
from negotiations.enums import JobKind
from negotiations.forms.concessions import AskForm
from negotiations.models import Job
from negotiations.queries.deal.head import deal_head
from negotiations.queries.plan.cells import Conflicting
from negotiations.queries.rehearsals.forms import Typed
from negotiations.queries.rehearsals.page import NOTHING_TYPED, rehearsal_page
from negotiations.views.rendering import after, done, page, wants_fragment

TEMPLATE = "negotiations/rehearse/rehearse.html"


@require_GET
def rehearsal_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.SECRETS_VIEW)
    return show(request, access)


@require_POST
def rehearsal_run(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Ask for a rehearsal of the plans chosen."""
    access = open_deal(request.user, deal_id, Permission.TRADES_RUN)
    form = AskForm(request.POST, request.POST.getlist("plans"))
    if not form.errors:
        try:
            plans = [UUID(pk) for pk in form.plans]
            rehearsals.request(
                access.deal,
                plans=plans,
                runs=form.runs,
                mix=form.mix,
                pressed=form.pressed,
                by=access.user,
                at=timezone.now(),
            )
        except ValueError:
            form.errors["plans"] = rehearsals.PLANS_GONE
        except Rejected as error:
            form.errors[error.field or "runs"] = error.message
    if form.errors:
        return show(request, access, ask=form, status=422)
    return answer(request, access, "")


@require_GET
def rehearsal_job(request: HttpRequest, deal_id: UUID, rehearsal_id: UUID) -> HttpResponse:
    """The line of a job under way; once it is over, the whole page with what it found."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_VIEW)
    job = _job(access, rehearsal_id)
    if not wants_fragment(request):
        return done(request, url_of(access), "")
    if job.state in Job.ACTIVE:
        return show(request, access, fragment="rehearsal-job")
    response = show(request, access)
    response["HX-Retarget"] = "#rehearse"
    response["HX-Reswap"] = "innerMorph"
    return response


@require_POST
def rehearsal_cancel(request: HttpRequest, deal_id: UUID, rehearsal_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.TRADES_RUN)
    jobs.cancel(access.deal, _job(access, rehearsal_id).pk, by=access.user, at=timezone.now())
    return answer(request, access, "Stopped.")


def _job(access: DealAccess, pk: UUID) -> Job:
    job = Job.objects.filter(deal=access.deal, kind=JobKind.REHEARSAL, pk=pk).first()
    if job is None:
        raise Http404("No such rehearsal.")
    return job


def answer(request: HttpRequest, access: DealAccess, text: str, *, chosen: str = "", bad: bool = False) -> HttpResponse:
    """After a change: the fresh fragment with a message, or the page again."""
    return after(request, url_of(access, chosen), text, lambda: show(request, access, chosen=chosen), bad=bad)


def show(
    request: HttpRequest,
    access: DealAccess,
    *,
    chosen: str = "",
    ask: AskForm | None = None,
    typed: Typed = NOTHING_TYPED,
    conflict: Conflicting | None = None,
    fragment: str = "rehearse",
    status: int = 200,
) -> HttpResponse:
    """The page, with what became of a form."""
    now = timezone.now()
    context: dict[str, Any] = {
        "page": rehearsal_page(access, now, chosen=chosen or request.GET.get("plan", ""), typed=typed),
        "deal": access.deal,
        "head": deal_head(access, "rehearse", now=now),
        "ask": ask or AskForm({}, []),
        "conflict": conflict,
        "may_edit": access.can(Permission.SECRETS_EDIT),
        "may_run": access.can(Permission.TRADES_RUN),
    }
    return page(request, TEMPLATE, context, fragment=fragment, status=status)


def url_of(access: DealAccess, chosen: str = "") -> str:
    """Where the page is, with the ladder of a plan."""
    url = reverse("negotiations:rehearsal-list", kwargs={"deal_id": access.deal.pk})
    return f"{url}?plan={chosen}" if chosen else url

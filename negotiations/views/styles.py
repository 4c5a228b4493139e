"""Styles: one's own by fifteen choices, those of the team, theirs as seen, and the one for each meeting."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import deals, styles
from negotiations.actions.writing import Rejected
from negotiations.engine.styles import ITEMS
from negotiations.forms.levels import bare
from negotiations.models import Meeting
from negotiations.queries.deal.head import deal_head
from negotiations.queries.people.style_words import NAMES
from negotiations.queries.people.styles import own_membership, sheet, style_page
from negotiations.queries.plan.cells import Outcome
from negotiations.views.rendering import done, page, wants_fragment
from negotiations.views.saving import Save, save

TEMPLATE = "negotiations/team/styles.html"
ANSWERS = "negotiations/team/style_answers.html"
LONGEST_REASON = 240


@require_GET
def style_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    return show(request, access)


@require_http_methods(["GET", "POST"])
def style_answer(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """One's own fifteen choices; nobody else sees the answers."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    membership = own_membership(access)
    if membership is None:
        raise Http404("No such member.")
    if request.method == "GET":
        profile = getattr(membership, "style_profile", None)
        return _answers(request, access, profile.answers if profile else {}, kept=profile is not None)
    if request.POST.get("forget"):
        styles.forget(membership, by=request.user)
        return done(request, _url(access), "Your answers are erased.")
    given = {str(item.number): request.POST.get(f"item-{item.number}", "") for item in ITEMS}
    try:
        answers = {int(number): choice for number, choice in given.items() if choice}
        styles.answer(membership, answers, by=request.user, at=timezone.now())
    except Rejected as error:
        return _answers(request, access, given, problem=error.message, status=422)
    return done(request, _url(access), "Your style is kept. Only you see it until you share it.")


@require_POST
def style_share(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Show one's profile to the team of this deal, or take it back."""
    access = open_deal(request.user, deal_id, Permission.COMMENT)
    if request.POST.get("share") == "0":
        styles.take_back(access.deal, by=request.user, at=timezone.now())
        return done(request, _url(access), "Your style is private again.")
    try:
        styles.share(access.deal, by=request.user, at=timezone.now())
    except Rejected as error:
        return done(request, _url(access), error.message, failed=True)
    return done(request, _url(access), "The team of this deal sees your style now.")


@require_POST
def style_choose(request: HttpRequest, deal_id: UUID, meeting_id: UUID, field: str) -> HttpResponse:
    """Choose the style of a meeting, or say why."""
    access = open_deal(request.user, deal_id, Permission.DEAL_EDIT)
    if field not in {"style", "style_reason"}:
        raise Http404("No such field.")
    if not Meeting.objects.filter(deal=access.deal, pk=meeting_id, removed_at__isnull=True).exists():
        raise Http404("No such meeting.")
    at = timezone.now()
    one = Save(
        cell=f"meeting-{field.replace('_', '-')}-{meeting_id}",
        read=lambda text: bare(text, longest=LONGEST_REASON),
        write=lambda value, seen: deals.edit_meeting(
            access.deal, meeting_id, {field: value}, seen={field: seen}, by=request.user, at=at
        ),
        words=lambda value: NAMES.get(value, str(value)),
    )

    def answer(outcome: Outcome | None, status: int) -> HttpResponse:
        if status == 200 and not wants_fragment(request):
            return done(request, _url(access))
        return show(request, access, outcome=outcome, status=status)

    return save(request, one, answer)


@require_GET
def style_sheet(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The fifteen choices on paper, with the key that scores them."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    context = {"deal": access.deal, "items": sheet(), "names": NAMES}
    return page(request, "negotiations/team/style_sheet.html", context, fragment="sheet")


def _answers(
    request: HttpRequest,
    access: DealAccess,
    answers: dict[str, str],
    *,
    problem: str = "",
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "items": sheet(answers),
        "problem": problem,
        "kept": more.get("kept", False),
        "deal": access.deal,
        "head": deal_head(access, "styles", now=timezone.now()),
    }
    return page(request, ANSWERS, context, fragment="style-answers", status=status)


def show(
    request: HttpRequest, access: DealAccess, *, outcome: Outcome | None = None, status: int = 200
) -> HttpResponse:
    """The page of the deal, or its fragment."""
    now = timezone.now()
    context = {
        "page": style_page(access, now=now, outcome=outcome),
        "deal": access.deal,
        "head": deal_head(access, "styles", now=now),
        "fragment": wants_fragment(request),
    }
    return page(request, TEMPLATE, context, fragment="styles", status=status)


def _url(access: DealAccess) -> str:
    return reverse("negotiations:style-list", kwargs={"deal_id": access.deal.pk})

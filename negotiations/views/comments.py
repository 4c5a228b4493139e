"""Comments: everything that was said on a deal, and the thread of one thing in it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal, open_issue
from negotiations.actions import comments
from negotiations.actions.writing import Rejected
from negotiations.forms.comments import CommentForm
from negotiations.models import Comment, Stakeholder, Suggestion
from negotiations.queries.deal.comments import Target, home_of, latest, target_of, text_of, thread, visible
from negotiations.queries.deal.head import deal_head
from negotiations.views.rendering import done, page, wants_fragment

LIST, THREAD = "negotiations/comments/list.html", "negotiations/comments/thread.html"


@require_GET
def comment_list(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """What was said on the deal, the newest first, and the thread of the deal as a whole."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    context = {
        "said": latest(access),
        "thread": thread(access, access.deal),
        "talk_form": CommentForm(),
        "deal": access.deal,
        "head": deal_head(access, "comments", now=timezone.now()),
    }
    return page(request, LIST, context, fragment="comments")


@require_http_methods(["GET", "POST"])
def comment_thread(request: HttpRequest, deal_id: UUID, about: str, about_id: UUID) -> HttpResponse:
    """The thread of one thing: read it, say something."""
    permission = Permission.COMMENT if request.method == "POST" else Permission.DEAL_VIEW
    access = open_deal(request.user, deal_id, permission)
    target = _target(access, about, about_id)
    if request.method == "GET":
        return show(request, access, target)
    form = CommentForm.of(request.POST)
    what = {"about": target, "text": form.text, "secret": form.secret, "tell": form.tell}
    try:
        comments.add(access.deal, **what, by=access.user, at=timezone.now())
    except Rejected as rejected:
        return show(request, access, target, form=form.refused(rejected), status=422)
    return said(request, access, target, "")


@require_http_methods(["GET", "POST"])
def comment_edit(request: HttpRequest, deal_id: UUID, comment_id: int) -> HttpResponse:
    """Say something of one's own otherwise."""
    access = open_deal(request.user, deal_id, Permission.COMMENT)
    row = _own(access, comment_id)
    target = target_of(row)
    if request.method == "GET":
        return show(request, access, target, form=CommentForm(text_of(row, access), edited=row))
    form = CommentForm.of(request.POST, row)
    try:
        comments.edit(row, text=form.text, by=access.user, at=timezone.now())
    except Rejected as rejected:
        return show(request, access, target, form=form.refused(rejected), status=422)
    return said(request, access, target, "")


@require_POST
def comment_remove(request: HttpRequest, deal_id: UUID, comment_id: int) -> HttpResponse:
    """Take something of one's own back."""
    access = open_deal(request.user, deal_id, Permission.COMMENT)
    row = _own(access, comment_id)
    comments.remove(row, by=access.user, at=timezone.now())
    return said(request, access, target_of(row), "The comment is gone. Undo brings it back.")


def show(
    request: HttpRequest,
    access: DealAccess,
    target: Target,
    *,
    form: CommentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The thread as a page of its own or as its fragment, in whatever page holds it."""
    context = {
        "thread": thread(access, target),
        "talk_form": form or CommentForm(),
        "deal": access.deal,
        "head": deal_head(access, "comments", now=timezone.now()),
    }
    return page(request, THREAD, context, fragment="thread", status=status)


def said(request: HttpRequest, access: DealAccess, target: Target, text: str) -> HttpResponse:
    """After a word was said: the fresh thread, or the page on which the thing is."""
    if not wants_fragment(request):
        return done(request, home_of(target), text)
    if text:
        messages.success(request, text)
    return show(request, access, target)


def _target(access: DealAccess, about: str, pk: UUID) -> Target:
    if about == "deal" and pk == access.deal.pk:
        return access.deal
    if about == "issue":
        return open_issue(access, pk, Permission.DEAL_VIEW)
    if about == "suggestion":
        access.require(Permission.TRADES_VIEW)
        row = Suggestion.objects.filter(deal=access.deal, pk=pk).first()
        if row is not None:
            return row
    if about == "stakeholder":
        person = Stakeholder.objects.filter(deal=access.deal, pk=pk, removed_at__isnull=True).first()
        if person is not None:
            return person
    raise Http404("Nothing to talk about.")


def target_named(access: DealAccess, about: str, about_id: str) -> Target:
    """What ``about`` and ``about_id`` of a form name; the deal when they are empty. ``Http404`` for nonsense."""
    if not about:
        return access.deal
    try:
        return _target(access, about, UUID(about_id))
    except ValueError:
        raise Http404("Nothing to talk about.") from None


def _own(access: DealAccess, comment_id: int) -> Comment:
    rows = visible(access).filter(author=access.user, pk=comment_id)
    row = rows.select_related("deal", "issue", "suggestion", "stakeholder", "wording").first()
    if row is None:
        raise Http404("No such comment.")
    return row

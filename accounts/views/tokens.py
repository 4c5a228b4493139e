"""API tokens of a person: list, make, revoke."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts import queries
from accounts.actions import tokens
from accounts.forms.person import TokenForm
from accounts.rendering import done, page


@require_GET
def token_list(request: HttpRequest) -> HttpResponse:
    context = {"tokens": queries.tokens_of(request.user), "now": timezone.now()}
    return page(request, "accounts/tokens.html", context, fragment="tokens")


@require_http_methods(["GET", "POST"])
@reauthentication_required
def token_create(request: HttpRequest) -> HttpResponse:
    """A token opens everything its owner may open: the password is asked for again before one is made.

    The text is in this one answer and nowhere else, which is why it is no redirect.
    """
    form = TokenForm(request.POST or None)
    context = {"form": form, "token": None, "text": ""}
    if request.method == "POST" and form.is_valid():
        try:
            row, text = tokens.create(
                name=form.cleaned_data["name"], lifetime=form.lifetime, by=request.user, at=timezone.now()
            )
        except tokens.TooManyTokens:
            form.add_error("name", "You have fifty tokens. Revoke one that is not used any more first.")
        else:
            context |= {"token": row, "text": text}
    status = 422 if form.errors else 200
    return page(request, "accounts/token_new.html", context, fragment="token-new", status=status)


@require_http_methods(["GET", "POST"])
def token_revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Ask first, then end it at once."""
    token = queries.tokens_of(request.user).filter(reference=token_id).first()
    if token is None:
        raise Http404("No such token.")
    if request.method == "GET":
        return page(request, "accounts/token_revoke.html", {"token": token}, fragment="token-revoke")
    tokens.revoke(token=token, by=request.user, at=timezone.now())
    return done(request, reverse("accounts:token-list"), f"The token “{token.name}” no longer works.")

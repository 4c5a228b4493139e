"""Where somebody lands: the workspace, or a page that teaches when there is none yet."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts import queries
from accounts.current import current_organisation
from accounts.forms.house import OrganisationForm


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """To the deals of the current organisation; to the welcome page without one."""
    if current_organisation(request).organisation is None:
        return redirect("accounts:welcome")
    return redirect(settings.WORKSPACE_URL)


@require_GET
def welcome(request: HttpRequest) -> HttpResponse:
    """Two ways in: found an organisation, or be invited to one."""
    context = {"form": OrganisationForm(), "invitations": queries.invitations_for(request.user, timezone.now())}
    return render(request, "accounts/welcome.html", context)

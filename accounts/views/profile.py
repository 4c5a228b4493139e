"""One's own name and time zone."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.actions import profile as actions
from accounts.forms.person import ProfileForm, time_zones
from accounts.rendering import done, page


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    user = request.user
    form = ProfileForm(
        request.POST or None, initial={"name": user.name, "timezone": user.timezone, "digest": user.digest}
    )
    if request.method == "POST" and form.is_valid():
        actions.change(
            name=form.cleaned_data["name"],
            timezone=form.cleaned_data["timezone"],
            digest=form.cleaned_data["digest"],
            by=user,
            at=timezone.now(),
        )
        return done(request, reverse("accounts:profile"), "Your profile is saved.")
    context = {"form": form, "zones": time_zones().values()}
    return page(request, "accounts/profile.html", context, fragment="profile", status=422 if form.errors else 200)

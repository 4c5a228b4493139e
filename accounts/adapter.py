"""Where the authentication library asks us."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter

from accounts.forms.person import time_zone
from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request: Any, user: User, form: Any, commit: bool = True) -> User:
        """A new user has the name given at sign-up and the browser's time zone; all else is the library's."""
        user.name = form.cleaned_data.get("name", "")
        user.timezone = time_zone(form.cleaned_data.get("timezone", "")) or user.timezone
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

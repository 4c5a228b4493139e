"""Who is to sit where."""

from typing import Any

from django import forms

from accounts.models import Organisation, User
from accounts.permissions import SeatRole


class SeatForm(forms.Form):
    """A member of the organisation and a role."""

    user = forms.ModelChoiceField(queryset=User.objects.none(), label="Member", empty_label="Choose a member")
    role = forms.ChoiceField(choices=SeatRole)

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = User.objects.filter(memberships__organisation=organisation).order_by("name", "email")
        self.fields["user"].queryset = members  # type: ignore[attr-defined]

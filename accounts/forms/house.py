"""Forms of the organisation page. They check what was typed; actions write."""

from typing import Any

from django import forms
from django.core.validators import EmailValidator

from accounts.permissions import OrganisationRole
from accounts.validators import one_line


class OrganisationForm(forms.Form):
    name = forms.CharField(
        max_length=120,
        validators=[one_line],
        error_messages={"required": "Give the organisation a name."},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


class RoleForm(forms.Form):
    """``roles`` are those that the person who asks may give."""

    role = forms.ChoiceField(error_messages={"invalid_choice": "Choose one of the roles that you may give."})

    def __init__(self, *args: Any, roles: list[OrganisationRole], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]


class InvitationForm(RoleForm):
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        validators=[EmailValidator("Write an address such as ana@example.com.")],
        error_messages={"required": "Whom do you want to invite?"},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "placeholder": "ana@example.com"}),
    )
    field_order = ("email", "role")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

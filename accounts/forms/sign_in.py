"""The library's forms of signing in, without placeholders: each field has a label, which stays when one types."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import UserAttributeSimilarityValidator

from accounts.models import User
from accounts.validators import one_line

PASSWORD_FIELDS = ("password1", "password")
HELP_WITH_CHOOSING = "12 characters or more. A few unrelated words are strong and easy to remember."


class Labelled:
    """A mixin: takes the placeholders out, and says in one sentence what a new password needs."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if field.widget.attrs.get("autocomplete") == "new-password" and name in PASSWORD_FIELDS:
                field.help_text = HELP_WITH_CHOOSING


class LoginForm(Labelled, account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Email"
        self.fields["remember"].label = "Keep me signed in on this machine"


class SignupForm(Labelled, account.SignupForm):
    """With the person's name first, and the time zone that the browser knows, when it says it."""

    name = forms.CharField(
        label="Your name",
        max_length=120,
        validators=[one_line],
        error_messages={"required": "Colleagues see this name: please give one."},
        widget=forms.TextInput(attrs={"autocomplete": "name", "autofocus": True}),
    )
    timezone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    field_order = ("name", "email", "password1", "timezone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Email"
        self.fields["email"].widget.attrs.pop("autofocus", None)

    def clean(self) -> dict[str, Any]:
        """The library compares the password with the address; the name is as easy to guess."""
        cleaned: dict[str, Any] = super().clean()
        try:
            UserAttributeSimilarityValidator(user_attributes=["name"]).validate(
                cleaned.get("password1", ""), User(name=cleaned.get("name", ""))
            )
        except forms.ValidationError as error:
            self.add_error("password1", error)
        return cleaned

    def try_save(self, request: Any) -> Any:
        """A known address must not be told from a new one by how quickly the answer comes: hash the password too."""
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)


class AddEmailForm(Labelled, account.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "New address"


class ChangePasswordForm(Labelled, account.ChangePasswordForm):
    """As the library's."""


class SetPasswordForm(Labelled, account.SetPasswordForm):
    """As the library's."""


class ResetPasswordForm(Labelled, account.ResetPasswordForm):
    """As the library's."""


class ResetPasswordKeyForm(Labelled, account.ResetPasswordKeyForm):
    """As the library's."""


class ReauthenticateForm(Labelled, account.ReauthenticateForm):
    """As the library's."""


class ConfirmCodeForm(Labelled, account.ConfirmEmailVerificationCodeForm):
    """As the library's."""


class SecondStepForm(Labelled, mfa.AuthenticateForm):
    """As the library's."""


class SecondStepAgainForm(Labelled, mfa.ReauthenticateForm):
    """As the library's."""


class ActivateAppForm(Labelled, totp.ActivateTOTPForm):
    """As the library's."""


class AddKeyForm(Labelled, webauthn.AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if passwordless := self.fields.get("passwordless"):
            passwordless.label = "Sign in with it alone, without the password"
            passwordless.help_text = "The device then asks for a fingerprint, a face or a PIN."
            passwordless.initial = True


class EditKeyForm(Labelled, webauthn.EditWebAuthnForm):
    """As the library's."""

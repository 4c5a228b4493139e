"""Who is asking: an API token in the header, or the session of a signed-in browser."""

from typing import Any

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.plumbing import build_bearer_security_scheme_object
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from accounts.actions import tokens

LONGEST_TOKEN = 200


class ApiTokenAuthentication(TokenAuthentication):
    """``Authorization: Token parley_…``. The row is read on every request, so a revoked token stops at once."""

    def authenticate_credentials(self, token: bytes) -> Any:
        # The library decodes and looks up whatever came; bytes that are no token must not get that far.
        if len(token) > LONGEST_TOKEN or not token.isascii() or not token.decode("ascii").isprintable():
            raise AuthenticationFailed("Invalid token.")
        user, row = super().authenticate_credentials(token)
        tokens.note_use(token=row, at=timezone.now())
        return user, row


class ApiTokenScheme(OpenApiAuthenticationExtension):
    target_class = ApiTokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return build_bearer_security_scheme_object(header_name="Authorization", token_prefix="Token")  # noqa: S106 - the word before a token

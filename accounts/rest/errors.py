"""How a refusal looks: one JSON shape for all of them (RFC 9457, problem details).

Nothing of the request is echoed, and the answers 403 and 404 are the same bytes whatever was asked for.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.core.exceptions import (
    ValidationError as DjangoValidationError,
)
from django.http import Http404
from django.http.multipartparser import MultiPartParserError
from rest_framework import exceptions, status
from rest_framework.response import Response

MEDIA_TYPE = "application/problem+json"

TITLES: dict[int, str] = {
    400: "The request cannot be read",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Changed meanwhile",
    413: "Too large",
    415: "Unsupported media type",
    422: "Not accepted",
    429: "Too many requests",
}
CODES: dict[int, str] = {
    400: "malformed",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid",
    429: "throttled",
}
FORBIDDEN = "Your role does not allow this."
NOT_FOUND = "There is no such thing, or you may not know of it."


class Problem(exceptions.APIException):
    """A refusal with members of its own, such as both values of a conflict. ``status`` is the HTTP status."""

    def __init__(self, status_code: int, detail: str, *, code: str = "", members: Mapping[str, Any] | None = None):
        super().__init__(detail)
        self.status_code = status_code
        self.problem_code = code
        self.members = dict(members or {})


class Malformed(Problem):
    """400: what came is no request at all."""

    def __init__(self, detail: str) -> None:
        super().__init__(status.HTTP_400_BAD_REQUEST, detail)


class TooLarge(Problem):
    """413"""

    def __init__(self, detail: str) -> None:
        super().__init__(status.HTTP_413_REQUEST_ENTITY_TOO_LARGE, detail)


class Invalid(Problem):
    """422: well-formed, but a field is wrong. ``errors``: field → what is wrong with it, in plain words."""

    def __init__(self, errors: Mapping[str, list[str]], detail: str = "") -> None:
        first = next((messages[0] for messages in errors.values() if messages), "")
        super().__init__(
            status.HTTP_422_UNPROCESSABLE_ENTITY, detail or first, members={"errors": dict(errors)} if errors else None
        )


def handle(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """The exception handler of every API view. ``None`` is a fault of ours and becomes a 500 with a traceback."""
    problem = _as_problem(exc)
    if problem is None:
        return None
    code = problem.status_code
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(code, "Refused"),
        "status": code,
        "code": getattr(problem, "problem_code", "") or CODES.get(code, "refused"),
        "detail": str(problem.detail),
        **getattr(problem, "members", {}),
    }
    response = Response(body, status=code, content_type=MEDIA_TYPE)
    if code == status.HTTP_401_UNAUTHORIZED:
        response["WWW-Authenticate"] = getattr(exc, "auth_header", None) or "Token"
    if getattr(problem, "wait", None):
        response["Retry-After"] = str(int(problem.wait) + 1)  # type: ignore[attr-defined]
    return response


def _as_problem(exc: Exception) -> exceptions.APIException | None:
    if isinstance(exc, Http404 | exceptions.NotFound):
        return Problem(status.HTTP_404_NOT_FOUND, NOT_FOUND)
    if isinstance(exc, PermissionDenied):
        return Problem(status.HTTP_403_FORBIDDEN, FORBIDDEN)
    if isinstance(exc, exceptions.PermissionDenied):
        # Only the failed CSRF check of a session says something of its own, and that is no secret.
        detail = str(exc.detail)
        return Problem(status.HTTP_403_FORBIDDEN, detail if detail.startswith("CSRF") else FORBIDDEN)
    if isinstance(exc, exceptions.ValidationError):
        return Invalid(flatten(exc.detail))
    if isinstance(exc, DjangoValidationError):
        return Invalid({"": list(exc.messages)})
    if isinstance(exc, RequestDataTooBig):
        return TooLarge("The request is too large.")
    if isinstance(exc, SuspiciousOperation | MultiPartParserError):
        return Malformed("The request cannot be read.")
    if isinstance(exc, exceptions.UnsupportedMediaType):
        return Problem(exc.status_code, "Send application/json, or multipart/form-data where a file is asked for.")
    return exc if isinstance(exc, exceptions.APIException) else None


def flatten(detail: Any, path: str = "") -> dict[str, list[str]]:
    """DRF's nested errors as one level: ``levels.0.issue`` → messages. Errors of the whole body are under ``""``."""
    if isinstance(detail, Mapping):
        flat: dict[str, list[str]] = {}
        for key, inner in detail.items():
            name = "" if key == "non_field_errors" else str(key)
            flat.update(flatten(inner, f"{path}.{name}".strip(".")))
        return flat
    if isinstance(detail, list):
        if any(isinstance(inner, Mapping | list) for inner in detail):
            flat = {}
            for index, inner in enumerate(detail):
                flat.update(flatten(inner, f"{path}.{index}".strip(".")))
            return flat
        return {path: [str(message) for message in detail]}
    return {path: [str(detail)]}

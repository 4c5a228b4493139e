"""Oneself over the API: profile and tokens."""

from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import queries
from accounts.actions import profile, tokens
from accounts.api import shapes
from accounts.forms.person import ProfileForm, TokenForm
from accounts.models import ApiToken
from accounts.rest.errors import Problem
from accounts.rest.pagination import PAGING, Key, moment, page
from accounts.rest.schema import operation, page_of
from accounts.rest.views import SIGNED_IN, ClosedAPIView


class MeView(ClosedAPIView):
    permissions: ClassVar[dict[str, Any]] = {"GET": SIGNED_IN, "PATCH": SIGNED_IN}

    @operation("Who you are", gives=shapes.MeSerializer)
    def get(self, request: Request) -> Response:
        return Response(shapes.me(request.user))

    @operation("Change your name, time zone or mail", takes=shapes.MeRequestSerializer, gives=shapes.MeSerializer)
    def patch(self, request: Request) -> Response:
        typed = {"name": request.user.name, "timezone": request.user.timezone, "digest": request.user.digest}
        typed |= shapes.sent_data(request, shapes.MeRequestSerializer)
        data = shapes.checked(ProfileForm(typed))
        user = profile.change(
            name=data["name"],
            timezone=data["timezone"],
            digest=data["digest"],
            by=request.user,
            at=timezone.now(),
        )
        return Response(shapes.me(user))


class TokensView(ClosedAPIView):
    permissions: ClassVar[dict[str, Any]] = {"GET": SIGNED_IN, "POST": SIGNED_IN}

    def enter(self, request: Request, **kwargs: Any) -> None:
        # A leaked token must not be able to make itself successors.
        if request.method == "POST" and isinstance(request.auth, ApiToken):
            raise PermissionDenied("A token cannot make another.")

    @operation("Your API tokens", gives=page_of(shapes.TokenSerializer), parameters=PAGING)
    def get(self, request: Request) -> Response:
        keys = [Key("created", moment, descending=True), Key("reference", UUID)]
        rows = queries.tokens_of(request.user)
        return Response(page(request, rows, keys, lambda found: [shapes.token(row) for row in found]))

    @operation(
        "Make a token, from a signed-in browser only",
        takes=shapes.TokenRequestSerializer,
        gives=shapes.NewTokenSerializer,
        status=201,
    )
    def post(self, request: Request) -> Response:
        form = TokenForm({"days": 90, **shapes.sent_data(request, shapes.TokenRequestSerializer)})
        data = shapes.checked(form)
        try:
            row, secret = tokens.create(name=data["name"], lifetime=form.lifetime, by=request.user, at=timezone.now())
        except tokens.TooManyTokens:
            raise Problem(409, "You have fifty tokens: revoke one first.", code="too_many") from None
        return Response({**shapes.token(row), "token": secret}, status=201)


class TokenView(ClosedAPIView):
    permissions: ClassVar[dict[str, Any]] = {"DELETE": SIGNED_IN}

    @operation("Revoke a token", gives=None, status=204)
    def delete(self, request: Request, token_id: UUID) -> Response:
        row = queries.tokens_of(request.user).filter(reference=token_id).first()
        if row is None:
            raise Http404("No such token.")
        tokens.revoke(token=row, by=request.user, at=timezone.now())
        return Response(status=204)

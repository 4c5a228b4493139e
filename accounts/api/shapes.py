"""What organisations, members, invitations and tokens look like in the API."""

from typing import Any

from django import forms
from rest_framework import serializers

from accounts.models import ApiToken, Digest, Invitation, Membership, Organisation, User
from accounts.permissions import OrganisationRole
from accounts.rest.errors import Invalid
from accounts.rest.fields import Text, Whole
from accounts.rest.serializers import Strict

ROLES = OrganisationRole.choices


class MeSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    email = serializers.EmailField()
    name = serializers.CharField()
    timezone = serializers.CharField()
    digest = serializers.ChoiceField(Digest.choices)


class MeRequestSerializer(Strict):
    name = Text(required=False)
    timezone = Text(max_length=64, required=False)
    digest = serializers.ChoiceField(Digest.choices, required=False, help_text="When to mail that something waits.")


class OrganisationSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.ChoiceField(ROLES, help_text="Your own.")
    created_at = serializers.DateTimeField()


class OrganisationRequestSerializer(Strict):
    name = Text()


class MemberSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    user = serializers.IntegerField()
    name = serializers.CharField()
    email = serializers.EmailField()
    role = serializers.ChoiceField(ROLES)
    since = serializers.DateTimeField()


class MemberRequestSerializer(Strict):
    role = Text(max_length=10)


class InvitationSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    email = serializers.EmailField()
    role = serializers.ChoiceField(ROLES)
    sent_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()


class SentInvitationSerializer(InvitationSerializer):
    delivered = serializers.BooleanField(help_text="Whether the mail server took the mail.")


class InvitationRequestSerializer(Strict):
    email = Text(max_length=254)
    role = Text(max_length=10, required=False)


class InvitationToYouSerializer(serializers.Serializer[Any]):
    """An invitation to oneself."""

    id = serializers.UUIDField()
    organisation = serializers.CharField()
    role = serializers.ChoiceField(ROLES)
    expires_at = serializers.DateTimeField()


class TokenSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True)


class NewTokenSerializer(TokenSerializer):
    token = serializers.CharField(help_text="Shown this once: only its digest is kept.")


class TokenRequestSerializer(Strict):
    name = Text(max_length=80)
    days = Whole(min_value=1, max_value=365, required=False, help_text="7, 30, 90 (if nothing is said) or 365.")


def checked(form: forms.Form) -> dict[str, Any]:
    """What a page's form makes of the same input; raises ``Invalid`` with the page's words."""
    if not form.is_valid():
        raise Invalid({field: [str(message) for message in messages] for field, messages in form.errors.items()})
    return form.cleaned_data


def sent_data(request: Any, serializer: type[Strict]) -> dict[str, Any]:
    """The request's body, checked for shape."""
    taken = serializer(data=request.data)
    taken.is_valid(raise_exception=True)
    return dict(taken.validated_data)


def me(user: User) -> dict[str, Any]:
    return {"id": user.pk, "email": user.email, "name": user.name, "timezone": user.timezone, "digest": user.digest}


def organisation(row: Organisation, role: str) -> dict[str, Any]:
    return {"id": str(row.pk), "name": row.name, "role": role, "created_at": row.created_at}


def member(row: Membership) -> dict[str, Any]:
    return {
        "id": row.pk,
        "user": row.user_id,
        "name": str(row.user),
        "email": row.user.email,
        "role": row.role,
        "since": row.created_at,
    }


def invitation(row: Invitation) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "email": row.email,
        "role": row.role,
        "sent_at": row.sent_at,
        "expires_at": row.expires_at,
    }


def offer(row: Invitation) -> dict[str, Any]:
    return {
        "id": str(row.pk),
        "organisation": row.organisation.name,
        "role": row.role,
        "expires_at": row.expires_at,
    }


def token(row: ApiToken) -> dict[str, Any]:
    return {
        "id": str(row.reference),
        "name": row.name,
        "created_at": row.created,
        "expires_at": row.expiry,
        "last_used_at": row.last_used_at,
    }

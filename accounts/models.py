"""Who you are, and in which organisations."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from knox.models import AbstractAuthToken

from accounts.permissions import OrganisationRole
from accounts.validators import one_line


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A new user; the address is kept in lower case, so that one mailbox is one account."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class Digest(models.TextChoices):
    """How often somebody is told by mail that things wait for them."""

    NEVER = "never", "Never"
    WEEKDAYS = "weekdays", "On weekdays at 8:00"
    DAILY = "daily", "Every day at 8:00"


class User(AbstractBaseUser):  # type: ignore[django-manager-missing]  # knox has no types
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True, validators=[one_line])
    timezone = models.CharField(max_length=64, default="UTC")
    digest = models.CharField(max_length=8, choices=Digest, default=Digest.NEVER)
    digest_on = models.DateField(null=True, editable=False)  # the last day, in this zone, that was looked at for it
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_unique"),)

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def initials(self) -> str:
        """Two letters for an avatar."""
        words = str(self).replace(".", " ").replace("@", " ").split()
        letters = [word[0] for word in words if word[0].isalnum()]
        return "".join((letters[0], letters[-1]) if len(letters) > 1 else letters[:1]).upper() or "?"


class Organisation(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, validators=[one_line])
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=OrganisationRole, default=OrganisationRole.MEMBER)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("organisation", "user"), name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=OrganisationRole.values), name="membership_role_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} in {self.organisation_id} as {self.role}"


class Invitation(models.Model):
    """A place offered by mail. Only the token's digest is kept; it is good once, for this address, until it expires."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=10, choices=OrganisationRole, default=OrganisationRole.MEMBER)
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField()  # the last mail; a new mail carries a new token and ends the old one
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                condition=models.Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_open_per_address",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=OrganisationRole.values), name="invitation_role_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(revoked_at__isnull=True),
                name="invitation_accepted_or_revoked",
            ),
        )

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def is_open(self, at: datetime) -> bool:
        """Whether it may still be accepted at this moment."""
        return self.accepted_at is None and self.revoked_at is None and at < self.expires_at


class ApiToken(AbstractAuthToken):
    """A hashed API token with a name, so that its owner knows which one to revoke."""

    # Names the token in addresses and in the API; the primary key is the digest, which should not travel.
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80, validators=[one_line])
    last_used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

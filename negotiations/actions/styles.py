"""A person's own style: answered in private, shared with a deal's team or taken back."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Membership, User
from accounts.permissions import Permission
from negotiations.actions.writing import Rejected, writing
from negotiations.engine import styles
from negotiations.models import Deal, StyleProfile, StyleShare


def answer(membership: Membership, answers: Mapping[int, str], *, by: User, at: datetime) -> StyleProfile:
    """Keep one's own answers, over earlier ones. Nobody else can write or, until they are shared, read them.

    Raises ``PermissionDenied`` for anybody else, ``Rejected`` unless every choice is made.
    """
    if membership.user_id != by.pk:
        raise PermissionDenied("style")
    try:
        styles.profile(answers)
    except ValueError:
        raise Rejected("Choose one of the two in every line.", "answers") from None
    with transaction.atomic():
        Membership.objects.select_for_update().get(pk=membership.pk)
        kept = {str(number): choice for number, choice in sorted(answers.items())}
        row, _ = StyleProfile.objects.update_or_create(
            membership=membership, defaults={"answers": kept, "answered_at": at}
        )
    return row


def forget(membership: Membership, *, by: User) -> None:
    """Erase one's own answers; nothing of them is left. Raises ``PermissionDenied`` for anybody else."""
    if membership.user_id != by.pk:
        raise PermissionDenied("style")
    StyleProfile.objects.filter(membership=membership).delete()


def share(deal: Deal, *, by: User, at: datetime) -> StyleShare:
    """Show one's own profile to everybody on the deal. Raises ``Rejected`` while there is none."""
    with writing(deal, Permission.COMMENT, by=by, at=at) as write:
        membership = Membership.objects.get(user=by, organisation=write.deal.organisation_id)
        if not StyleProfile.objects.filter(membership=membership).exists():
            raise Rejected("Answer the fifteen choices first.")
        row = StyleShare.objects.filter(deal=write.deal, membership=membership, removed_at__isnull=True).first()
        if row is None:
            row = StyleShare(deal=write.deal, membership=membership, created_at=at)
            write.add(row)
        return row


def take_back(deal: Deal, *, by: User, at: datetime) -> None:
    """Make one's own profile private again on this deal."""
    with writing(deal, Permission.COMMENT, by=by, at=at) as write:
        rows = StyleShare.objects.filter(deal=write.deal, membership__user=by, removed_at__isnull=True)
        for row in rows:
            write.remove(row)

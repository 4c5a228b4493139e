"""The only scope: which rows a user may know to exist."""

from django.db.models import Q

from accounts.models import Membership, Organisation, User


def visible_to(user: User, path: str = "organisation") -> Q:
    """A condition for rows that belong to an organisation of this user; ``path`` leads from the row to it.

    >>> Deal.objects.filter(visible_to(user))
    >>> Organisation.objects.filter(visible_to(user, "pk"))
    """
    return Q(**{f"{path}__in": Membership.objects.filter(user=user).values("organisation")})


def organisations_of(user: User) -> "list[Organisation]":
    """The organisations of a user, by name."""
    return list(Organisation.objects.filter(visible_to(user, "pk")).order_by("name", "pk"))

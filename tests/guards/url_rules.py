"""What each URL answers to whom. A URL that is not here fails the build, before it has a second line.

A rule is declared apart from the code that enforces it, on purpose: two people have to be wrong in the same way.
"""

from dataclasses import dataclass
from enum import Enum

from accounts.permissions import Permission


class Scope(Enum):
    PUBLIC = "public"  # anybody, signed in or not
    SIGNED_IN = "signed in"  # any account; what it shows is the account's own
    ORGANISATION = "organisation"  # a member of the organisation in the path, by organisation role
    DEAL = "deal"  # somebody with standing on the deal in the path
    COUNTERPARTY = "counterparty"  # somebody with a seat on a deal with the counterparty in the path, or owner or admin


@dataclass(frozen=True)
class Rule:
    """``permission`` by method; the methods named are all that the URL knows (HEAD and OPTIONS aside).

    ``own`` marks a URL about an issue in the path, where the right on own issues is enough on one's own and not on
    another's. ``api`` ones answer 401 to nobody instead of a redirect to the sign-in page.
    """

    scope: Scope
    methods: dict[str, Permission | None]
    own: bool = False
    api: bool = False

    def permission(self, method: str) -> Permission | None:
        return self.methods[method]


def public(*methods: str) -> Rule:
    return Rule(Scope.PUBLIC, dict.fromkeys(methods or ("GET",)))


def signed_in(*methods: str, api: bool = False) -> Rule:
    return Rule(Scope.SIGNED_IN, dict.fromkeys(methods or ("GET",)), api=api)


def organisation(*, api: bool = False, **methods: Permission) -> Rule:
    """``organisation(GET=Permission.ORGANISATION_VIEW, POST=Permission.MEMBERS_MANAGE)``"""
    return Rule(Scope.ORGANISATION, dict(methods), api=api)


def deal(*, own: bool = False, api: bool = False, **methods: Permission) -> Rule:
    """``deal(GET=Permission.DEAL_VIEW, POST=Permission.PLAN_EDIT)``"""
    return Rule(Scope.DEAL, dict(methods), own=own, api=api)


def record(*, api: bool = False, **methods: Permission) -> Rule:
    """``record(GET=Permission.COUNTERPARTY_VIEW)``; a colleague without a deal with them gets an outsider's 404."""
    return Rule(Scope.COUNTERPARTY, dict(methods), api=api)

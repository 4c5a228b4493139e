"""Why each side wants what it wants on an issue: the interests behind a position, and positions without any."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from accounts.permissions import Permission
from negotiations.enums import InterestKind, Party
from negotiations.models import Deal, Interest, Issue
from negotiations.queries.standing import Standing


@dataclass(frozen=True)
class Why:
    """An interest that an issue serves, and whose it is."""

    interest: Interest
    who: str
    kind: str
    theirs: bool
    url: str


@dataclass(frozen=True)
class IssueWhys:
    """The interests behind one issue; ``others`` could be linked to it, by a form."""

    issue: Issue
    known: tuple[Why, ...]
    others: tuple[Why, ...]
    missing: str  # of which side nobody knows why
    may_edit: bool
    people_url: str


def live_interests(deal: Deal) -> list[Interest]:
    """The interests of a deal's people, with them. One query."""
    rows = Interest.objects.filter(
        stakeholder__deal=deal, stakeholder__removed_at__isnull=True, removed_at__isnull=True
    )
    return list(rows.select_related("stakeholder").order_by("stakeholder__side", "created_at", "pk"))


def issue_whys(access: Standing, issue: Issue) -> IssueWhys:
    """The interests behind an issue. One query."""
    return _whys(access, issue, live_interests(access.deal))


def _whys(access: Standing, issue: Issue, rows: Sequence[Interest]) -> IssueWhys:
    shown = [(row, _why(row)) for row in rows]
    known = tuple(why for row, why in shown if str(issue.pk) in row.issues)
    return IssueWhys(
        issue=issue,
        known=known,
        others=tuple(why for row, why in shown if str(issue.pk) not in row.issues),
        missing=_missing(known),
        may_edit=access.can(Permission.PEOPLE_EDIT),
        people_url=reverse("negotiations:stakeholder-list", kwargs={"deal_id": access.deal.pk}),
    )


def orphans(access: Standing) -> tuple[IssueWhys, ...]:
    """The issues of which nobody knows why one side, or either, wants what it wants. Two queries."""
    rows = live_interests(access.deal)
    live = Issue.objects.filter(deal=access.deal, removed_at__isnull=True).order_by("position", "pk")
    found = [_whys(access, issue, rows) for issue in live]
    return tuple(one for one in found if one.missing)


def unexplained(issues: Iterable[Issue], rows: Sequence[Interest]) -> list[Issue]:
    """The issues that serve no interest that anybody has written down."""
    served = {pk for row in rows for pk in row.issues}
    return [issue for issue in issues if str(issue.pk) not in served]


def _why(row: Interest) -> Why:
    who = row.stakeholder
    return Why(
        interest=row,
        who=who.name,
        kind=InterestKind(row.kind).label.lower(),
        theirs=who.side == Party.THEIRS,
        url=reverse("negotiations:stakeholder-detail", kwargs={"deal_id": who.deal_id, "stakeholder_id": who.pk}),
    )


def _missing(known: Sequence[Why]) -> str:
    sides: Mapping[bool, str] = {True: "why they want it", False: "why we do"}
    lacking = [words for theirs, words in sides.items() if not any(why.theirs == theirs for why in known)]
    return " or ".join(lacking)

"""What a typed line of the log may speak of, and what the page completes while it is typed."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from negotiations.enums import Party
from negotiations.levels import scale_of
from negotiations.lines import Named, Person, Vocabulary
from negotiations.models import Deal, Issue, Seat, Stakeholder

MOST_LEVELS = 12
Last = Mapping[str, Mapping[UUID, Decimal]]


def live_issues(deal: Deal) -> list[Issue]:
    """The issues on the table with their options. Two queries."""
    rows = Issue.objects.filter(deal=deal, removed_at__isnull=True).prefetch_related("options")
    return list(rows.order_by("position", "pk"))


def vocabulary(deal: Deal, issues: Iterable[Issue]) -> Vocabulary:
    """The issues on the table and the people of both sides. Two queries."""
    named = tuple(Named(issue.pk, issue.name, scale_of(issue, deal.currency)) for issue in issues)
    rows = Stakeholder.objects.filter(deal=deal, removed_at__isnull=True).exclude(name="")
    seats = Seat.objects.filter(deal=deal).select_related("user").order_by("pk")
    people = {str(seat.user): Party.OURS for seat in seats}
    for name, side in rows.order_by("-at_table", "name", "pk").values_list("name", "side"):
        people.setdefault(name, Party(side))
    return Vocabulary(named, tuple(Person(name, side) for name, side in people.items()))


def line_words(known: Vocabulary, last: Last) -> dict[str, Any]:
    """What the page completes: issues, the levels of each that are likely to come, people. For readers of secrets."""
    return {
        "issues": [{"name": one.name, "levels": _levels(one, last)} for one in known.issues],
        "people": [{"name": one.name, "party": str(one.party)} for one in known.people],
    }


def _levels(one: Named, last: Last) -> list[str]:
    """What each side last said of it, and all options of a choice."""
    said = [levels[one.pk] for levels in last.values() if one.pk in levels]
    if not one.scale.is_numeric:
        said += [Decimal(number) for number in one.scale.options]
    return list(dict.fromkeys(one.scale.words(level) for level in said))[:MOST_LEVELS]

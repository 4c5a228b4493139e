"""Ways out of a deadlock, from what is in the plan: a lever, a package set, a condition, another person, a pause."""

from collections.abc import Iterator

from negotiations.enums import Party, SuggestionKind, SuggestionState
from negotiations.enums_prepare import AssumptionState
from negotiations.models import Assumption, Stakeholder, Suggestion
from negotiations.queries.alerts.desk import Desk, Way


def ways_out(desk: Desk) -> tuple[Way, ...]:
    """The best of each kind that the plan has. Three queries."""
    return tuple(way for found in (_lever, _packages, _condition, _other_person, _pause) for way in found(desk))


def _lever(desk: Desk) -> Iterator[Way]:
    """The lever that likely brings most to both together."""
    titles = {lever.pk: lever.title for lever in desk.rows.levers}
    worth = {one.pk: one.ours + one.theirs[1] for one in desk.plan.levers}
    best = max(worth, key=lambda pk: worth[pk], default=None)
    url = desk.url("lever-list")
    if best is not None and worth[best] > 0:
        joint = desk.words.amounts.ours(worth[best])
        yield Way(f"A new issue: {titles[best]}, likely worth about {joint} to both together", url)
    elif titles:
        yield Way(f"A new issue: {next(iter(titles.values()))}; nobody has said yet what it is worth", url)


def _packages(desk: Desk) -> Iterator[Way]:
    """Three packages alike for us: which one they lean to also tells what they want."""
    rows = Suggestion.objects.filter(job__deal=desk.access.deal, kind=SuggestionKind.PACKAGE_SET)
    ready = rows.exclude(state=SuggestionState.DISMISSED).exists()
    said = "Put three packages on the table that are alike for us"
    yield Way(said if ready else f"{said}: compute the trades first", desk.url("trades-list"))


def _condition(desk: Desk) -> Iterator[Way]:
    """A clause that depends on what neither side knows yet."""
    rows = Assumption.objects.filter(deal=desk.access.deal, removed_at__isnull=True, state=AssumptionState.UNTESTED)
    row = rows.order_by("issue__position", "number").first()
    if row is not None:
        yield Way(f"A condition: agree what holds if this turns out true and if not: “{row.text}”",
                  desk.url("prepare-assumption-list"))  # fmt: skip


def _other_person(desk: Desk) -> Iterator[Way]:
    """Somebody of theirs with power who is not at the table."""
    away = Stakeholder.objects.filter(
        deal=desk.access.deal, side=Party.THEIRS, at_table=False, removed_at__isnull=True, power__isnull=False
    )
    row = away.order_by("-veto", "-power", "pk").first()
    if row is not None:
        yield Way(f"Another level: bring {row.name} to the table, or let two others talk", desk.url("stakeholder-list"))
    else:
        yield Way("Another level or seat: let two others talk", desk.url("seat-plan"))


def _pause(desk: Desk) -> Iterator[Way]:
    yield Way("A pause for each side alone; log it, and what was decided when you resume")

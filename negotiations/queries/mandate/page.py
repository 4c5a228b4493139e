"""The mandate on one page: what we may do, who approved it, what changed since. Secret as a whole."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from accounts.permissions import Permission, SeatRole
from negotiations.enums import Verdict
from negotiations.levels import scale_of
from negotiations.models import Issue, Mandate, MandateRuling, MandateVersion, Seat
from negotiations.queries.history.fields import field_words
from negotiations.queries.mandate.guards import Guards, guards
from negotiations.queries.mandate.state import DRAFT, MandateState, state_of
from negotiations.queries.mandate.terms import Terms, stored_terms, terms_now
from negotiations.queries.mandate.words import Difference, TermWords, differences
from negotiations.queries.plan.cells import Cell, Outcome, settled
from negotiations.queries.plan.rows import PlanRows, load_plan
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing

SEATS = (SeatRole.LEAD, SeatRole.COORDINATOR, SeatRole.HOLDOUT)
LABELS = {"margin": "Over the best alternative by", "expires_on": "Last day", "note": "For the sponsor"}
HINTS = {"margin": "0", "expires_on": "no end", "note": "what the sponsor should know"}


@dataclass(frozen=True)
class IssueLine:
    """How far we may go on one issue. ``url`` is where the limit is changed."""

    issue: Issue
    limit: str
    never: str
    url: str


@dataclass(frozen=True)
class LevelField:
    """The limit of a seat on one issue, as its form shows it."""

    issue: Issue
    name: str
    text: str
    chosen: str
    choices: tuple[tuple[str, str], ...]
    error: str = ""


@dataclass(frozen=True)
class SeatLine:
    """How far a seat may commit us; ``people`` sit on it."""

    seat: str
    label: str
    people: str
    words: str
    may: bool
    value: str
    discount: str
    fields: tuple[LevelField, ...]


@dataclass(frozen=True)
class VersionLine:
    """A version in the history: what became of it, and what differs from the one before."""

    row: MandateVersion
    state: MandateState
    changes: tuple[Difference, ...]
    first: bool
    short: str


@dataclass(frozen=True)
class MandatePage:
    state: MandateState
    terms: Terms
    lines: tuple[IssueLine, ...]
    floor: str
    alternative: str
    seats: tuple[SeatLine, ...]
    cells: dict[str, Cell]
    versions: tuple[VersionLine, ...]
    since: tuple[Difference, ...]  # what differs from the last version that was approved or submitted
    sponsors: tuple[str, ...]
    may_draft: bool
    may_decide: bool
    may_submit: bool
    guards: Guards
    own: bool  # this reader submitted what waits
    draft_version: int

    @property
    def code(self) -> str:
        return self.state.code


def mandate_page(access: Standing, *, today: date, outcome: Outcome | None = None) -> MandatePage:
    """The mandate for a reader of all secrets. The number of queries does not depend on the size of the plan."""
    access.require(Permission.SECRETS_VIEW)
    rows = load_plan(access.deal)
    draft = Mandate.objects.filter(deal=access.deal).first() or Mandate(deal=access.deal)
    terms = terms_now(rows, draft, access, today=today)
    words = TermWords(terms)
    versions = version_lines(access, today=today)
    state = versions[0].state if versions else MandateState(DRAFT)
    since = differences(state.terms, terms) if state.terms is not None else ()
    people = _people(access)
    settled_terms = (state.in_force or state.waits) and not since
    return MandatePage(
        state=state,
        terms=terms,
        lines=tuple(_line(issue, words) for issue in rows.issues),
        floor="" if terms.floor is None else words.floor(),
        alternative=terms.names["alternative"],
        seats=tuple(_seat(seat, rows, terms, words, people) for seat in SEATS),
        cells={name: _cell(draft, name, access, terms, outcome) for name in LABELS},
        versions=versions,
        since=since,
        sponsors=people.get(SeatRole.SPONSOR, ()),
        may_draft=access.can(Permission.MANDATE_DRAFT),
        may_decide=access.can(Permission.MANDATE_DECIDE),
        may_submit=access.can(Permission.MANDATE_DRAFT) and bool(terms.issues) and not settled_terms,
        guards=guards(rows, access, in_money=bool(terms.binding["in_money"])),
        own=state.version is not None and state.version.submitted_by_id == access.user.pk and not access.deal.solo,
        draft_version=max(draft.version_of("never"), draft.version_of("authority")),
    )


def version_lines(access: Standing, *, today: date) -> tuple[VersionLine, ...]:
    """All versions, the latest first. Two queries."""
    rows = list(MandateVersion.objects.filter(deal=access.deal).select_related("submitted_by").order_by("number"))
    rulings: dict[Any, list[MandateRuling]] = {}
    for ruling in MandateRuling.objects.filter(version__in=rows).select_related("by").order_by("number"):
        rulings.setdefault(ruling.version_id, []).append(ruling)
    lines = []
    before: Terms | None = None
    for row in rows:
        terms = stored_terms(opened(row.terms, access))
        state = state_of(row, tuple(rulings.get(row.pk, ())), access, today=today)
        changes = differences(before, terms) if before is not None else ()
        lines.append(VersionLine(row, state, changes, before is None, short_digest(row.digest)))
        before = terms
    return tuple(reversed(lines))


def short_digest(digest: str) -> str:
    """The beginning of a digest, to be read aloud: ``a1b2 c3d4 e5f6``."""
    return " ".join(digest[place : place + 4] for place in (0, 4, 8))


def signed_by(state: MandateState) -> MandateRuling | None:
    """Who approved a version."""
    return next((row for row in state.rulings if row.verdict == Verdict.APPROVED), None)


def _line(issue: Issue, words: TermWords) -> IssueLine:
    part = words.terms.issues[str(issue.pk)]
    return IssueLine(
        issue=issue,
        limit="" if part["walk_away"] is None else words.limit(str(issue.pk), part["walk_away"]),
        never="" if part["never"] is None else words.limit(str(issue.pk), part["never"]),
        url=reverse("negotiations:deal-plan", kwargs={"deal_id": issue.deal_id}) + f"#cell-walk-away-{issue.pk}-input",
    )


def _seat(
    seat: SeatRole, rows: PlanRows, terms: Terms, words: TermWords, people: dict[str, tuple[str, ...]]
) -> SeatLine:
    part = terms.authority.get(seat)
    said = words.authority(part) if part is not None or seat != SeatRole.LEAD else "anything within the mandate"
    part = part or {}
    return SeatLine(
        seat=str(seat),
        label=seat.label,
        people=", ".join(people.get(seat, ())),
        words=said,
        may=seat in terms.authority or seat == SeatRole.LEAD,
        value=field_words("value", _number(part.get("value")), None, rows.deal.currency),
        discount=field_words("discount", _number(part.get("discount"))),
        fields=tuple(_field(issue, part.get("levels", {}), rows, seat) for issue in rows.issues),
    )


def _field(issue: Issue, levels: dict[str, str], rows: PlanRows, seat: SeatRole) -> LevelField:
    scale = scale_of(issue, rows.deal.currency)
    level = _number(levels.get(str(issue.pk)))
    choices = () if scale.is_numeric else tuple((str(number), label) for number, label in scale.options.items())
    chosen = "" if level is None or scale.is_numeric else str(int(level))
    return LevelField(issue, f"level-{issue.pk}", scale.words(level), chosen, choices)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _people(access: Standing) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for seat in Seat.objects.filter(deal=access.deal).select_related("user").order_by("pk"):
        found[seat.role] = (*found.get(seat.role, ()), str(seat.user))
    return found


def _cell(draft: Mandate, name: str, access: Standing, terms: Terms, outcome: Outcome | None) -> Cell:
    value: Any = getattr(draft, name)
    if hasattr(value, "reveal"):
        value = opened(value, access)
    currency = access.deal.currency if terms.binding["in_money"] else ""
    text = field_words("value" if name == "margin" else name, value, None, currency)
    cell = Cell(
        id=f"cell-mandate-{name.replace('_', '-')}",
        url=reverse("negotiations:mandate-edit", kwargs={"deal_id": draft.deal_id, "field": name}),
        field=name,
        label=LABELS[name],
        text=text,
        stored=text,
        version=draft.version_of(name),
        editable=access.can(Permission.MANDATE_DRAFT),
        secret=True,
        hint=HINTS[name],
    )
    return settled(cell, outcome)

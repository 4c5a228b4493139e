"""One person of a deal: fields, what they want, whom they move and who moves them, notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from accounts.permissions import Permission
from negotiations.models import Influence, Interest, Issue, Motive, Stakeholder, StakeholderNote
from negotiations.queries.history.people_fields import INFLUENCE_KINDS, INTEREST_KINDS, PRIVACY, STRENGTHS
from negotiations.queries.people.facts import ADVICE, load_people
from negotiations.queries.people.notes import NoteReader, readable
from negotiations.queries.people.page import PersonCard, card_of, person_cell, place_group
from negotiations.queries.plan.cells import Cell, Group, Outcome, settled
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing

FIELDS = (
    "name", "title", "side", "kind", "belonging", "company", "at_table", "stance", "decision_role", "veto", "sureness",
    "source", "dated",
)  # fmt: skip
HERE = "?on=person"
HINTS = {"company": "where it is not their own", "source": "who said it, or what we read", "dated": "date",
         "title": "what they do"}  # fmt: skip


@dataclass(frozen=True)
class LinkedIssue:
    issue: Issue
    linked: bool


@dataclass(frozen=True)
class InterestLine:
    row: Interest
    kind: Cell
    text: Cell
    linked: tuple[Issue, ...]
    others: tuple[Issue, ...]  # live issues that could be linked
    link_url: str
    remove_url: str


@dataclass(frozen=True)
class MotiveLine:
    row: Motive
    text: Cell
    remove_url: str


@dataclass(frozen=True)
class EdgeLine:
    """``words`` say whom it is with, how, and how strongly."""

    row: Influence
    other: Stakeholder
    words: str


@dataclass(frozen=True)
class NoteLine:
    row: StakeholderNote
    text: str
    who: str
    privacy: str
    may_erase: bool
    erase_url: str


@dataclass(frozen=True)
class PersonPage:
    card: PersonCard
    advice: str
    fields: Mapping[str, Cell]
    place: Group
    interests: tuple[InterestLine, ...]
    motives: tuple[MotiveLine, ...]
    moves: tuple[EdgeLine, ...]
    moved_by: tuple[EdgeLine, ...]
    notes: tuple[NoteLine, ...]
    kinds: tuple[tuple[str, str], ...]
    privacies: tuple[tuple[str, str], ...]
    issues: tuple[Issue, ...]
    may_edit: bool
    may_note: bool
    may_erase: bool
    sees_motives: bool
    may_edit_motives: bool
    today: date


def person_page(access: Standing, row: Stakeholder, *, today: date, outcome: Outcome | None = None) -> PersonPage:
    """Everything about somebody that this reader may see. Constant number of queries."""
    people, may = load_people(access.deal), access.can(Permission.PEOPLE_EDIT)
    live = tuple(Issue.objects.filter(deal=access.deal, removed_at__isnull=True).order_by("position", "pk"))
    card = card_of(row, people, may, outcome)
    privacies = {
        code: words for code, words in PRIVACY.items() if code != "secret" or access.can(Permission.SECRETS_VIEW)
    }
    return PersonPage(
        card=card,
        advice=ADVICE[card.quarter] if card.quarter else "Judge their power and their interest to place them.",
        fields={name: _field(row, name, may, outcome) for name in FIELDS},
        place=place_group(row, may, outcome, HERE),
        interests=tuple(_interest(one, live, access, may, outcome) for one in people.interests.get(row.pk, ())),
        motives=_motives(row, access, outcome),
        moves=tuple(_edge(edge, people.by_id[edge.influenced_id]) for edge in people.influences
                    if edge.influencer_id == row.pk),
        moved_by=tuple(_edge(edge, people.by_id[edge.influencer_id]) for edge in people.influences
                       if edge.influenced_id == row.pk),
        notes=_notes(row, access),
        kinds=tuple(INTEREST_KINDS.items()),
        privacies=tuple(privacies.items()),
        issues=live,
        may_edit=may,
        may_note=access.can(Permission.PEOPLE_NOTE),
        may_erase=access.can(Permission.PEOPLE_ERASE),
        sees_motives=access.can(Permission.SECRETS_VIEW),
        may_edit_motives=access.can(Permission.SECRETS_EDIT),
        today=today,
    )  # fmt: skip


def _field(row: Stakeholder, name: str, may: bool, outcome: Outcome | None) -> Cell:
    cell = person_cell(row, name, may, outcome, HERE)
    return Cell(**{**cell.__dict__, "hint": HINTS.get(name, "")})


def _interest(
    row: Interest, live: tuple[Issue, ...], access: Standing, may: bool, outcome: Outcome | None
) -> InterestLine:
    linked = set(row.issues)
    return InterestLine(
        row=row,
        kind=_line_cell("interest", row, "kind", access, may, outcome, choices=INTEREST_KINDS),
        text=_line_cell("interest", row, "text", access, may, outcome),
        linked=tuple(issue for issue in live if str(issue.pk) in linked),
        others=tuple(issue for issue in live if str(issue.pk) not in linked),
        link_url=_url("interest-link", access, interest_id=row.pk),
        remove_url=_url("interest-remove", access, interest_id=row.pk),
    )


def _motives(row: Stakeholder, access: Standing, outcome: Outcome | None) -> tuple[MotiveLine, ...]:
    if not access.can(Permission.SECRETS_VIEW):
        return ()
    rows = Motive.objects.filter(stakeholder=row, removed_at__isnull=True).order_by("created_at", "pk")
    may = access.can(Permission.SECRETS_EDIT)
    return tuple(
        MotiveLine(
            one,
            _line_cell("motive", one, "text", access, may, outcome, secret=True),
            _url("motive-remove", access, motive_id=one.pk),
        )
        for one in rows
    )


def _line_cell(
    noun: str,
    row: Interest | Motive,
    name: str,
    access: Standing,
    may: bool,
    outcome: Outcome | None,
    *,
    choices: Mapping[str, str] | None = None,
    secret: bool = False,
) -> Cell:
    value = getattr(row, name)
    value = opened(value, access) if secret else value
    text = choices.get(value, value) if choices else value
    more = {"field": name} if noun == "interest" else {}
    cell = Cell(
        id=f"cell-{name}-{row.pk}",
        url=_url(f"{noun}-edit", access, **{f"{noun}_id": row.pk}, **more),
        field=name,
        label=f"{noun.title()}: {name}",
        text=text,
        stored=text,
        version=row.version_of(name),
        editable=may,
        secret=secret,
        choices=tuple(choices.items()) if choices else (),
        chosen=value if choices else "",
    )
    return settled(cell, outcome)


def _edge(edge: Influence, other: Stakeholder) -> EdgeLine:
    how = f"{INFLUENCE_KINDS[edge.kind].lower()}, {STRENGTHS[str(edge.strength)].lower()}"
    return EdgeLine(edge, other, how)


def _notes(row: Stakeholder, access: Standing) -> tuple[NoteLine, ...]:
    rows = readable(access).filter(stakeholder=row).select_related("author").order_by("-created_at", "pk")
    return tuple(
        NoteLine(
            row=note,
            text=opened(note.text, NoteReader(note, access)),
            who=str(note.author) if note.author else "Somebody",
            privacy=PRIVACY[note.privacy],
            may_erase=note.author_id == access.user.pk or access.can(Permission.PEOPLE_ERASE),
            erase_url=_url("note-erase", access, note_id=note.pk),
        )
        for note in rows
    )


def _url(name: str, access: Standing, **more: Any) -> str:
    return reverse(f"negotiations:{name}", kwargs={"deal_id": access.deal.pk, **more})

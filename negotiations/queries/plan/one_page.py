"""The plan on one sheet of paper: what somebody takes along, as plain words, for the page to print and for the PDF.

Its figures are those of the plan's page, read by the same person. Without secrets it is what a colleague without them
would get: the secrets are not read at all.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from accounts.models import User
from accounts.permissions import OWN_FORM, Permission
from negotiations.enums import Party
from negotiations.enums_prepare import QuestionState
from negotiations.levels import THIN_SPACE
from negotiations.models import Question, Stakeholder
from negotiations.queries.deal.head import seated
from negotiations.queries.history.values import moment_words
from negotiations.queries.plan.page import IssueRow, PlanPage, plan_page
from negotiations.queries.prepare.agenda import items, next_meeting
from negotiations.queries.rehearsals.ladders import followed, load_concessions
from negotiations.queries.rehearsals.page import said_words, when_words
from negotiations.queries.standing import Standing
from negotiations.queries.wording import Amounts, Names

SECRET = frozenset({Permission.SECRETS_VIEW, Permission.SECRETS_EDIT, Permission.TRADES_VIEW, *OWN_FORM.values()})
QUESTIONS, ITEMS, STEPS, PEOPLE, ALTERNATIVES = 7, 10, 8, 8, 5
OFTEN = 3  # priorities that one keeps in mind


@dataclass(frozen=True)
class IssueLine:
    """An issue: its levels as this reader may see them ("" where not), weights and what a step is worth, in words."""

    name: str
    note: str
    levels: tuple[str, ...]  # marker; then target, realistic and walk-away
    ours: str
    theirs: str
    step: str
    step_ours: str
    step_theirs: str
    kind: str


@dataclass(frozen=True)
class Planned:
    """The concession plan in use: what we open with, and its steps as (give, for what, when and who)."""

    name: str
    opening: str
    steps: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Worth:
    """What the package is worth to us and likely to them, and where our floor is. Secret."""

    ours: str
    over_floor: str
    below: bool
    floor: str
    theirs: str
    mandate: str
    alternatives: tuple[tuple[str, str, str], ...]  # what, until when, expected


@dataclass(frozen=True)
class OnePage:
    """All of the sheet. ``secret`` parts are None or empty for who may not see them, or when they are to stay out."""

    title: str
    subtitle: str
    note: str
    secret: bool
    shows_limits: bool
    issues: tuple[IssueLine, ...]
    our_people: tuple[tuple[str, str], ...]
    their_people: tuple[tuple[str, str], ...]
    our_priorities: tuple[str, ...]
    their_priorities: tuple[str, ...]
    worth: Worth | None
    planned: Planned | None
    questions: tuple[str, ...]
    more_questions: int
    meeting: str
    agenda: tuple[tuple[str, str], ...]


def one_page(access: Standing, *, secrets: bool, now: datetime, by: User) -> OnePage:
    """The sheet for this reader. As many queries for three issues as for thirty."""
    if not secrets:
        access = without_secrets(access)
    deal, page = access.deal, plan_page(access, now=now)
    reads = access.can(Permission.SECRETS_VIEW)
    levels_seen = any(cell is not None for row in page.rows for cell in row.limits)
    ask = Question.objects.filter(deal=deal, removed_at__isnull=True, state=QuestionState.TO_ASK)
    questions = list(ask.order_by("number", "pk").values_list("text", flat=True))
    meeting = next_meeting(access, now)
    facts = [deal.counterparty.name, deal.get_category_display(), f"phase: {deal.get_phase_display()}"]
    return OnePage(
        title=deal.title,
        subtitle=" · ".join(facts),
        note=f"Made by Parley on {moment_words(now)} for {by}. {'' if reads else 'Secrets are left out. '}"
        "Theirs is estimated: 80 of 100 guesses lie in a range.",
        secret=levels_seen,
        shows_limits=levels_seen,
        issues=tuple(_issue(row) for row in page.rows),
        our_people=tuple((str(one.user), one.words) for one in seated(deal)),
        their_people=_theirs(access),
        our_priorities=_ours_first(page),
        their_priorities=_theirs_first(page),
        worth=_worth(page),
        planned=_planned(access, page) if reads else None,
        questions=tuple(questions[:QUESTIONS]),
        more_questions=max(0, len(questions) - QUESTIONS),
        meeting="" if meeting is None else f"{meeting.title or 'Meeting'}, {moment_words(meeting.starts_at)}",
        agenda=()
        if meeting is None
        else tuple((row.title, f"{row.minutes}{THIN_SPACE}min") for row in items(meeting)[:ITEMS]),
    )


def without_secrets(access: Standing) -> Standing:
    """The same person with no right to a secret."""
    return replace(access, permissions=access.permissions - SECRET, on_issues={})


def _issue(row: IssueRow) -> IssueLine:
    shown = [cell.text if cell is not None else "" for cell in row.limits]
    return IssueLine(
        name=row.issue.name,
        note=row.issue.unit,
        levels=(row.marker.text, *shown),
        ours="" if row.ours is None else f"{100 * row.ours:.0f}{THIN_SPACE}%",
        theirs="" if row.theirs is None else f"{100 * row.theirs.low:.0f}–{100 * row.theirs.high:.0f}{THIN_SPACE}%",
        step=row.step,
        step_ours=row.step_ours,
        step_theirs=row.step_theirs,
        kind=row.kind,
    )


def _ours_first(page: PlanPage) -> tuple[str, ...]:
    rows = [(row.ours, row.issue.name) for row in page.rows if row.ours]
    rows.sort(key=lambda pair: -pair[0])
    return tuple(f"{name} {100 * part:.0f}{THIN_SPACE}%" for part, name in rows[:OFTEN])


def _theirs_first(page: PlanPage) -> tuple[str, ...]:
    rows = [(row.theirs, row.issue.name) for row in page.rows if row.theirs is not None]
    rows.sort(key=lambda pair: -pair[0].likely)
    return tuple(f"{name} {100 * w.low:.0f}–{100 * w.high:.0f}{THIN_SPACE}%" for w, name in rows[:OFTEN])


def _theirs(access: Standing) -> tuple[tuple[str, str], ...]:
    """Their people, who decides and who is powerful first; whoever is not at the table is marked."""
    rows = [
        row
        for row in Stakeholder.objects.filter(deal=access.deal, side=Party.THEIRS, removed_at__isnull=True)
        if row.name
    ]
    rows.sort(key=lambda row: (not row.decides, -(row.power or 0), row.name.casefold(), row.pk))
    found = []
    for row in rows[:PEOPLE]:
        facts = [row.title, "decides" if row.decides else "", "" if row.at_table else "not at the table"]
        found.append((row.name, ", ".join(fact for fact in facts if fact)))
    return tuple(found)


def _worth(page: PlanPage) -> Worth | None:
    panel = page.package
    if panel is None:
        return None
    lines = [
        (line.title, "expired" if line.state == "expired" else f"until {line.until}" if line.until else "",
         line.expected)
        for line in page.beside.alternatives or ()
    ]  # fmt: skip
    return Worth(
        ours=panel.ours,
        over_floor=panel.over_floor,
        below=panel.below_floor,
        floor=f"{panel.floor} ({panel.floor_name})" if panel.floor else "",
        theirs=panel.theirs,
        mandate=" ".join(panel.limits) or "Within the mandate.",
        alternatives=tuple(lines[:ALTERNATIVES]),
    )


def _planned(access: Standing, page: PlanPage) -> Planned | None:
    used = followed(load_concessions(access.deal, access))
    if used is None:
        return None
    names, amounts = Names(access.deal), Amounts(page.in_money, access.deal.currency)
    steps = []
    for one in used.steps[:STEPS]:
        when = when_words(one.row.trigger, one.amount, amounts)
        late = f", at the latest in round {one.row.latest}" if one.row.latest else ""
        steps.append((said_words(names, one.gives), said_words(names, one.gets), when + late))
    return Planned(used.name, said_words(names, used.opening), tuple(steps))

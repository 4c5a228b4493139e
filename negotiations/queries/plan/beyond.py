"""What an export holds beside the plan: people, preparation and mandate, as far as the reader may see them.

Notes about people are not in it: each has its readers and its day of erasure, which a file would outlive.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.levels import scale_of
from negotiations.models import (
    Assumption,
    Comparable,
    Fact,
    Issue,
    Motive,
    Objection,
    ProtectedFact,
    Question,
    Stakeholder,
)
from negotiations.models.prepared import Prepared
from negotiations.queries.mandate.page import mandate_page
from negotiations.queries.people.facts import load_people
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.secrets import Secret

Value = str | Decimal | date | None
Row = dict[str, Value]


@dataclass(frozen=True)
class Table:
    """Rows under the keys of the columns; ``columns`` are key and title. Without a row there is no table."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    secret: bool = False


def beyond_plan(access: Standing, *, secrets: bool, today: date) -> tuple[Table, ...]:
    """The tables for this reader. A constant number of queries."""
    issues = {issue.pk: issue for issue in access.deal.issues.filter(removed_at=None).prefetch_related("options")}
    names = {pk: issue.name for pk, issue in issues.items()}
    tables = [*_people(access, names, secrets=secrets), *_preparation(access, issues, secrets=secrets)]
    if secrets and access.can(Permission.SECRETS_VIEW):
        tables.append(_mandate(access, today))
    return tuple(table for table in tables if table.rows)


def _people(access: Standing, names: Mapping[Any, str], *, secrets: bool) -> list[Table]:
    people = load_people(access.deal)
    linked = {str(pk): name for pk, name in names.items()}
    columns = (
        ("name", "Name"), ("side", "Side"), ("kind", "Kind"), ("title", "Title"), ("company", "Company"),
        ("seat", "At the table"), ("role", "Role in the decision"), ("veto", "Veto"), ("stance", "Stance"),
        ("power", "Power"), ("interest", "Interest"), ("wants", "What they want"), ("sureness", "How sure"),
        ("source", "Source"), ("dated", "Date"),
    )  # fmt: skip

    def wants(row: Stakeholder) -> str:
        lines = []
        for one in people.interests.get(row.pk, ()):
            served = ", ".join(linked[pk] for pk in one.issues if pk in linked)
            lines.append(f"{one.get_kind_display()}: {one.text}{f' ({served})' if served else ''}")
        return "\n".join(lines)

    rows: tuple[Row, ...] = tuple(
        {
            "name": row.name, "side": row.get_side_display(), "kind": row.get_kind_display(), "title": row.title,
            "company": row.company, "seat": _yes(row.at_table), "role": row.get_decision_role_display(),
            "veto": _yes(row.veto), "stance": row.get_stance_display(), "power": _whole(row.power),
            "interest": _whole(row.interest), "wants": wants(row), "sureness": row.get_sureness_display(),
            "source": row.source, "dated": row.dated,
        }
        for row in people.rows
    )  # fmt: skip
    edges: tuple[Row, ...] = tuple(
        {
            "from": people.by_id[edge.influencer_id].name, "to": people.by_id[edge.influenced_id].name,
            "kind": edge.get_kind_display(), "strength": Decimal(edge.strength), "note": edge.note,
        }
        for edge in people.influences
        if {edge.influencer_id, edge.influenced_id} <= people.by_id.keys()
    )  # fmt: skip
    who = (("from", "Who"), ("to", "Moves whom"), ("kind", "How"), ("strength", "Strength, 1 to 3"), ("note", "Note"))
    found = [Table("People", columns, rows), Table("Influence", who, edges)]
    if secrets and access.can(Permission.SECRETS_VIEW):
        motives = Motive.objects.filter(stakeholder__in=list(people.by_id), removed_at=None).order_by(
            "created_at", "pk"
        )
        private: tuple[Row, ...] = tuple(
            {"name": people.by_id[row.stakeholder_id].name, "text": opened(row.text, access)} for row in motives
        )
        found.append(Table("Motives", (("name", "Name"), ("text", "For themselves")), private, secret=True))
    return found


# Name, model, and for each column its key, its title and the attribute of a row that it shows.
REGISTERS: tuple[tuple[str, type[Prepared], tuple[tuple[str, str, str], ...]], ...] = (
    (
        "Questions", Question,
        (("text", "Question", "text"), ("issue", "Issue", "issue"), ("state", "State", "get_state_display"),
         ("answer", "Answer", "answer"), ("by", "Answered by", "answered_by")),
    ),
    (
        "Facts", Fact,
        (("text", "Fact", "text"), ("class", "Class", "get_share_class_display"),
         ("about", "Whose", "get_about_display"), ("issue", "Issue", "issue"), ("source", "Source", "source"),
         ("dated", "Date", "dated"), ("exchanged", "Changed hands", "exchanged_on")),
    ),
    (
        "Assumptions", Assumption,
        (("text", "Assumption", "text"), ("issue", "Issue", "issue"), ("carries", "Carries", "get_estimate_display"),
         ("test", "Test", "test"), ("owner", "Owner", "owner"), ("due", "Due", "due_on"),
         ("state", "State", "get_state_display"), ("result", "Result", "result")),
    ),
    (
        "Comparables", Comparable,
        (("text", "Comparable", "text"), ("issue", "Issue", "issue"), ("level", "Level", "level"),
         ("dated", "Date", "dated"), ("volume", "Volume", "volume"), ("source", "Source", "source"),
         ("adjustment", "Adjustment, %", "adjustment"), ("reason", "Why", "reason")),
    ),
    (
        "Objections", Objection,
        (("text", "Objection", "text"), ("issue", "Issue", "issue"), ("reply", "Reply", "reply"),
         ("proof", "Rests on", "proof"), ("speaker", "Who replies", "speaker"),
         ("rehearsed", "Rehearsed", "rehearsed")),
    ),
    (
        "Protected facts", ProtectedFact,
        (("text", "Fact", "text"), ("about", "Whose", "get_about_display"), ("issue", "Issue", "issue"),
         ("source", "Source", "source"), ("dated", "Date", "dated")),
    ),
)  # fmt: skip
USERS = {Assumption: ("owner",), Objection: ("speaker",)}


def _preparation(access: Standing, issues: Mapping[Any, Issue], *, secrets: bool) -> list[Table]:
    tables = []
    for name, model, columns in REGISTERS:
        hidden = model is ProtectedFact
        if hidden and not secrets:
            continue
        live = model._default_manager.filter(deal=access.deal, removed_at=None).order_by("number", "pk")
        rows = tuple(
            {key: _shown(access, row, attribute, issues) for key, _, attribute in columns}
            for row in live.select_related("issue", *USERS.get(model, ()))
            if not hidden or access.can(Permission.SECRETS_VIEW, row.issue)
        )
        tables.append(Table(name, tuple((key, title) for key, title, _ in columns), rows, secret=hidden))
    return tables


def _shown(access: Standing, row: Any, attribute: str, issues: Mapping[Any, Issue]) -> Value:
    """What a cell shows of a row."""
    issue = issues.get(row.issue_id)
    if attribute == "issue":
        return issue.name if issue else ""
    value = getattr(row, attribute)
    if attribute == "level" and issue is not None:
        return scale_of(issue, access.deal.currency).words(value)
    if isinstance(value, Secret):
        return str(opened(value, access))
    if isinstance(value, bool):
        return _yes(value)
    if isinstance(value, User):
        return str(value)
    shown: Value = value() if callable(value) else value
    return shown


def _mandate(access: Standing, today: date) -> Table:
    """The terms as they stand, and where the approval is."""
    page = mandate_page(access, today=today)
    number = page.state.version.number if page.state.version else None
    rows: list[Row] = [{"what": "State", "words": f"{page.code}{f', version {number}' if number else ''}"}]
    for line in page.lines:
        words = "; ".join(part for part in (line.limit, f"never given: {line.never}" if line.never else "") if part)
        rows.append({"what": line.issue.name, "words": words})
    rows.append({"what": "Floor", "words": page.floor})
    rows += [{"what": line.label, "words": line.words} for line in page.seats if line.may]
    columns = (("what", "What"), ("words", "Terms"))
    return Table("Mandate", columns, tuple(rows) if number else (), secret=True)


def _yes(value: bool) -> str:
    return "Yes" if value else "No"


def _whole(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)

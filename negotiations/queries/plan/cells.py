"""Editable cells: one field of one row, with its version, as a page shows it after whatever became of a save."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.urls import reverse

from negotiations.levels import Scale
from negotiations.models import Issue
from negotiations.models.base import Versioned
from negotiations.queries.history.fields import NAMES, choice_value, field_words
from negotiations.queries.reading import opened
from negotiations.secrets import Reader


@dataclass(frozen=True)
class Conflicting:
    """Both values of a field that two people wrote, in words."""

    who: str
    when: str
    theirs: str
    mine: str
    version: int


@dataclass(frozen=True)
class Outcome:
    """What became of a save: of which cell, and what was typed into it.

    ``state``: saved, invalid, conflict, or kept: a teammate's value stands, and what was typed is beside it.
    """

    cell: str
    state: str
    typed: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    at: str = ""  # the field of a group that is wrong
    conflict: Conflicting | None = None


@dataclass(frozen=True)
class Cell:
    """One field. ``choices`` (value, label) make it a select; ``stored`` is the text that the database holds."""

    id: str
    url: str
    field: str
    label: str
    text: str
    stored: str
    version: int
    editable: bool = True
    secret: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    chosen: str = ""
    shape: str = "text"  # text, area or date
    hint: str = ""
    level: str = ""  # of a rating
    state: str = ""
    note: str = ""
    kept: str = ""  # what was typed and gave way to a teammate's value
    conflict: Conflicting | None = None
    history: str = ""  # where its earlier values are, once it has any

    @property
    def input_id(self) -> str:
        return f"{self.id}-input"


@dataclass(frozen=True)
class Group:
    """Fields that are saved together, such as low, likely and high."""

    id: str
    url: str
    label: str
    version: int
    fields: tuple[Cell, ...]
    editable: bool
    state: str = ""
    note: str = ""
    conflict: Conflicting | None = None


def settled(cell: Cell, outcome: Outcome | None) -> Cell:
    """The cell after a save: what was typed is kept beside an error or a conflict, never thrown away."""
    if outcome is None or outcome.cell != cell.id:
        return cell
    if outcome.state == "saved":
        return replace(cell, state="saved")
    if outcome.state == "kept":
        typed = outcome.typed.get("value", "")
        words = dict(cell.choices).get(typed, typed)
        return replace(cell, state="kept", kept=typed, note=words) if words and typed != cell.text else cell
    typed = outcome.typed.get("value", cell.text)
    version = outcome.conflict.version if outcome.conflict else cell.version
    return replace(
        cell,
        state=outcome.state,
        text=typed,
        chosen=typed if cell.choices else "",
        note=outcome.note,
        conflict=outcome.conflict,
        version=version,
    )


def settled_group(group: Group, outcome: Outcome | None) -> Group:
    """The same for fields saved together; the error stands at the one that is wrong."""
    if outcome is None or outcome.cell != group.id:
        return group
    fields = tuple(
        replace(
            one,
            text=outcome.typed.get(one.field, one.text) if outcome.state != "saved" else one.text,
            state="invalid" if outcome.state == "invalid" and outcome.at in {one.field, ""} else "",
        )
        for one in group.fields
    )
    version = outcome.conflict.version if outcome.conflict else group.version
    return replace(
        group, fields=fields, state=outcome.state, note=outcome.note, conflict=outcome.conflict, version=version
    )


@dataclass(frozen=True)
class CellMaker:
    """Makes the cells of one issue for one reader. ``suffix`` goes on every URL: it keeps a detail open."""

    issue: Issue
    scale: Scale
    reader: Reader
    outcome: Outcome | None
    suffix: str = ""

    def url(self, name: str, **kwargs: Any) -> str:
        path = reverse(f"negotiations:{name}", kwargs={"deal_id": self.issue.deal_id, **kwargs})
        return path + self.suffix

    def cell(
        self,
        row: Versioned,
        name: str,
        *,
        url: str,
        editable: bool,
        choices: Mapping[str, str] | None = None,
        key: str = "",
        **extra: Any,
    ) -> Cell:
        """The cell of a field; a level on an issue of choice is chosen from its options."""
        value = getattr(row, name)
        if name in row.secret_fields:
            value = opened(value, self.reader)
        if choices is None and name in LEVELS_OF_CHOICE and not self.scale.is_numeric:
            choices = {"": "–", **{str(number): label for number, label in self.scale.options.items()}}
        text = field_words(name, value, self.scale)
        made = Cell(
            id=key or f"cell-{name.replace('_', '-')}-{self.issue.pk}",
            url=url,
            field=name,
            label=f"{NAMES[name]}, {self.issue.name}",
            text=text,
            stored=text,
            version=row.version_of(name),
            editable=editable,
            secret=name in row.secret_fields,
            choices=tuple((choices or {}).items()),
            chosen=choice_value(name, value) if choices else "",
            history=history_url(self.issue.deal_id, row, name),
            **extra,
        )
        return settled(made, self.outcome)


LEVELS_OF_CHOICE = frozenset({"marker", "target", "realistic", "walk_away"})


def history_url(deal_id: UUID, row: Versioned, name: str) -> str:
    """Where the earlier values of a field are; nothing for one that nobody has changed yet."""
    if not row.version_of(name):
        return ""
    path = {"deal_id": deal_id, "noun": row.noun, "object_id": row.pk, "field": name}
    return reverse("negotiations:field-history", kwargs=path)


def row_version(row: Versioned) -> int:
    """The highest version of a row's fields: what a reader of the whole row has seen."""
    return max((int(seq) for seq in row.versions.values()), default=0)

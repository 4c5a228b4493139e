"""Who moves whom: the drawing, the ways to those who decide in sentences, and the edges as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from accounts.permissions import Permission
from negotiations.charts.influence_map import Drawing, Node, draw, short_name
from negotiations.engine.graph import Way, betweenness, layers, strongest_ways
from negotiations.enums import InfluenceKind, Party
from negotiations.models import Influence, Stakeholder
from negotiations.queries.history.people_fields import INFLUENCE_KINDS, STRENGTHS
from negotiations.queries.people.facts import People, load_people
from negotiations.queries.plan.cells import Cell, Outcome, settled
from negotiations.queries.standing import Standing
from negotiations.queries.wording import Sentence, sentence

TAKEN_OVER = {1: 0.3, 2: 0.6, 3: 0.9}  # how much of a word somebody takes over who is moved weakly, clearly, strongly
MOST_WAYS = 3


@dataclass(frozen=True)
class PersonBox:
    """Somebody in the drawing."""

    row: Stakeholder
    at: Node
    name: str
    note: str
    url: str


@dataclass(frozen=True)
class EdgeLine:
    """An influence in the table, and as an arrow."""

    row: Influence
    influencer: Stakeholder
    influenced: Stakeholder
    cells: Mapping[str, Cell]
    path: str
    words: str
    remove_url: str


@dataclass(frozen=True)
class Reach:
    """Who decides, and how we get to them; ``gap`` when we do not."""

    decider: Stakeholder
    ways: tuple[Sentence, ...]
    gap: str


@dataclass(frozen=True)
class Middle:
    """Somebody through whom many ways lead: ``share`` of the shortest ways between two others, per cent."""

    row: Stakeholder
    url: str
    share: int
    opens: tuple[str, ...]  # who decides that our ways reach through them


@dataclass(frozen=True)
class InfluencePage:
    people: People
    drawing: Drawing | None
    boxes: tuple[PersonBox, ...]
    edges: tuple[EdgeLine, ...]
    reaches: tuple[Reach, ...]
    middles: tuple[Middle, ...]
    kinds: tuple[tuple[str, str], ...]
    strengths: tuple[tuple[str, str], ...]
    may_edit: bool


def influence_page(access: Standing, outcome: Outcome | None = None) -> InfluencePage:
    """The influence map for a reader of the deal. Three queries."""
    people, may = load_people(access.deal), access.can(Permission.PEOPLE_EDIT)
    rows = list(people.rows)
    number = {row.pk: at for at, row in enumerate(rows)}
    edges = [(number[e.influencer_id], number[e.influenced_id], TAKEN_OVER[e.strength]) for e in people.influences]
    deciders = [at for at, row in enumerate(rows) if row.decides]
    drawing = _drawing(people, rows, edges, deciders)
    paths = {arrow.key: arrow.path for arrow in drawing.arrows} if drawing else {}
    ways = {at: strongest_ways(len(rows), edges, at) for at in deciders}
    return InfluencePage(
        people=people,
        drawing=drawing,
        boxes=tuple(_box(people, node) for node in drawing.nodes) if drawing else (),
        edges=tuple(_line(edge, people, may, outcome, paths) for edge in people.influences),
        reaches=tuple(_reach(rows, at, ways[at], people) for at in deciders),
        middles=_middles(rows, edges, ways),
        kinds=tuple(INFLUENCE_KINDS.items()),
        strengths=tuple(STRENGTHS.items()),
        may_edit=may,
    )


def _drawing(
    people: People, rows: Sequence[Stakeholder], edges: list[tuple[int, int, float]], deciders: list[int]
) -> Drawing | None:
    """Everybody who decides or is tied to somebody; the rest are in the table of people."""
    if not edges:
        return None
    tied = {end for a, b, _ in edges for end in (a, b)} | set(deciders)
    shown = [[str(rows[at].pk) for at in row if at in tied] for row in layers(len(rows), edges, deciders)]
    named = [(str(edge.pk), str(edge.influencer_id), str(edge.influenced_id)) for edge in people.influences]
    return draw([row for row in shown if row], named)


def _box(people: People, node: Node) -> PersonBox:
    row = people.by_id[UUID(node.key)]
    words = ["decides"] if row.decides else []
    words += ["at the table"] if row.at_table else []
    return PersonBox(row, node, short_name(row.name), ", ".join(words) or short_name(row.title), _person(row))


def _person(row: Stakeholder) -> str:
    return reverse("negotiations:stakeholder-detail", kwargs={"deal_id": row.deal_id, "stakeholder_id": row.pk})


def _line(edge: Influence, people: People, may: bool, outcome: Outcome | None, paths: Mapping[str, str]) -> EdgeLine:
    ends = people.by_id[edge.influencer_id], people.by_id[edge.influenced_id]
    known: dict[str, tuple[Any, Mapping[str, str]]] = {
        "kind": (edge.kind, INFLUENCE_KINDS),
        "strength": (edge.strength, STRENGTHS),
        "note": (edge.note, {}),
    }
    return EdgeLine(
        row=edge,
        influencer=ends[0],
        influenced=ends[1],
        cells={name: _cell(edge, name, value, choices, may, outcome) for name, (value, choices) in known.items()},
        path=paths.get(str(edge.pk), ""),
        words=f"{ends[0].name} moves {ends[1].name}: {edge_words(edge)}",
        remove_url=_url("influence-remove", edge),
    )


def edge_words(edge: Influence) -> str:
    """``informal, strong``."""
    return f"{InfluenceKind(edge.kind).label.lower()}, {STRENGTHS[str(edge.strength)].lower()}"


def _cell(
    edge: Influence, name: str, value: Any, choices: Mapping[str, str], may: bool, outcome: Outcome | None
) -> Cell:
    text = choices.get(str(value), str(value))
    cell = Cell(
        id=f"cell-{name}-{edge.pk}",
        url=_url("influence-edit", edge, field=name),
        field=name,
        label={"kind": "Formal or informal", "strength": "Strength", "note": "How we know, or how it works"}[name],
        text=text,
        stored=text,
        version=edge.version_of(name),
        editable=may,
        choices=tuple(choices.items()),
        chosen=str(value),
        hint="how it works",
    )
    return settled(cell, outcome)


def _url(name: str, edge: Influence, **more: str) -> str:
    return reverse(f"negotiations:{name}", kwargs={"deal_id": edge.deal_id, "influence_id": edge.pk, **more})


def _reach(rows: Sequence[Stakeholder], at: int, ways: Sequence[Way | None], people: People) -> Reach:
    decider = rows[at]
    if decider.at_table:
        there = sentence("*{name}* decides and sits at the table: speak with them yourselves.", name=decider.name)
        return Reach(decider, (there,), "")
    found = [way for way in ways if way is not None and len(way.people) > 1 and _opens(rows[way.people[0]], decider)]
    found = [way for way in found if not any(_opens(rows[one], decider) for one in way.people[1:-1])]
    found.sort(key=lambda way: (-way.force, len(way.people), way.people))
    strongest = {(e.influencer_id, e.influenced_id): e for e in sorted(people.influences, key=lambda e: e.strength)}
    said = tuple(_said(rows, way, strongest) for way in found[:MOST_WAYS])
    gap = "" if said else f"Nobody whom we speak with reaches {decider.name} yet. To whom do they listen?"
    return Reach(decider, said, gap)


def _opens(row: Stakeholder, decider: Stakeholder) -> bool:
    """Whether a way may begin with somebody: one of ours, or whom we meet at the table."""
    if decider.side == Party.OURS:
        return row.side == Party.OURS
    return row.side == Party.OURS or row.at_table


def _said(rows: Sequence[Stakeholder], way: Way, edges: Mapping[tuple[UUID, UUID], Influence]) -> Sentence:
    """``Through João Sá (informal, weak) you reach Banco do Vouga, who moves Rui Frigo (formal, strong).``"""
    steps = [edge_words(edges[rows[a].pk, rows[b].pk]) for a, b in zip(way.people, way.people[1:], strict=False)]
    names = [rows[one].name for one in way.people]
    if len(names) == 2:
        return sentence(
            "Through *{first}* ({how}) you reach *{last}*, who decides.", first=names[0], how=steps[0], last=names[1]
        )
    middle = ", who moves ".join(f"{name} ({how})" for name, how in zip(names[2:-1], steps[1:-1], strict=True))
    via = f"{names[1]}, who moves {middle}" if middle else names[1]
    return sentence(
        "Through *{first}* ({how}) you reach *{via}*, and so *{last}* ({end}), who decides.",
        first=names[0], how=steps[0], via=via, last=names[-1], end=steps[-1],
    )  # fmt: skip


def _middles(
    rows: Sequence[Stakeholder], edges: list[tuple[int, int, float]], ways: Mapping[int, Sequence[Way | None]]
) -> tuple[Middle, ...]:
    """Through whom much goes: between two others, and on our ways to who decides."""
    scores = betweenness(len(rows), edges)
    found = []
    for at, row in enumerate(rows):
        opens = [
            rows[end].name
            for end, known in ways.items()
            if any(way and at in way.people[1:-1] and _opens(rows[way.people[0]], rows[end]) for way in known)
        ]
        if opens or scores[at] > 0:
            found.append(Middle(row, _person(row), round(100 * scores[at]), tuple(opens)))
    found.sort(key=lambda one: (-len(one.opens), -one.share, one.row.name))
    return tuple(found)

"""The influence map: boxes in rows, who decides on top, arrows from who moves to who is moved. Pure, no Django."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BOX_WIDTH, BOX_HEIGHT = 150.0, 46.0
GAP, ROW_GAP, MARGIN = 30.0, 62.0, 12.0
MOST_IN_ROW = 6  # a longer row is broken
LETTERS = 20


@dataclass(frozen=True, slots=True)
class Node:
    """A box: ``x`` and ``y`` of its top left corner."""

    key: str
    x: float
    y: float

    @property
    def middle(self) -> float:
        return self.x + BOX_WIDTH / 2

    @property
    def name_y(self) -> float:
        return self.y + 20

    @property
    def note_y(self) -> float:
        return self.y + 36

    @property
    def bottom(self) -> float:
        return self.y + BOX_HEIGHT


@dataclass(frozen=True, slots=True)
class Arrow:
    """The path of an edge, and where its head points."""

    key: str
    path: str


@dataclass(frozen=True, slots=True)
class Drawing:
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    width: float
    height: float
    box_width: float = BOX_WIDTH
    box_height: float = BOX_HEIGHT


def short_name(name: str) -> str:
    """A name that fits into a box."""
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…"


def draw(rows: Sequence[Sequence[str]], edges: Sequence[tuple[str, str, str]]) -> Drawing:
    """``rows`` of keys from the top; ``edges`` are (key, from, to). The same input gives the same drawing."""
    broken = [row[at : at + MOST_IN_ROW] for row in rows for at in range(0, len(row), MOST_IN_ROW)]
    widest = max((len(row) for row in broken), default=1)
    width = 2 * MARGIN + widest * BOX_WIDTH + (widest - 1) * GAP
    nodes: dict[str, Node] = {}
    for depth, row in enumerate(broken):
        room = len(row) * BOX_WIDTH + (len(row) - 1) * GAP
        left = (width - room) / 2
        for place, key in enumerate(row):
            x = left + place * (BOX_WIDTH + GAP)
            nodes[key] = Node(key, round(x, 1), round(MARGIN + depth * (BOX_HEIGHT + ROW_GAP), 1))
    height = 2 * MARGIN + len(broken) * BOX_HEIGHT + max(0, len(broken) - 1) * ROW_GAP
    ports = _ports(nodes, edges)
    arrows = [Arrow(key, _path(nodes[a], nodes[b], ports[key], height)) for key, a, b in edges]
    return Drawing(tuple(nodes.values()), tuple(arrows), width, height)


def _ports(nodes: Mapping[str, Node], edges: Sequence[tuple[str, str, str]]) -> dict[str, tuple[float, float]]:
    """Where on the sides of its boxes each edge begins and ends, side by side in the order of what they lead to."""
    ends: dict[tuple[str, str], list[tuple[float, str, int]]] = {}
    for key, a, b in edges:
        up = nodes[a].y - nodes[b].y
        for which, (here, there) in enumerate(((a, b), (b, a))):
            side = "same" if up == 0 else ("top" if (up > 0) == (which == 0) else "bottom")
            ends.setdefault((here, side), []).append((nodes[there].middle, key, which))
    found: dict[str, list[float]] = {key: [0.0, 0.0] for key, _, _ in edges}
    for (here, _), sharing in ends.items():
        for place, (_, key, which) in enumerate(sorted(sharing), start=1):
            found[key][which] = round(nodes[here].x + BOX_WIDTH * place / (len(sharing) + 1), 1)
    return {key: (pair[0], pair[1]) for key, pair in found.items()}


def _path(a: Node, b: Node, ports: tuple[float, float], height: float) -> str:
    """A curve from a to b: between rows straight up or down at the boxes, within a row in a bow above it."""
    start, end = ports
    if a.y == b.y:
        top = max(2.0, a.y - ROW_GAP / 2) if a.y > MARGIN else a.bottom + ROW_GAP / 2
        y1 = a.y if a.y > MARGIN else a.bottom
        return f"M{start} {y1}C{start} {top} {end} {top} {end} {y1}"
    y1, y2 = (a.y, b.bottom) if a.y > b.y else (a.bottom, b.y)
    bend = round((y1 + y2) / 2, 1)
    return f"M{start} {y1}C{start} {bend} {end} {bend} {end} {y2}"

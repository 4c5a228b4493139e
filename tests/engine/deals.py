"""Problems for property tests: small, full of ties and of degenerate issues; and the same problem seen differently."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from negotiations.engine.problem import Issue, Package, Problem

MOST = 6


@st.composite
def issues(draw, *, most=4):
    """One option, nothing at stake for a side or for both, equal options: all of these are common."""
    size = draw(st.integers(1, most))
    kind = draw(st.sampled_from(["free", "free", "nothing for us", "nothing for them", "nothing", "opposed"]))
    values = st.lists(st.integers(0, MOST), min_size=size, max_size=size).map(tuple)
    ours, theirs = draw(values), draw(values)
    flat = (draw(st.integers(0, 2)),) * size
    rows = {
        "free": (ours, theirs),
        "nothing for us": (flat, theirs),
        "nothing for them": (ours, flat),
        "nothing": (flat, flat),
        "opposed": (ours, tuple(MOST - v for v in ours)),
    }[kind]
    removed = draw(st.sets(st.integers(0, size - 1), max_size=size - 1)) if draw(st.booleans()) else set()
    return Issue("issue", tuple(map(str, range(size))), rows, frozenset(removed))


@st.composite
def problems(draw, *, floors=True, least=1, most=4):
    """Up to four issues; a floor may be missing, below everything or above everything."""
    made = draw(st.lists(issues(), min_size=least, max_size=most))
    made = [replace(issue, key=f"issue {i}") for i, issue in enumerate(made)]
    limit = st.one_of(st.none(), st.integers(-1, MOST * len(made) + 2)) if floors else st.none()
    return Problem(("ours", "theirs"), tuple(made), MOST * len(made), (draw(limit), draw(limit)))


@st.composite
def with_package(draw, **kind):
    """A problem and one of its allowed packages."""
    problem = draw(problems(**kind))
    return problem, tuple(draw(st.sampled_from(issue.allowed)) for issue in problem.issues)


def scaled(problem: Problem, ours: int, theirs: int, shift: int = 0) -> Problem:
    """Every worth of ours times `ours` plus `shift` an issue, of theirs times `theirs`; floors with them."""
    count = len(problem.issues)
    moved = problem.with_contributions(0, [[v * ours + shift for v in i.contributions[0]] for i in problem.issues])
    moved = moved.with_contributions(1, [[v * theirs for v in i.contributions[1]] for i in problem.issues])
    first, second = problem.floors
    return moved.with_floors(
        None if first is None else first * ours + shift * count, None if second is None else second * theirs
    )


def reordered(problem: Problem, issues_order: list[int], turned: bool) -> Problem:
    """Issues in another order, and the options of each backwards when `turned`."""
    made = []
    for i in issues_order:
        issue = problem.issues[i]
        if turned:
            last = len(issue.options) - 1
            issue = Issue(
                issue.key,
                issue.options[::-1],
                tuple(row[::-1] for row in issue.contributions),
                frozenset(last - v for v in issue.removed),
            )
        made.append(issue)
    return replace(problem, issues=tuple(made))


def moved_package(problem: Problem, package: Package, issues_order: list[int], turned: bool) -> Package:
    """The same package in the reordered problem."""
    return tuple(len(problem.issues[i].options) - 1 - package[i] if turned else package[i] for i in issues_order)


def flipped(problem: Problem) -> Problem:
    """Both sides change places."""
    made = [replace(issue, contributions=issue.contributions[::-1]) for issue in problem.issues]
    return replace(problem, issues=tuple(made), floors=problem.floors[::-1])


def wide(count: int, *, same: bool = False) -> Problem:
    """Many issues of three options, opposed with weights that differ, or all alike when `same`."""
    made = []
    for i in range(count):
        ours, theirs = (1, 1) if same else (1 + i % 5, 1 + (2 * i) % 7)
        made.append(Issue(f"issue {i}", ("a", "b", "c"), ((0, ours, 2 * ours), (2 * theirs, theirs, 0))))
    return Problem(("ours", "theirs"), tuple(made), 10_000)

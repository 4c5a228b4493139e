"""Fewer points of a frontier, for drawing only: what is computed or named is always exact."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from negotiations.engine.frontier import Frontier
from negotiations.engine.problem import EngineError


def thin(frontier: Frontier, most: int = 300, *, keep: Iterable[int] = ()) -> list[int]:
    """Indices of at most `most` points spread evenly along the drawn line, both ends and all of `keep` among them.

    Even along the line, with both axes stretched to the same length, so that steep parts keep their points. `keep`
    counts within `most`; when it alone is larger it is returned whole. Raises EngineError for `most` below 2.
    """
    if most < 2:
        raise EngineError("A line needs at least two points.")
    count = len(frontier)
    held = {index for index in keep if 0 <= index < count} | ({0, count - 1} if count else set())
    if count <= most:
        return list(range(count))
    points = frontier.utilities.astype(np.float64)
    points = (points - points.min(axis=0)) / np.maximum(np.ptp(points, axis=0), 1)
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    wanted = np.linspace(0, along[-1], max(2, most - len(held) + 2))[1:-1]
    return sorted(held | set(np.searchsorted(along, wanted).tolist()))

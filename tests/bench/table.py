"""The smallest tools to measure with and to print what came out."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """One line of the table: what, how it came out, what was to be reached, and whether it was."""

    what: str
    found: str
    target: str = ""
    met: bool | None = None


def seconds(work: Callable[[], object], *, times: int = 5) -> float:
    """Processor time of the shortest of some runs: what else runs on the machine should not count."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def timed(what: str, took: float, limit: float | None = None, note: str = "") -> Row:
    target = "" if limit is None else f"<= {_time(limit)}"
    return Row(what, _time(took) + (f", {note}" if note else ""), target, None if limit is None else took <= limit)


def show(title: str, rows: Sequence[Row]) -> bool:
    """Prints the table; returns whether every target was met."""
    widths = [max(len(str(row[column])) for row in rows) for column in range(3)]
    lines = [title, "-" * len(title)]
    for row in rows:
        mark = {True: "met", False: "MISSED", None: ""}[row.met]
        cells = (row.what.ljust(widths[0]), row.found.ljust(widths[1]), row.target.ljust(widths[2]), mark)
        lines.append("  ".join(cells).rstrip())
    sys.stdout.write("\n".join(lines) + "\n\n")
    return all(row.met is not False for row in rows)


def _time(value: float) -> str:
    return f"{value * 1000:.2f} ms" if value < 1 else f"{value:.2f} s"

"""Which planned row an entry of the log is: by its words, and the issue that it is about. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

ENOUGH = 0.5  # of the shorter text's words stand in the other one
LOOSE = 0.3  # when it is also about the same issue
KIND, SAME = 0.5, 0.2  # a word that tells its kind; the same issue
STEM = 5
COMMON = frozenset("""
    the and for with not our their they you your that this will would can could have has had are was were from into
    than then there what when who more most all any but if
""".split())  # fmt: skip  # noqa: SIM905


@dataclass(frozen=True)
class Planned:
    """A planned row as it is looked for: ``more`` are words that tell of it besides its own."""

    key: UUID
    text: str
    issue: UUID | None = None
    more: str = ""


def stems(text: str) -> frozenset[str]:
    """The words that tell something, shortened, so that "deliveries" is "delivery"."""
    found = re.findall(r"[^\W_]+", text.casefold())
    return frozenset(word[:STEM] for word in found if word not in COMMON and (len(word) > 2 or word.isdigit()))


def likeness(first: str, second: str) -> float:
    """How many of the words of the shorter text stand in the other, 0 to 1; one word alone says nothing, unless it is
    all that there is."""
    one, two = stems(first), stems(second)
    common, least = len(one & two), min(len(one), len(two))
    return common / least if common > 1 or common == least > 0 else 0.0


def best(text: str, issue: UUID | None, planned: Iterable[Planned]) -> tuple[Planned, float] | None:
    """The row that an entry most likely is, with how alike they are; none when nothing is alike enough."""
    found: tuple[Planned, float] | None = None
    for one in planned:
        same = issue is not None and one.issue == issue
        alike = max(likeness(text, one.text), KIND if stems(text) & stems(one.more) else 0.0)
        score = alike + (SAME if same else 0.0)
        if alike >= (LOOSE if same else ENOUGH) and (found is None or score > found[1]):
            found = (one, score)
    return found

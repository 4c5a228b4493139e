"""What the words of an inbox are made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from negotiations.models import InboxItem
from negotiations.queries.standing import Standing


@dataclass(frozen=True)
class Said:
    """An item in a line: what it is, a second line (who, which issue), and where to go. ``secret`` tints it."""

    text: str
    why: str
    url: str
    secret: bool = False


# Items of one noun, the reader's standing by deal -> words by the item's id, in a constant number of queries.
Words = Callable[[Sequence[InboxItem], Mapping[UUID, Standing]], Mapping[UUID, Said]]

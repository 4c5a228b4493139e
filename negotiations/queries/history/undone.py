"""Which actions are taken back, and which of those were done again: undo and redo leave events like any edit."""

from dataclasses import dataclass

from negotiations.models import Deal, Event


@dataclass(frozen=True)
class Undone:
    """``by`` maps each undo or redo to the action that it took back; ``dead`` are actions taken back as things stand.

    All are numbers of batches. A redo takes back an undo, so it is dead in turn when it is undone again.
    """

    by: dict[int, int]
    dead: frozenset[int]

    def is_redo(self, batch: int) -> bool:
        """Whether this batch did again what an undo had taken back."""
        return self.by.get(self.by.get(batch, 0)) is not None


def undone(deal: Deal) -> Undone:
    """What is taken back on a deal, by everybody. One query."""
    rows = Event.objects.filter(deal=deal, undoes__isnull=False).order_by("-batch").values_list("batch", "undoes")
    by: dict[int, int] = {batch: undoes for batch, undoes in rows.distinct() if undoes is not None}
    dead: set[int] = set()
    for batch in sorted(by, reverse=True):  # what takes something back comes after it
        if batch not in dead:
            dead.add(by[batch])
    return Undone(by, frozenset(dead))

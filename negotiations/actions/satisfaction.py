"""How content the other side is with a deal that is over, asked by a link that opens nothing else."""

from collections.abc import Mapping
from datetime import datetime

from negotiations.actions.confirmations import LinkClosed, find, open_links, tell
from negotiations.actions.writing import Rejected, by_the_clock
from negotiations.enums_close import Asks
from negotiations.enums_review import ASKED_PARTS, LEAST, MOST
from negotiations.models import Satisfaction

MOST_WORDS = 1000


def answer(token: str, points: Mapping[str, int], words: str, *, at: datetime) -> None:
    """Keep what they said; it closes the link. Each part may be left out, but not all of it.

    Raises ``LinkClosed``, ``Rejected`` naming the field that is wrong.
    """
    link = find(token, asks=Asks.CONTENT, at=at)
    if link is None:
        raise LinkClosed
    words = words.replace("\r\n", "\n").strip()
    for part, value in points.items():
        if part not in ASKED_PARTS or not LEAST <= value <= MOST:
            raise Rejected(f"Choose {LEAST} to {MOST}.", part)
    if len(words) > MOST_WORDS:
        raise Rejected(f"At most {MOST_WORDS:,} characters.", "words")
    if not points and not words:
        raise Rejected("Choose a number, or write a word.", "points")
    with by_the_clock(link.deal_id, at=at) as write:
        if not open_links(write.deal, at).filter(pk=link.pk).update(used_at=at):
            raise LinkClosed
        row = Satisfaction(deal=write.deal, link=link, points=dict(points), words=words, at=at, seq=write.deal.seq + 1)
        write.add(row, summary="")
        tell(write, link)

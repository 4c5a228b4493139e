"""Claims of theirs tested against their costs: how much of the rise can be explained, and what to say. Secret."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from accounts.permissions import Permission
from negotiations.engine import claims
from negotiations.engine.claims import ClaimTest, CostShare, Verdict
from negotiations.engine.weights import Range
from negotiations.levels import MINUS, number
from negotiations.models import Claim
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.secrets import Reader

PER_CENT = "\u2009%"
BAR = 100  # the claim fills a bar of so many parts


@dataclass(frozen=True)
class PartWords:
    """A cost share: its numbers in words, and what it explains as a part of the claim (0 to 1, for its bar)."""

    name: str
    share: str
    move: str
    explains: str
    bar: float


@dataclass(frozen=True)
class ClaimCard:
    """A claim with its test in words. ``said`` may be said at the table: it holds nothing of ours."""

    row: Claim
    title: str
    claim: str
    note: str
    version: int
    justified: str
    likely: str
    excess: str
    chance: str
    verdict: str
    kind: str
    said: str
    parts: tuple[PartWords, ...]
    unexplained: str
    band: tuple[float, float, float]  # of the justified rise, as parts of the scale
    mark: float  # of the claim on that scale
    wrong: str = ""


VERDICTS = {
    Verdict.JUSTIFIED: ("good", "Their costs explain it"),
    Verdict.POSSIBLE: ("warn", "Possible, not likely"),
    Verdict.NOT_JUSTIFIED: ("bad", "Their costs do not explain it"),
}


def claim_cards(access: Standing) -> tuple[ClaimCard, ...]:
    """The saved claims, the newest first, for a reader of all secrets. One query."""
    access.require(Permission.SECRETS_VIEW)
    rows = Claim.objects.filter(deal=access.deal, removed_at__isnull=True)
    cards = [claim_card(row, access) for row in rows]
    return tuple(sorted(cards, key=lambda card: (-card.version, card.title, str(card.row.pk))))


def shares_of(row: Claim, reader: Reader) -> list[CostShare]:
    """The parts of a claim as the engine wants them."""
    return [
        CostShare(part["name"], Range(*map(float, part["share"])), Range(*map(float, part["move"])))
        for part in opened(row.parts, reader) or []
    ]


def tested(row: Claim, reader: Reader) -> ClaimTest:
    """The claim against its cost shares. Raises ``EngineError``."""
    return claims.check(float(opened(row.claim, reader)), shares_of(row, reader))


def claim_card(row: Claim, reader: Reader) -> ClaimCard:
    """One claim with its test."""
    claim, shares = opened(row.claim, reader), shares_of(row, reader)
    common = {
        "row": row,
        "title": opened(row.title, reader),
        "claim": _percent(float(claim)),
        "note": opened(row.note, reader),
        "version": max((int(seq) for seq in row.versions.values()), default=0),
    }
    found = claims.check(float(claim), shares)
    kind, words = VERDICTS[found.verdict]
    top = max(abs(float(claim)), abs(found.justified.high), abs(found.likely), 0.1) * 1.1
    explained = dict(found.parts)
    return ClaimCard(
        **common,
        justified=_range(found.justified),
        likely=_percent(found.likely),
        excess=_percent(found.excess),
        chance=_chance(found.chance),
        verdict=words,
        kind=kind,
        said=sentence_to_say(found),
        parts=tuple(
            PartWords(
                part.name,
                _range(part.share, bare=True),
                _range(part.move, signed=True, bare=True),
                _percent(explained.get(part.name, 0.0)),
                max(0.0, explained.get(part.name, 0.0)) / top,
            )
            for part in shares
        ),
        unexplained=_percent(max(0.0, 100 - sum(part.share.likely for part in shares))),
        band=(
            max(0.0, found.justified.low) / top,
            max(0.0, found.likely) / top,
            max(0.0, found.justified.high) / top,
        ),
        mark=max(0.0, float(claim)) / top,
    )


def sentence_to_say(found: ClaimTest) -> str:
    """What can be said at the table; nothing of ours is in it."""
    parts = sorted((part for part in found.parts if abs(part[1]) >= 0.05), key=lambda part: -abs(part[1]))
    named = ", ".join(f"{name} {_percent(value)}" for name, value in parts)
    if found.verdict == Verdict.JUSTIFIED:
        return f"We follow {_percent(found.claim)}: by what your costs did, {named}."
    return (
        f"By the indices your costs explain {_percent(found.likely)}, not {_percent(found.claim)}: {named}. "
        f"Which of them moved more, since when, and where can we read it? "
        f"What falls again later, would you take off again?"
    )


def typed(row: Claim, reader: Reader) -> Mapping[str, str]:
    """A claim as its form shows it."""
    data = {
        "title": opened(row.title, reader),
        "claim": number(opened(row.claim, reader)),
        "note": opened(row.note, reader),
        "version": str(max((int(seq) for seq in row.versions.values()), default=0)),
    }
    for place, part in enumerate(opened(row.parts, reader) or [], 1):
        data[f"name-{place}"] = part["name"]
        data[f"share-{place}"], data[f"move-{place}"] = (_typed_range(part[name]) for name in ("share", "move"))
    return data


def _chance(share: float) -> str:
    if share in {0.0, 1.0}:
        return "All cases explain all of it." if share else "No case explains all of it."
    return f"{min(99, max(1, round(share * 100)))} of 100 cases explain all of it."


def _typed_range(texts: list[str]) -> str:
    values = [number(Decimal(text)) for text in texts]
    return values[0] if len(set(values)) == 1 else " – ".join(values)


def _percent(value: float, *, signed: bool = False, bare: bool = False) -> str:
    text = f"{abs(value):.1f}"
    text = text.removesuffix(".0") if bare else text
    sign = MINUS if value < 0 and float(text) else "+" if signed and float(text) else ""
    return f"{sign}{text}{PER_CENT}"


def _range(found: Range, *, signed: bool = False, bare: bool = False) -> str:
    low, high = (_percent(end, signed=signed, bare=bare) for end in (found.low, found.high))
    if low == high:
        return low
    joint = " to " if found.low < 0 or signed else "–"
    return f"{low.removesuffix(PER_CENT)}{joint}{high}"

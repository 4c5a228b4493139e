"""The smallest part of a history's sentence, and what fields are called in one."""

from dataclasses import dataclass

FIELD_WORDS = {
    "estimated_value": "estimated value", "low": "lowest level", "high": "highest level", "better": "better end",
    "multiplier": "times paid", "walk_away": "walk-away", "half_level": "level worth half",
    "half_low": "level worth half at least", "half_high": "level worth half at most", "knee": "best level",
    "swing": "weight", "swing_low": "lowest weight", "swing_high": "highest weight", "shape": "curve",
    "dated": "date of the estimate", "source": "source", "expires_on": "expiry", "probability": "chance",
    "capital": "cost of capital", "holding": "cost of holding stock", "margin": "contribution margin",
    "failure": "rate of failures", "parts": "parts", "ours": "cost to us", "theirs": "cost to them",
    "starts_at": "time", "importance": "must or want", "kind": "kind of worth",
}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A few words of a sentence: plain, the name of a thing (``b``), or what a value was before (``was``)."""

    text: str
    kind: str = ""
    secret: bool = False

"""Evidence as it is read: offers with what they left unsaid, for those who may see secrets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from negotiations.enums import EvidenceKind, Party
from negotiations.levels import Scale, scale_of
from negotiations.models import Evidence
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.secrets import Reader

TITLES = {
    EvidenceKind.REFUSAL: "a refusal of theirs",
    EvidenceKind.PREFERENCE: "what they would rather have",
    EvidenceKind.ORDER: "what matters more to them",
    EvidenceKind.CHOICE: "which package they leaned to",
    EvidenceKind.SILENCE: "a question without an answer",
}


@dataclass(frozen=True)
class Offer:
    """An offer on the table. ``said``: what was said in it; ``standing``: with what stood before, where it was silent.

    An issue that neither side has spoken of by then is in neither. Levels of issues and options that are gone are left
    out.
    """

    row: Evidence
    said: Mapping[UUID, Decimal]
    standing: Mapping[UUID, Decimal]


def evidence_title(row: Evidence) -> str:
    """What kind of evidence it is, in the words of a history. Nothing secret but that it is there."""
    if row.kind == EvidenceKind.OFFER:
        return "an offer of theirs" if row.party == Party.THEIRS else "an offer of ours"
    return TITLES[EvidenceKind(row.kind)]


def offers(rows: PlanRows, reader: Reader) -> tuple[Offer, ...]:
    """The offers of both sides, oldest first.

    What an offer does not speak of stands as that side last had it, else as the other side last had it.
    """
    scales = scales_of(rows)
    last: dict[str, dict[UUID, Decimal]] = {Party.OURS: {}, Party.THEIRS: {}}
    found = []
    for row in rows.evidence:
        if row.kind != EvidenceKind.OFFER:
            continue
        said = live_levels(opened(row.body, reader)["levels"], scales)
        other = last[Party.OURS if row.party == Party.THEIRS else Party.THEIRS]
        last[row.party] = {**other, **last[row.party], **said}
        found.append(Offer(row, said, last[row.party]))
    return tuple(found)


def latest(found: Iterable[Offer], party: Party) -> Offer | None:
    """The newest offer of a party."""
    return next((offer for offer in reversed(tuple(found)) if offer.row.party == party), None)


def scales_of(rows: PlanRows) -> dict[UUID, Scale]:
    """The scale of every live issue."""
    return {issue.pk: scale_of(issue, rows.deal.currency) for issue in rows.issues}


def live_levels(stored: Mapping[str, Any], scales: Mapping[UUID, Scale]) -> dict[UUID, Decimal]:
    """Stored levels of issues that are still there; an option that is gone says nothing any more."""
    found = {}
    for key, text in stored.items():
        pk, level = UUID(key), Decimal(text)
        scale = scales.get(pk)
        if scale is not None and (scale.is_numeric or int(level) in scale.options):
            found[pk] = level
    return found


def spoken_levels(rows: PlanRows, reader: Reader) -> dict[UUID, list[Decimal]]:
    """Every level that the evidence names, by issue: a grid of the engine keeps them."""
    scales = scales_of(rows)
    found: dict[UUID, list[Decimal]] = {}
    for row in rows.evidence:
        for levels in packages_in(opened(row.body, reader)):
            for pk, level in live_levels(levels, scales).items():
                found.setdefault(pk, []).append(level)
    return found


def packages_in(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The packages, whole or in part, that a piece of evidence speaks of."""
    single = [body[name] for name in ("levels", "better", "worse") if name in body]
    return [*single, *body.get("packages", [])]

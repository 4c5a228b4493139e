"""One digest of all that a result depends on: equal input, equal digest, and never computed twice."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.crypto import salted_hmac

from negotiations.enums import EvidenceKind
from negotiations.models import Alternative, Issue, IssueRule, Lever, Valuation
from negotiations.queries.inputs.types import level_text
from negotiations.queries.plan.floors import expired
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.power.future import horizon_of
from negotiations.queries.reading import opened
from negotiations.secrets import Reader

RECIPE = 12  # raise when the same input would give another result

_VALUATION = (
    "direction", "shape", "half_level", "half_low", "half_high", "knee", "swing", "swing_low", "swing_high",
)  # fmt: skip
_ISSUE = ("kind", "low", "high", "step", "better", "multiplier", "tradeable", "marker")


def plan_digest(rows: PlanRows, reader: Reader, *, today: date, asked: Mapping[str, Any] | None = None) -> str:
    """A keyed digest (64 hex digits) of the plan as the engine sees it, with the evidence and so their last offer.

    Names, labels, owners and notes do not count: they change the wording, not the numbers. Keyed, because the values
    behind it are secret and few enough to be guessed.
    """
    document = {
        "recipe": RECIPE,
        "currency": rows.deal.currency,
        "horizon": str(horizon_of(rows, reader)),
        "issues": [_issue(rows, issue, reader) for issue in rows.issues],
        "alternatives": sorted(_alternative(row, reader) for row in rows.alternatives if not expired(row, today)),
        "package": _levels(opened(rows.package.levels, reader)) if rows.package else {},
        "rules": sorted(_rule(row, reader) for row in rows.rules),
        "their_floor": _levels_of_band(opened(rows.their_floor.band, reader)) if rows.their_floor else [],
        "evidence": _evidence(rows, reader),
        "spoken": [rows.spoken.threats, rows.spoken.told, rows.spoken.heard],
        "levers": sorted(_lever(row, reader) for row in rows.levers if hasattr(row, "worth")),
    }
    if asked is not None:
        document["asked"] = dict(asked)
    text = json.dumps(document, sort_keys=True, separators=(",", ":"))
    return salted_hmac("negotiations.plan-digest", text, algorithm="sha256").hexdigest()


def _issue(rows: PlanRows, issue: Issue, reader: Reader) -> list[Any]:
    limits = rows.limits.get(issue.pk)
    return [
        str(issue.pk),
        [_plain(getattr(issue, name)) for name in _ISSUE],
        [option.number for option in issue.options.all()],
        [_plain(opened(getattr(limits, name), reader)) for name in ("target", "realistic", "walk_away")]
        if limits
        else [],
        valuation_values(rows.ours.get(issue.pk)),
        valuation_values(rows.theirs.get(issue.pk)),
    ]


def valuation_values(row: Valuation | None) -> list[Any]:
    """What a party's weight and curve of an issue are made of."""
    if row is None:
        return []
    return [*(_plain(getattr(row, name)) for name in _VALUATION), _levels(row.ratings)]


def _alternative(row: Alternative, reader: Reader) -> str:
    values = [
        str(row.kind),
        _plain(opened(row.value, reader)),
        _plain(opened(row.probability, reader)),
        _plain(opened(row.cost, reader)),
        _levels(opened(row.levels, reader) or {}),
    ]
    return json.dumps(values, sort_keys=True)


def _evidence(rows: PlanRows, reader: Reader) -> list[Any]:
    """What was seen and heard, in its order. Who said it does not change what it tells; when counts for offers only."""
    heard = [row for row in rows.evidence if row.kind != EvidenceKind.SILENCE]
    places = {row.pk: place for place, row in enumerate(heard)}
    return [
        [
            str(row.kind),
            str(row.party),
            str(row.confidence),
            places.get(row.answers_id) if row.answers_id else None,
            opened(row.body, reader),
            row.happened_at.isoformat() if row.kind == EvidenceKind.OFFER else None,
        ]
        for row in heard
    ]


def _rule(row: IssueRule, reader: Reader) -> str:
    documents = [opened(getattr(row, name), reader) or {} for name in ("when", "then", "theirs", "amounts")]
    numbers = [_plain(opened(getattr(row, name), reader)) for name in ("ours", "most")]
    return json.dumps([str(row.pk), str(row.kind), str(row.importance), *documents, *numbers], sort_keys=True)


def _lever(row: Lever, reader: Reader) -> str:
    worth = row.worth
    options = row.draft.get("options") or [row.draft.get(name) for name in ("low", "high", "step")]
    band = _levels_of_band(opened(worth.theirs, reader) or {})
    return json.dumps([str(row.pk), len(options), _plain(opened(worth.ours, reader)), band])


def _levels(levels: Mapping[str, Any]) -> dict[str, Any]:
    return {_key(key): _plain(Decimal(str(level))) for key, level in levels.items()}


def _levels_of_band(band: Mapping[str, str]) -> list[str]:
    return [str(_plain(Decimal(band[name]))) for name in sorted(band)]


def _key(key: str) -> str:
    return key if len(key) > 30 else str(_plain(Decimal(key)))  # an issue's id, or the level that a rating is for


def _plain(value: Any) -> Any:
    """A number without the accidents of how it was written: 30, 30.0 and 30.000000 are one level."""
    if isinstance(value, Decimal):
        return level_text(value)
    return str(value) if value is not None and not isinstance(value, bool) else value

"""What a mandate binds: the limits, the floor and the authority of a plan as they are now, as one document.

``binding`` is what an approval signs; ``names`` only helps to read it later. A rename does not change the terms; a new
unit, option or price multiple does. What a level is worth to us counts, because the floor is measured with it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from negotiations.enums import Better, IssueKind
from negotiations.levels import scale_of
from negotiations.models import Issue, Mandate
from negotiations.queries.inputs.digests import valuation_values
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.inputs.types import PlanInputs, level_text
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.plan.worth import to_cents
from negotiations.queries.reading import opened
from negotiations.secrets import Reader

LEVELS, DRAWS = 41, 20  # of the inputs that the floor is read from; guesses about them play no part in it
HELD = ("target", "realistic", "walk_away")


@dataclass(frozen=True)
class Terms:
    """The document, and its parts as one asks for them. All secret."""

    binding: Mapping[str, Any]
    names: Mapping[str, Any]

    @property
    def issues(self) -> Mapping[str, Mapping[str, Any]]:
        found: Mapping[str, Mapping[str, Any]] = self.binding["issues"]
        return found

    @property
    def floor(self) -> Mapping[str, Any] | None:
        found: Mapping[str, Any] | None = self.binding["floor"]
        return found

    @property
    def authority(self) -> Mapping[str, Mapping[str, Any]]:
        found: Mapping[str, Mapping[str, Any]] = self.binding["authority"]
        return found

    @property
    def expires_on(self) -> date | None:
        text = self.binding["expires_on"]
        return date.fromisoformat(text) if text else None

    @property
    def floor_ends_on(self) -> date | None:
        """The last day of the alternative that the floor rests on."""
        text = self.floor["expires_on"] if self.floor else None
        return date.fromisoformat(text) if text else None

    def stored(self, salt: str) -> dict[str, Any]:
        """As a version keeps it."""
        return {"binding": dict(self.binding), "names": dict(self.names), "salt": salt}

    def digest(self, salt: str) -> str:
        """SHA-256 of what is binding, with a salt, so that nobody finds the values by trying."""
        text = json.dumps({"binding": self.binding, "salt": salt}, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def stored_terms(document: Mapping[str, Any]) -> Terms:
    """Terms as a version keeps them."""
    return Terms(document["binding"], document["names"])


def terms_inputs(rows: PlanRows, reader: Reader, *, today: date, levels: Mapping[Any, Decimal] | None = None) -> Any:
    """The plan as the mandate measures it: every level that an alternative or ``levels`` (an offer) names is kept."""
    named: dict[Any, list[Decimal]] = {}
    for row in rows.alternatives:
        for pk, level in (opened(row.levels, reader) or {}).items():
            for issue in rows.issues:
                if str(issue.pk) == pk:
                    named.setdefault(issue.pk, []).append(Decimal(level))
    return plan_inputs(rows, reader, today=today, levels=LEVELS, draws=DRAWS, extra=levels, named=named)


def terms_now(rows: PlanRows, mandate: Mandate | None, reader: Reader, *, today: date) -> Terms:
    """The terms as the plan and the draft stand now; an alternative that has expired gives no floor."""
    plan: PlanInputs | None = terms_inputs(rows, reader, today=today)
    draft = mandate or Mandate(deal=rows.deal)
    live = {str(issue.pk) for issue in rows.issues}
    never = {pk for pk in _plain(draft.never, reader, []) if pk in live}
    authority = _authority(_plain(draft.authority, reader, {}), live)
    discounts = any(part.get("discount") for part in authority.values())
    return Terms(
        binding={
            "currency": rows.deal.currency,
            "in_money": plan is not None and plan.in_money,
            "issues": {
                str(issue.pk): _issue(rows, issue, reader, never=str(issue.pk) in never, discounts=discounts)
                for issue in rows.issues
            },
            "floor": None if plan is None else _floor(plan, draft, reader),
            "authority": authority,
            "expires_on": draft.expires_on.isoformat() if draft.expires_on else None,
        },
        names={
            "issues": {str(issue.pk): issue.name for issue in rows.issues},
            "alternative": "" if plan is None or plan.floor is None else opened(plan.floor.alternative.title, reader),
        },
    )


def _issue(rows: PlanRows, issue: Issue, reader: Reader, *, never: bool, discounts: bool) -> dict[str, Any]:
    scale = scale_of(issue, rows.deal.currency)
    limits = rows.limits.get(issue.pk)
    held = {name: opened(getattr(limits, name), reader) if limits else None for name in HELD}
    line = next((level for level in (held["target"], held["realistic"], issue.marker) if level is not None), None)
    walk_away = held["walk_away"]
    numeric = scale.is_numeric
    return {
        "kind": str(issue.kind),
        "unit": issue.unit,
        "better": str(issue.better) if numeric else "",
        "multiplier": level_text(issue.multiplier),
        "range": [_text(part) for part in (issue.low, issue.high, issue.step)] if numeric else None,
        "options": {} if numeric else {str(number): label for number, label in scale.options.items()},
        "tradeable": issue.tradeable,
        "walk_away": _text(walk_away),
        "never": _text(line if line is not None else walk_away if walk_away is not None else _best(issue)) if never
        else None,
        "target": _text(held["target"]) if discounts and issue.kind == IssueKind.MONEY else None,
        "worth": _fingerprint(valuation_values(rows.ours.get(issue.pk))),
    }  # fmt: skip


def _best(issue: Issue) -> Decimal | None:
    return issue.high if issue.better == Better.HIGH else issue.low


def _floor(plan: PlanInputs, draft: Mandate, reader: Reader) -> dict[str, Any] | None:
    """The least that a package must be worth: the best alternative and the margin over it; None without either."""
    margin = _plain(draft.margin, reader, None)
    if plan.floor is None and margin is None:
        return None
    expected = plan.floor.expected if plan.floor else Decimal(0)
    row = plan.floor.alternative if plan.floor else None
    return {
        "alternative": str(row.pk) if row else "",
        "expected": level_text(to_cents(expected)),
        "margin": level_text(margin or Decimal(0)),
        "least": level_text(to_cents(expected + (margin or Decimal(0)))),
        "expires_on": row.expires_on.isoformat() if row and row.expires_on else None,
    }


def _authority(stored: Mapping[str, Any], live: set[str]) -> dict[str, Any]:
    return {
        seat: {**part, "levels": {pk: level for pk, level in part.get("levels", {}).items() if pk in live}}
        for seat, part in sorted(stored.items())
    }


def _plain(value: Any, reader: Reader, otherwise: Any) -> Any:
    """The value of a secret field, also of a row that is not stored yet."""
    if value is None:
        return otherwise
    return opened(value, reader) if hasattr(value, "reveal") else value


def _text(level: Decimal | None) -> str | None:
    return None if level is None else level_text(level)


def _fingerprint(values: list[Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]

"""The intervals that we stated against what came true, and the alternatives against the result."""

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from negotiations.engine.evidence import spans
from negotiations.engine.problem import OURS
from negotiations.engine.rehearsal.tally import quantile
from negotiations.engine.review import checks, scores
from negotiations.engine.review.scores import Stated
from negotiations.enums import JobKind, JobState
from negotiations.models import ConcessionPlan, Deal, Job
from negotiations.queries.plan.floors import expected_value, expired
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.plan.worth import to_cents
from negotiations.queries.reading import opened
from negotiations.queries.rehearsals.ladders import in_use
from negotiations.queries.review.log import ReviewInputs
from negotiations.secrets import Reader

LOW, HIGH = 0.1, 0.9


def calibration_part(deal: Deal, given: ReviewInputs, reader: Reader) -> dict[str, Any]:
    """Each interval with what came true, and how good they were together. Two kinds, both to hold in 80 of 100:

    - ``weight``: our bands of their weights before the talks, against what the talks taught (the middle of it);
    - ``rehearsal``: the outcomes of the last rehearsal before the end, against what the result is worth.
    """
    cases = [*_weights(given), *_rehearsed(deal, given, reader)]
    found = scores.calibrate([stated for _, stated in cases])
    return {
        "cases": [
            {**about, "low": _text(one.low), "high": _text(one.high), "truth": _text(one.truth), "inside": one.inside}
            for about, one in cases
        ],
        "count": found.count,
        "inside": _share(found.inside),
        "between": None if found.between is None else [_share(end) for end in found.between],
        "score": _share(found.score),
        "width": _share(found.width),
    }


def alternatives_part(rows: PlanRows, given: ReviewInputs, reader: Reader, closed_on: date) -> list[dict[str, Any]]:
    """What each alternative would have brought against the result; without a deal against the best of them."""
    if given.result is not None:
        worth = given.plan.worth(given.problem.utility(given.result, OURS))
    else:
        worth = given.plan.floor.expected if given.plan.floor else Decimal(0)
    found = []
    for row in rows.alternatives:
        expected = expected_value(row, given.plan, reader)
        if expected is None:
            continue
        cost = Decimal(0) if row.cost is None else opened(row.cost, reader)
        chance = opened(row.probability, reader) / 100
        value = (expected + cost) / chance if chance else Decimal(0)
        one = checks.reality(worth, value, chance, cost)
        found.append(
            {
                "title": opened(row.title, reader),
                "value": str(to_cents(value)),
                "chance": _share(float(chance)),
                "expected": str(to_cents(one.expected)),
                "margin": str(to_cents(one.margin)),
                "even": _share(one.even),
                "expired": expired(row, closed_on),
            }
        )
    return found


def _weights(given: ReviewInputs) -> list[tuple[dict[str, Any], Stated]]:
    """Only where the talks taught something: a band against itself would always hold."""
    then, now = given.then, given.plan
    if then is None or len(now.pieces) == len(then.pieces):
        return []
    before, after = spans(then.draws), spans(now.draws)
    found = []
    for i, row in enumerate(now.issues):
        low, high = np.quantile(before[:, i], (LOW, HIGH))
        truth = float(np.quantile(after[:, i], 0.5))
        found.append(({"kind": "weight", "issue": str(row.issue.pk)}, Stated(float(low), float(high), truth)))
    return found


def _rehearsed(deal: Deal, given: ReviewInputs, reader: Reader) -> list[tuple[dict[str, Any], Stated]]:
    done = Job.objects.filter(deal=deal, kind=JobKind.REHEARSAL, state=JobState.DONE).select_related("result")
    job = done.order_by("-finished_at").first()
    if job is None or given.result is None:
        return []
    document = opened(job.result.document, reader)
    about, used = document["about"], in_use(ConcessionPlan.objects.filter(deal=deal, removed_at__isnull=True))
    place = next((n for n, one in enumerate(about["plans"]) if used and one["id"] == str(used.pk)), 0)
    tally = document["found"]["plans"][place]
    if bool(about["money"]) != given.plan.in_money:
        return []
    first, last = about["reach"]
    counts = np.array(tally["ours"]).sum(axis=0)
    ends = [quantile(counts.tolist(), share, first, last) for share in (LOW, HIGH)]
    if None in ends:
        return []
    unit = float(about["ours_per_unit"])
    low, high = (float(end or 0) * unit for end in ends)
    truth = float(given.plan.worth(given.problem.utility(given.result, OURS)))
    return [({"kind": "rehearsal", "issue": None}, Stated(low, high, truth, max((last - first) * unit, 1e-9)))]


def _text(value: float) -> str:
    return format(Decimal(repr(round(value, 6))), "f")


def _share(value: float | None) -> str | None:
    return None if value is None else str(Decimal(repr(round(value, 4))))

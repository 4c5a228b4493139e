"""What a rehearsal is given: read from the plan once, kept with the job, and read again by every chunk of it.

So that all chunks rehearse the same plan, whatever people edit meanwhile, and whoever computes them.
"""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import numpy as np
from django.utils.crypto import salted_hmac

from negotiations.engine.doubt import Draws
from negotiations.engine.problem import OURS, Cap, Issue, Problem, Rule
from negotiations.engine.rehearsal.counterparts import Kind
from negotiations.engine.rehearsal.ladder import Ladder, Step, Trigger
from negotiations.engine.rehearsal.pressure import pressed
from negotiations.engine.rehearsal.rehearse import Setting
from negotiations.engine.rehearsal.tally import reach
from negotiations.engine.weights import Range
from negotiations.queries.inputs.digests import plan_digest
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.power.pressure import Patience
from negotiations.queries.rehearsals.ladders import ConcessionRows, ladder_of
from negotiations.secrets import Reader

RECIPE = 1  # raise when the same input would give another result
LEVELS, DRAWS = 13, 400
SEED = 20_261_122  # the same counterparts for every plan: a difference comes from the plan and from nothing else


@dataclass(frozen=True)
class Asked:
    """What was asked for: which plans (one or two), against how many counterparts, of which kinds.

    ``patience``: what pressure from inside our house leaves of ours; None: without it. A single plan is rehearsed
    both ways then, two plans under pressure alone.
    """

    plans: tuple[UUID, ...]
    runs: int
    mix: Mapping[Kind, int]
    patience: Patience | None = None

    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "plans": [str(pk) for pk in self.plans],
            "runs": self.runs,
            "mix": {str(k): n for k, n in self.mix.items()},
        }
        return found | ({"pressure": self.patience.document()} if self.patience else {})

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> "Asked":
        mix = {Kind(kind): int(parts) for kind, parts in document["mix"].items()}
        pressure = document.get("pressure")
        patience = Patience(pressure["part"], tuple(pressure["who"])) if pressure else None
        return cls(tuple(UUID(pk) for pk in document["plans"]), int(document["runs"]), mix, patience)

    def of(self, plans: Sequence[ConcessionRows]) -> list[ConcessionRows]:
        """The plans that were asked for and are still there, in the order asked."""
        by_id = {rows.row.pk: rows for rows in plans}
        return [by_id[pk] for pk in self.plans if pk in by_id]


def rehearsal_digest(
    rows: PlanRows, plans: Sequence[ConcessionRows], asked: Asked, reader: Reader, *, today: date
) -> str:
    """A keyed digest of all that a rehearsal depends on; names and notes do not count."""
    document = [
        RECIPE,
        plan_digest(rows, reader, today=today),
        [[str(one.row.pk), one.content()] for one in asked.of(plans)],
        asked.document() | ({"pressure": asked.patience.document()["part"]} if asked.patience else {}),
    ]
    text = json.dumps(document, sort_keys=True, separators=(",", ":"))
    return salted_hmac("negotiations.rehearsal-digest", text, algorithm="sha256").hexdigest()


def rehearsal_inputs(
    rows: PlanRows, plans: Sequence[ConcessionRows], reader: Reader, *, today: date, draws: int = DRAWS
) -> PlanInputs | None:
    """The plan with every level that the concession plans name; None while there is nothing to trade."""
    named: dict[UUID, list[Decimal]] = {}
    for one in plans:
        for issue, level in one.levels():
            named.setdefault(issue, []).append(level)
    return plan_inputs(rows, reader, today=today, levels=LEVELS, draws=draws, named=named)


def frozen(plan: PlanInputs, plans: Sequence[ConcessionRows], asked: Asked) -> dict[str, Any]:
    """The input as a document: ``input`` for the engine, ``about`` for whoever shows the result."""
    problem, ladders, names = plan.problem, [ladder_of(one, plan) for one in plans], [one.name for one in plans]
    if asked.patience is not None:
        under = [pressed(one, asked.patience.part) for one in ladders]
        alone = len(plans) == 1
        ladders, names = ([*ladders, *under], [*names, f"{names[0]}, pressed"]) if alone else (under, names)
        plans = [*plans, *plans] if alone else plans
    floor = None if plan.their_floor is None else [plan.their_units(amount) for amount in plan.their_floor]
    return {
        "asked": asked.document(),
        "input": {
            "problem": _problem(problem),
            "draws": [_packed(table) for table in plan.draws.tables],
            "shares": plan.draws.shares.tolist(),
            "floor": floor,
            "ladders": [_ladder(one) for one in ladders],
        },
        "about": {
            "money": plan.in_money,
            "currency": plan.currency,
            "unit": problem.unit,
            "ours_per_unit": str(plan.worth(1)),
            "theirs_per_unit": str(plan.their_worth(1)),
            "reach": list(reach(problem)),
            "floor": problem.floors[OURS],
            "target": problem.utility(plan.package, OURS) if plan.package else None,
            "pressure": asked.patience.document() if asked.patience else None,
            "plans": [
                {
                    "id": str(one.row.pk),
                    "name": name,
                    "rounds": ladder.rounds,
                    "steps": [str(step.row.pk) for step in one.steps],
                    "worths": [problem.utility(package, OURS) for package in ladder.packages()],
                }
                for one, ladder, name in zip(plans, ladders, names, strict=True)
            ],
        },
    }


def thawed(document: Mapping[str, Any]) -> tuple[Setting, list[Ladder]]:
    """What ``frozen`` kept, as the engine wants it."""
    given = document["input"]
    draws = Draws(
        tuple(_unpacked(text) for text in given["draws"]), np.array(given["shares"]), given["problem"]["unit"]
    )
    floor = None if given["floor"] is None else Range(*given["floor"])
    setting = Setting(_problem_of(given["problem"]), draws, floor, Asked.read(document["asked"]).mix, SEED)
    return setting, [_ladder_of(one) for one in given["ladders"]]


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "parties": problem.parties,
        "unit": problem.unit,
        "floors": problem.floors,
        "issues": [[i.key, i.options, i.contributions, sorted(i.removed)] for i in problem.issues],
        "rules": [[[[n, sorted(options)] for n, options in rule.when], rule.bonus] for rule in problem.rules],
        "caps": [[cap.amounts, cap.most] for cap in problem.caps],
    }


def _problem_of(given: Mapping[str, Any]) -> Problem:
    issues = tuple(
        Issue(key, tuple(options), tuple(tuple(row) for row in contributions), frozenset(removed))
        for key, options, contributions, removed in given["issues"]
    )
    rules = tuple(
        Rule(tuple((n, frozenset(options)) for n, options in when), None if bonus is None else tuple(bonus))
        for when, bonus in given["rules"]
    )
    caps = tuple(Cap(tuple(tuple(row) for row in amounts), most) for amounts, most in given["caps"])
    return Problem(tuple(given["parties"]), issues, given["unit"], tuple(given["floors"]), rules, caps)


def _ladder(ladder: Ladder) -> dict[str, Any]:
    steps = [
        [
            sorted(step.gives.items()), step.trigger, step.amount,
            sorted([n, sorted(options)] for n, options in step.gets.items()), step.latest,
        ]
        for step in ladder.steps
    ]  # fmt: skip
    return {"opening": ladder.opening, "steps": steps, "rounds": ladder.rounds, "patience": ladder.patience}


def _ladder_of(given: Mapping[str, Any]) -> Ladder:
    steps = tuple(
        Step(dict(gives), Trigger(trigger), amount, {n: frozenset(options) for n, options in gets}, latest)
        for gives, trigger, amount, gets, latest in given["steps"]
    )
    return Ladder(tuple(given["opening"]), steps, given["rounds"], given["patience"])


def _packed(table: Any) -> dict[str, Any]:
    raw = np.ascontiguousarray(table, dtype="<i4").tobytes()
    return {"shape": list(table.shape), "data": base64.b64encode(zlib.compress(raw, 6)).decode()}


def _unpacked(packed: Mapping[str, Any]) -> Any:
    raw = zlib.decompress(base64.b64decode(packed["data"]))
    return np.frombuffer(raw, dtype="<i4").reshape(packed["shape"]).astype(np.int64)

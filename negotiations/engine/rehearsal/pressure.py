"""Our own plan under pressure from inside our house: whatever it means to wait for, it waits for less."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from negotiations.engine.problem import EngineError
from negotiations.engine.rehearsal.ladder import Ladder, Step, Trigger

LESS = {1: 0.10, 2: 0.20, 3: 0.35}
"""By how much one who presses weakly, clearly, strongly shortens every wait: a judgement, shown where it is used."""
LEAST = 0.3


def patience_under(strengths: Iterable[tuple[int, bool]]) -> float:
    """The part of our patience that is left, 0.3 to 1. Each pressure: its strength 1 to 3, and whether it is for a fast
    close; one for a cheap close alone counts half, as it only makes us take the first good price.
    """
    left = 1.0
    for strength, fast in strengths:
        left *= 1 - LESS[strength] * (1.0 if fast else 0.5)
    return max(LEAST, left)


def pressed(ladder: Ladder, patience: float) -> Ladder:
    """The same plan with every wait shortened to this part of it: rounds, the rounds of its steps, how long a deadlock
    lasts before we give, and how long we stay without a better offer. What steps give and get stays.
    """
    if not 0 < patience <= 1:
        raise EngineError("Patience is a part above 0, up to 1.")

    def less(rounds: int) -> int:
        return max(1, math.ceil(rounds * patience - 1e-9))

    def sooner(step: Step) -> Step:
        waits = step.trigger in {Trigger.ROUND, Trigger.DEADLOCK}
        return replace(
            step,
            amount=less(step.amount) if waits else step.amount,
            latest=None if step.latest is None else less(step.latest),
        )

    return replace(
        ladder,
        steps=tuple(sooner(step) for step in ladder.steps),
        rounds=less(ladder.rounds),
        patience=None if ladder.patience is None else less(ladder.patience),
    )

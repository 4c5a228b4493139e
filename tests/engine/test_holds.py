"""What a hold brought: new options of theirs until our next offer, and nothing else."""

import random

import pytest

from negotiations.engine.holds import Held, New, Option, Said, brought
from negotiations.engine.problem import OURS, THEIRS


def ours(number: int, **fields: object) -> Said:
    return Said(number, OURS, **fields)  # type: ignore[arg-type]


def theirs(number: int, **fields: object) -> Said:
    return Said(number, THEIRS, **fields)  # type: ignore[arg-type]


OPENING = (ours(1, offer=True, levels={"price": 598}), theirs(2, offer=True, levels={"price": 626, "days": 30}))


def test_what_is_new_and_what_is_not() -> None:
    log = [
        *OPENING,
        ours(3, hold=True, issue="price"),
        theirs(4, offer=True, levels={"price": 626, "days": 45}),  # the price as before
        theirs(5, gives=True),
        theirs(6, issue="storage"),
        ours(7, issue="training"),
        theirs(8, levels={"training": 2}),  # we spoke of it first: only the level is new
        ours(9, offer=True, levels={"price": 600}),
        theirs(10, levels={"labels": 1}),  # after our offer
    ]
    assert brought(log) == (
        Held(
            3,
            (
                Option(4, New.LEVEL, "days", 45),
                Option(5, New.GIVE),
                Option(6, New.ISSUE, "storage"),
                Option(8, New.LEVEL, "training", 2),
            ),
            until=9,
        ),
    )


def test_the_next_hold_ends_the_one_before() -> None:
    log = [*OPENING, ours(3, hold=True), ours(4, hold=True), theirs(5, levels={"stock": 1})]
    assert brought(log) == (Held(3, (), until=4), Held(4, (Option(5, New.ISSUE, "stock", 1),)))


@pytest.mark.parametrize("log", [OPENING, (*OPENING, theirs(3, hold=True), theirs(4, levels={"stock": 1}))])
def test_only_holds_of_ours_count(log: tuple[Said, ...]) -> None:
    assert brought(log) == ()


def slowly(log: list[Said]) -> list[tuple[int, list[tuple[int, object, object]]]]:
    """The same, entry by entry, looking back over the whole log for each."""
    found = []
    for place, one in enumerate(log):
        if one.party == OURS and one.hold:
            options = []
            for later, other in enumerate(log[place + 1 :], place + 1):
                if other.party == OURS and (other.hold or other.offer):
                    break
                for issue, level in other.levels.items() if other.party == THEIRS else ():
                    if not any(before.levels.get(issue) == level for before in log[:later]):
                        options.append((other.number, issue, level))
            found.append((one.number, options))
    return found


def test_against_the_slow_way_on_random_logs() -> None:
    draw = random.Random(11)
    for _ in range(100):
        log = [
            Said(
                number,
                draw.choice((OURS, THEIRS)),
                hold=draw.random() < 0.2,
                offer=draw.random() < 0.2,
                levels={draw.choice("abc"): draw.randrange(4) for _ in range(draw.randrange(3))},
            )
            for number in range(1, 15)
        ]
        fast = [(one.number, [(o.number, o.issue, o.level) for o in one.options]) for one in brought(log)]
        assert fast == slowly(log)

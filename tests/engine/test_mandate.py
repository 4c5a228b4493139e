"""Nothing that breaks a limit passes: the check against a slow twin that looks at every limit of every package."""

import itertools
import random
from decimal import Decimal as D

from negotiations.engine.mandate import Authority, Bounds, Hold, Line, Offered, beyond, breaches, crosses


def random_case(rng: random.Random) -> tuple[list[list[int]], list[Line], int | None]:
    """Goods of each level of up to four issues, some limits, a floor on the sum or none."""
    goods = [[rng.randint(-5, 5) for _ in range(rng.randint(1, 4))] for _ in range(rng.randint(1, 4))]
    lines = [
        Line(code, str(issue), D(rng.randint(-5, 5)))
        for issue in range(len(goods))
        for code in ("walk_away", "never")
        if rng.random() < 0.6
    ]
    return goods, lines, rng.choice([None, rng.randint(-8, 8)])


def breaks(named: dict[int, int], whole: int, lines: list[Line], least: int | None) -> list[tuple[str, str]]:
    """The slow twin: each limit written out, on plain integers."""
    found = []
    for line in lines:
        for issue, value in named.items():
            if line.issue == str(issue) and not value >= int(line.least):
                found.append((line.code, line.issue))
    if least is not None and not whole >= least:
        found.append(("floor", ""))
    return found


def test_the_check_finds_exactly_what_a_package_breaks() -> None:
    rng = random.Random(20_261_122)
    passed = refused = 0
    for _ in range(150):
        goods, lines, least = random_case(rng)
        for package in itertools.product(*(range(len(levels)) for levels in goods)):
            values = {issue: goods[issue][level] for issue, level in enumerate(package)}
            named = {issue: value for issue, value in values.items() if rng.random() < 0.7}
            whole = sum(values.values())
            offered = Offered({str(issue): D(value) for issue, value in named.items()}, D(whole))
            bounds = Bounds(tuple(lines), None if least is None else D(least))
            found = [(one.code, one.issue) for one in breaches(bounds, offered)]
            wanted = breaks(named, whole, lines, least)
            assert sorted(found) == sorted(wanted)
            passed += not wanted
            refused += bool(wanted)
    assert passed > 500
    assert refused > 500


def test_what_cannot_be_valued_breaks_a_floor() -> None:
    assert [one.code for one in breaches(Bounds((), D(0)), Offered({}, None))] == ["floor"]
    assert breaches(Bounds(()), Offered({}, None)) == ()


def test_a_seat_without_authority_commits_nothing() -> None:
    offered = Offered({"a": D(1), "b": D(2)}, D(3), value=D(100), discount=D(5))
    assert [one.code for one in beyond(None, offered)] == ["nobody"]
    assert beyond(Authority(), offered) == ()
    assert [one.code for one in beyond(Authority(value=D(99), discount=D(4)), offered)] == ["value", "discount"]
    assert beyond(Authority(value=D(100), discount=D(5)), offered) == ()
    one = Authority(lines=(Line("threshold", "a", D(2)),), only=frozenset({"a"}))
    assert [(found.code, found.issue) for found in beyond(one, offered)] == [("threshold", "a"), ("not_named", "b")]


def test_a_guard_is_crossed_by_a_give_or_a_thin_package() -> None:
    stands = Hold((Line("guard", "a", D(3)),))
    assert crosses(stands, Offered({"a": D(2)}, D(9)))
    assert not crosses(stands, Offered({"a": D(3)}, D(9)))
    assert not crosses(stands, Offered({"b": D(0)}, D(9)))
    assert crosses(Hold(least=D(10)), Offered({}, D(9)))
    assert not crosses(Hold(least=D(9)), Offered({}, D(9)))

"""GENIUS files become a plan with the same utilities; broken or hostile files get an answer that helps."""

from datetime import UTC, datetime
from decimal import Decimal as D
from fractions import Fraction

import pytest

from negotiations.actions import imports
from negotiations.drafts import DealDraft
from negotiations.engine import frontier, solutions
from negotiations.engine.solutions import Rule
from negotiations.importing.genius import points, read_genius
from negotiations.importing.problems import Unreadable
from negotiations.queries.inputs.plan import load_plan, public_inputs
from tests.factories.accounts import make_member, make_organisation
from tests.factories.genius import ITEX_CYPRESS, ITEX_CYPRESS_WEIGHTS, domain, itex_cypress, profile

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_itex_cypress_gives_the_known_frontier_and_points() -> None:
    organisation = make_organisation()
    plan = read_genius(*itex_cypress())
    draft = DealDraft(plan, title="Bicycle parts", counterparty="Itex", currency="USD")
    deal = imports.create(organisation=organisation, draft=draft, by=make_member(organisation), at=NOW)
    problem = public_inputs(load_plan(deal)).problem
    front = frontier.solve(problem)
    assert len(front) == 18
    named = solutions.solve(front)
    fair = (5, 2, 2, 2)  # $3.47, 45 days, 30 days after delivery, 5 % spoilage
    for rule in (Rule.NASH, Rule.KALAI_SMORODINSKY):
        assert tuple(option + 1 for option in front.package(named[rule].index)) == fair


def test_swings_and_ratings_keep_the_utilities_in_proportion() -> None:
    plan = read_genius(*itex_cypress())
    weights = ITEX_CYPRESS_WEIGHTS[0]
    utilities, ours = [], []
    for weight, issue, cells in zip(weights, plan.issues, ITEX_CYPRESS.values(), strict=True):
        top = max(pair[0] for pair in cells.values())
        low = min(pair[0] for pair in cells.values())
        utilities += [weight * (pair[0] - low) / top for pair in cells.values()]
        ours += [float(issue.ours.swing) * issue.ours.ratings[str(k)] / 100 for k in range(1, len(cells) + 1)]
    scale = max(ours) / max(utilities)
    assert ours == pytest.approx([utility * scale for utility in utilities], abs=1e-3)


def test_the_reservation_becomes_an_alternative_in_points() -> None:
    plan = read_genius(*itex_cypress(reservation=0.5))
    least = sum(
        w * min(pair[0] for pair in cells.values()) / max(pair[0] for pair in cells.values())
        for w, cells in zip(ITEX_CYPRESS_WEIGHTS[0], ITEX_CYPRESS.values(), strict=True)
    )
    (alternative,) = plan.alternatives
    assert float(alternative.value) == pytest.approx(100 * (0.5 - least) / (1 - least), abs=0.006)
    assert read_genius(*itex_cypress(reservation=0)).alternatives == ()


def test_points_are_exact_where_thousandths_can_say_it() -> None:
    swings = [Fraction(weight).limit_denominator(10**6) for weight in (0.03, 0.05, 0.07, 0.1225)]
    found = points(swings)
    assert max(found) <= 100
    assert len({Fraction(point) / swing for point, swing in zip(found, swings, strict=True)}) == 1
    assert points([Fraction(0), Fraction(0)]) == [D(0), D(0)]


good = itex_cypress()
DEEP = b"<objective>" * 5000 + b"</objective>" * 5000
BILLION = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<negotiation_template>&b;</negotiation_template>"
)
FILE = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><negotiation_template>&f;</negotiation_template>'


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ((BILLION, good[1], good[2]), "domain file declares a document type or entities"),
        ((FILE, good[1], good[2]), "domain file declares a document type or entities"),
        ((DEEP, good[1], good[2]), "domain file is nested deeper"),
        ((b"<a>" + b"<b/>" * 30_000 + b"</a>", good[1], good[2]), "domain file is nested deeper or is longer"),
        ((b"<negotiation_template>", good[1], good[2]), "domain file is not well-formed XML: see line 1"),
        ((b"", good[1], good[2]), "domain file is not well-formed"),
        ((b"\x00\xff\x00", good[1], good[2]), "domain file is not"),
        ((b'<?xml version="1.0" encoding="klingon"?><a/>', good[1], good[2]), "domain file is not"),
        ((b"<a/>" + b" " * 1_100_000, good[1], good[2]), "too large"),
        ((good[1], good[1], good[2]), ""),
        ((b"<a/>", good[1], good[2]), "no issues in the domain file"),
        ((good[0], good[0], good[2]), "profile of our side says nothing of Price, or not its weight"),
        ((good[0], good[1], b"<utility_space/>"), "profile of their side says nothing of Price"),
        ((good[0], good[1].replace(b'evaluation="40"', b'evaluation="NaN"'), good[2]), "evaluation of $3.47"),
        ((good[0], good[1].replace(b'evaluation="40"', b'evaluation="-1"'), good[2]), "evaluation of $3.47"),
        ((good[0], good[1].replace(b'evaluation="40"', b'evaluation="1e-99999999"'), good[2]), "evaluation of $3.47"),
        ((good[0], good[1].replace(b'value="$3.47"', b'value="$9"'), good[2]), "does not rate $3.47 of Price"),
        ((good[0].replace(b'vtype="discrete"', b'vtype="integer"', 1), good[1], good[2]), "Price of the domain"),
        ((domain({"Price": {"1": (0, 0), "2": (0, 0)}}),
          profile({"Price": {"1": (0, 0), "2": (0, 0)}}, (1.0,), 0), good[2]), "All evaluations of Price"),
    ],
)  # fmt: skip
def test_bad_files_are_refused_with_a_reason(files: tuple[bytes, bytes, bytes], words: str) -> None:
    if not words:  # a profile lists issues and items as well, so it may stand in for the domain
        assert len(read_genius(*files).issues) == 4
        return
    with pytest.raises(Unreadable) as caught:
        read_genius(*files)
    assert words in caught.value.message

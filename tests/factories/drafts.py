"""Plans on paper for tests: one with every kind of issue and everything that can be said of it."""

from datetime import date
from decimal import Decimal as D

from negotiations.drafts import AlternativeDraft, AssumedWorth, CurveDraft, DealDraft, IssueDraft, LeverDraft, PlanDraft

DAY = date(2026, 12, 1).toordinal()


def _issues(owner: str) -> tuple[IssueDraft, ...]:
    price = IssueDraft(
        name="Unit price", kind="money", low=D(560), high=D(640), step=D("0.5"), better="low", multiplier=D(5000),
        importance="must", owner_email=owner, requester="Finance", description="Net.\nBefore freight.",
        marker=D(585), target=D("598.5"), realistic=D(605), walk_away=D(624), planned=D(600),
        ours=CurveDraft(shape="curved", swing=D(100), half_level=D("590.5")),
        theirs=CurveDraft(
            shape="curved", direction="opposite", swing_low=D(60), swing=D(85), swing_high=D(100), half_low=D(590),
            half_level=D(600), half_high=D(610), source="Credit report, 12 Nov", dated=date(2026, 11, 12),
        ),
    )  # fmt: skip
    share = IssueDraft(
        name="=2+5 volume", kind="number", unit="%", low=D(0), high=D(100), step=D("2.5"), better="low",
        tradeable=False, target=D(40), ours=CurveDraft(shape="plateau", swing=D("12.345"), knee=D(50)),
        theirs=CurveDraft(
            shape="rated", direction="same", swing=D(20), ratings={"0": 0.0, "50": 33.3333333333333, "100": 100.0}
        ),
    )  # fmt: skip
    payment = IssueDraft(
        name="Payment", kind="duration", unit="days", low=D(0), high=D(90), step=D(15),
        ours=CurveDraft(shape="peaked", swing=D(30), knee=D(45)),
    )  # fmt: skip
    start = IssueDraft(
        name="Start", kind="date", low=D(DAY), high=D(DAY + 60), step=D(7), better="low", marker=D(DAY + 7),
        target=D(DAY), walk_away=D(DAY + 60), ours=CurveDraft(shape="curved", swing=D(8), half_level=D(DAY + 20)),
    )  # fmt: skip
    warranty = IssueDraft(
        name="Warranty", kind="ordered", options=("2 years", "3 years", "5 years; parts only"), marker=D(3),
        target=D(2), walk_away=D(1), ours=CurveDraft(swing=D(45)),
    )  # fmt: skip
    place = IssueDraft(
        name="Cost", kind="choice", options=("+EXW", "@dock", "-DAP"), target=D(1), planned=D(3),
        ours=CurveDraft(shape="rated", swing=D(10), ratings={"1": 100.0, "2": 50.0, "3": 0.0}),
        theirs=CurveDraft(shape="rated", ratings={"1": 0.0, "2": 60.0, "3": 100.0}),
    )  # fmt: skip
    return price, share, payment, start, warranty, place


def full_draft(owner: str = "") -> DealDraft:
    """All kinds of issues, shapes of curves, levels, alternatives and levers; awkward texts among them."""
    return DealDraft(
        title="Air conditioners", counterparty="Frigotec Lda", category="goods", currency="EUR",
        estimated_value=D(3_000_000), horizon="medium",
        plan=PlanDraft(
            issues=_issues(owner),
            alternatives=(
                AlternativeDraft(title="Daikan, quote 4412", value=D(96000), probability=D(80), cost=D(2000),
                                 expires_on=date(2026, 12, 12), note="Ask for Ms Itō"),
                AlternativeDraft(title="Split with Norcool", kind="package", probability=D(60),
                                 levels={"Unit price": D(610), "Start": D(DAY + 14), "Cost": D(2)}),
            ),
            levers=(
                LeverDraft("Forecast", "Costs us an hour", {
                    "name": "Rolling forecast", "kind": "ordered", "better": "low", "options": ["None", "6 months"],
                }),
                LeverDraft("Storage", worth=AssumedWorth(D(-4000), (D(14000), D(22000), D(31000)), "Rent", False)),
            ),
        ),
    )  # fmt: skip

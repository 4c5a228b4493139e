"""One currency: what days, stock, speed, freight, warranty, volume and quality are worth to each side in money.

Every function gives money per year or per order as it says, for one side at that side's own rates: the same term is
dear to one and cheap to the other, and that difference is what trades are made of. Rates are parts of 1 per year.
`FORMULAS` says in words what each does, where it comes from and where it ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from negotiations.engine.problem import EngineError

YEAR = Decimal(365)
Number = int | Decimal
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in words, for "how is this computed?"."""

    text: str
    source: str
    limits: str


FORMULAS: Mapping[str, Formula] = MappingProxyType(
    {
        "payment_days": Formula(
            "amount × cost of capital × days ÷ 365",
            "simple interest, as trade credit is quoted (Brealey, Myers & Allen, Principles of Corporate Finance)",
            "good up to about a year; counts no risk that the debtor fails",
        ),
        "discount_rate": Formula(
            "discount ÷ (1 − discount) × 365 ÷ days paid earlier",
            "cost of forgone cash discount (Brealey, Myers & Allen)",
            "simple rate; with compounding it is a little higher",
        ),
        "stock": Formula(
            "average stock value × holding rate × days ÷ 365",
            "inventory carrying cost (Silver, Pyke & Thomas, Inventory and Production Management in Supply Chains)",
            "the holding rate must contain capital, space, insurance and obsolescence once each",
        ),
        "lead_time": Formula(
            "annual value × days ÷ 365 × holding rate, plus safety stock z × σ × √days × unit cost × holding rate",
            "pipeline and safety stock (Silver, Pyke & Thomas)",
            "demand of different days independent; lead time itself certain",
        ),
        "freight": Formula("units × cost per unit moved", "arithmetic", "no step costs of part loads"),
        "warranty": Formula(
            "units × failures per unit and year × cost per failure, each year discounted to now",
            "expected cost of a free-replacement warranty (Blischke & Murthy, Warranty Cost Analysis)",
            "constant failure rate after the first warranty; each failure costs the same",
        ),
        "volume": Formula(
            "extra units × (price − variable cost), the variable cost being price × (1 − margin)",
            "contribution margin (Horngren, Cost Accounting)",
            "within the capacity that exists; no fixed cost is added",
        ),
        "quality": Formula(
            "units × change of the defect rate × cost per defect",
            "cost of poor quality, internal and external failure (Juran)",
            "each defect costs the same; detection is not counted apart",
        ),
    }
)


def payment_days(amount: Decimal, days: Number, capital: Decimal) -> Decimal:
    """Worth, to the one who pays, of paying `amount` so many days later. The other side loses the same formula
    at its own cost of capital. Negative days: paying earlier, a cost.
    """
    return amount * _rate(capital) * Decimal(days) / YEAR


def discount_rate(discount: Decimal, days: Number) -> Decimal:
    """The yearly rate that "`discount` for paying so many days earlier" comes to: 0.02 for 53 days is 0.1405.

    Good for both when the payer's cost of capital is below and the receiver's above it.
    """
    if not 0 <= discount < 1 or days <= 0:
        raise EngineError("A discount must lie between 0 and 1 and the days must be more than none.")
    return discount / (ONE - discount) * YEAR / Decimal(days)


def compound_rate(discount: Decimal, days: Number) -> Decimal:
    """Like `discount_rate`, with interest on interest: 0.02 for 53 days is 0.1493."""
    discount_rate(discount, days)
    return (ONE / (ONE - discount)) ** (YEAR / Decimal(days)) - ONE


def fair_discount(days: Number, capital: Decimal) -> Decimal:
    """The discount at which paying so many days earlier costs the payer nothing: the inverse of `discount_rate`."""
    if days <= 0:
        raise EngineError("The days must be more than none.")
    carry = _rate(capital) * Decimal(days) / YEAR
    return carry / (ONE + carry)


def suits(discount: Decimal, days: int, payer: Decimal, receiver: Decimal) -> tuple[bool, bool]:
    """Whether a discount for early payment is good for the payer and for the receiver, at their costs of capital."""
    rate = discount_rate(discount, days)
    return rate > payer, rate < receiver


def early_payment(amount: Decimal, discount: Decimal, days: Number, capital: Decimal) -> Decimal:
    """What the payer of `amount` a year gains by taking a discount for paying so many days earlier.

    The discount, less interest on the smaller sum that is paid earlier: above 0 exactly when `discount_rate` is above
    the payer's cost of capital. The receiver gains the same formula, turned round, at its own cost of capital.
    """
    discount_rate(discount, days)
    return amount * discount - payment_days(amount * (ONE - discount), days, capital)


def stock(value: Decimal, days: Number, holding: Decimal) -> Decimal:
    """Cost of holding an average stock of this value for so many days. The one who holds it bears it."""
    return value * _rate(holding) * Decimal(days) / YEAR


def lead_time(
    annual_value: Decimal,
    days: Number,
    holding: Decimal,
    *,
    deviation: Decimal = Decimal(0),
    unit_cost: Decimal = Decimal(0),
    service: Decimal = Decimal("1.645"),
) -> Decimal:
    """Yearly cost of goods under way and of safety stock at a lead time of so many days.

    `deviation`: standard deviation of a day's demand, in units. `service`: safety factor (1.645 covers 95 %). The
    worth of a shorter delivery time is the difference of two calls.
    """
    if days < 0:
        raise EngineError("A delivery time cannot be negative.")
    under_way = annual_value * Decimal(days) / YEAR
    safety = service * deviation * Decimal(days).sqrt() * unit_cost
    return (under_way + safety) * _rate(holding)


def freight(units: Decimal, per_unit: Decimal) -> Decimal:
    """Cost of moving so many units; borne by the side that the delivery term names."""
    return units * per_unit


def warranty(
    units: Decimal, failures: Decimal, per_failure: Decimal, years: int, capital: Decimal, *, first: int = 0
) -> Decimal:
    """Present cost of so many more years of warranty on all units, after the `first` ones that are given anyway.

    `failures`: expected failures per unit and year. `per_failure`: what one costs the side that is asked (a repair
    costs the maker less than the owner: that is the trade). Years are discounted from their middle.
    """
    if failures < 0 or years < 0 or first < 0:
        raise EngineError("Failures and years cannot be negative.")
    yearly = units * failures * per_failure
    factors = ((ONE + _rate(capital)) ** -(Decimal(first + year) + Decimal("0.5")) for year in range(years))
    return yearly * sum(factors, Decimal(0))


def volume(extra_units: Decimal, price: Decimal, variable_cost: Decimal) -> Decimal:
    """What so many more units contribute to the seller."""
    return extra_units * (price - variable_cost)


def quality(units: Decimal, rate_before: Decimal, rate_after: Decimal, per_defect: Decimal) -> Decimal:
    """What a change of the defect rate saves (negative: costs) the side that bears `per_defect`."""
    if not (0 <= rate_before <= 1 and 0 <= rate_after <= 1):
        raise EngineError("A defect rate must lie between 0 and 1.")
    return units * (rate_before - rate_after) * per_defect


def _rate(rate: Decimal) -> Decimal:
    if not 0 <= rate <= 5:
        raise EngineError("A yearly rate is a part of 1: 0.08 for eight per cent.")
    return rate

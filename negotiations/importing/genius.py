"""GENIUS XML: a domain and a profile per party (Lin et al. 2014), as a plan of rated choices.

An evaluation counts as a share of the issue's largest one, times the issue's weight. Our weights are swings and our
ratings run from 0 to 100, so the same utilities are told as: swing = weight × (largest − smallest) / largest, rating =
where an evaluation lies between smallest and largest. Both sides' utilities keep their order and their frontier.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from math import floor, gcd, lcm

from negotiations.drafts import AlternativeDraft, CurveDraft, IssueDraft, PlanDraft
from negotiations.enums import Direction, IssueKind, Shape
from negotiations.importing.problems import Unreadable
from negotiations.importing.xml import Node, parse

DOMAIN, OURS, THEIRS = "domain file", "profile of our side", "profile of their side"
MOST_WEIGHT = 100_000  # swing points are kept to a thousandth


@dataclass(frozen=True)
class Profile:
    """One party's view: per issue its weight and the share of the largest evaluation that each option has."""

    weights: Sequence[Fraction]
    shares: Sequence[Sequence[Fraction]]
    reservation: Fraction | None

    @property
    def swings(self) -> list[Fraction]:
        return [
            weight * (max(row) - min(row)) for weight, row in zip(self.weights, self.shares, strict=True)
        ]  # fmt: skip


@dataclass
class Domain:
    """The issues by their index, and their options in order."""

    issues: dict[str, tuple[str, list[str]]] = field(default_factory=dict)


def read_genius(domain: bytes, ours: bytes, theirs: bytes) -> PlanDraft:
    """A plan from the three files. Raises ``Unreadable`` naming the file and what is wrong with it."""
    space = _domain(parse(domain, DOMAIN))
    our = _profile(parse(ours, OURS), space, OURS)
    their = _profile(parse(theirs, THEIRS), space, THEIRS)
    our_points, their_points = points(our.swings), points(their.swings)
    issues = tuple(
        IssueDraft(
            name=name,
            kind=IssueKind.CHOICE,
            options=tuple(options),
            ours=_curve(our.shares[place], our_points[place]),
            theirs=_curve(their.shares[place], their_points[place], known=True),
        )
        for place, (name, options) in enumerate(space.issues.values())
    )
    return PlanDraft(issues=issues, alternatives=_alternatives(our))


def points(swings: Sequence[Fraction]) -> list[Decimal]:
    """Swings as points up to 100, in thousandths, exactly in proportion where thousandths can say it."""
    largest = max(swings)
    if largest <= 0:
        return [Decimal(0)] * len(swings)
    scale = lcm(*(swing.denominator for swing in swings))
    whole = [int(swing * scale) for swing in swings]
    shared = gcd(*whole)
    times = MOST_WEIGHT // (max(whole) // shared)
    if times:
        return [Decimal(number // shared * times) / 1000 for number in whole]
    return [Decimal(floor(swing / largest * MOST_WEIGHT + Fraction(1, 2))) / 1000 for swing in swings]


def _curve(shares: Sequence[Fraction], swing: Decimal, *, known: bool = False) -> CurveDraft:
    low, span = min(shares), max(shares) - min(shares)
    ratings = {
        str(place): float((share - low) / span * 100) if span else 0.0 for place, share in enumerate(shares, 1)
    }  # fmt: skip
    return CurveDraft(
        shape=Shape.RATED,
        swing=swing,
        ratings=ratings,
        direction=Direction.UNKNOWN,
        source="Imported profile" if known else "",
    )


def _alternatives(our: Profile) -> tuple[AlternativeDraft, ...]:
    """The reservation value as an alternative in points: 0 is the worst for us on every issue, 100 the best."""
    whole = sum(our.swings)
    if not our.reservation or not whole:
        return ()
    least = sum(weight * min(row) for weight, row in zip(our.weights, our.shares, strict=True))
    value = (our.reservation - least) / whole * 100
    amount = Decimal(round(value * 100)) / 100
    return (AlternativeDraft(title="No deal (reservation value of the profile)", value=amount),)


def _domain(root: Node) -> Domain:
    domain = Domain()
    for issue in root.all("issue"):
        name = " ".join(issue.attributes.get("name", "").split())
        options = [" ".join(item.attributes.get("value", "").split()) for item in issue.children("item")]
        if issue.attributes.get("vtype", issue.attributes.get("type", "discrete")) != "discrete":
            raise Unreadable(f"Issue {name} of the {DOMAIN} is not discrete. Only issues with listed items are read.")
        if len(options) < 2 or not name or not all(options):
            raise Unreadable(f"Issue {name or '?'} of the {DOMAIN} needs a name and two or more items with values.")
        domain.issues[issue.attributes.get("index", name)] = (name, options)
    if not domain.issues:
        raise Unreadable(f"There are no issues in the {DOMAIN}. Is it the file that lists issues and items?")
    return domain


def _profile(root: Node, domain: Domain, file: str) -> Profile:
    found = {issue.attributes.get("index", ""): issue for issue in root.all("issue")}
    weights = {node.attributes.get("index", ""): node.attributes.get("value", "") for node in root.all("weight")}
    rows, shares = [], []
    for index, (name, options) in domain.issues.items():
        if index not in found or index not in weights:
            raise Unreadable(f"The {file} says nothing of {name}, or not its weight. Does it belong to this domain?")
        weight = _number(weights[index], f"the weight of {name} in the {file}")
        rows.append(weight)
        shares.append(_shares(found[index], name, options, file))
    if not any(rows):
        raise Unreadable(f"All weights in the {file} are 0.")
    reservation = next((node.attributes.get("value") for node in root.all("reservation")), None)
    limit = _number(reservation, f"the reservation in the {file}") if reservation else None
    return Profile(rows, shares, limit)


def _shares(issue: Node, name: str, options: Sequence[str], file: str) -> list[Fraction]:
    given: Mapping[str, str] = {
        " ".join(item.attributes.get("value", "").split()): item.attributes.get("evaluation", "")
        for item in issue.children("item")
    }
    missing = [option for option in options if option not in given]
    if missing:
        raise Unreadable(f"The {file} does not rate {missing[0]} of {name}. Does it belong to this domain?")
    numbers = [_number(given[option], f"the evaluation of {option} in the {file}") for option in options]
    if max(numbers) <= 0:
        raise Unreadable(f"All evaluations of {name} in the {file} are 0. At least one must be above.")
    return [number / max(numbers) for number in numbers]


def _number(text: str, what: str) -> Fraction:
    try:
        number = Decimal(text.strip())
        # The bounds also keep a number like 1e-999999999 from becoming a fraction with a billion digits.
        if len(text) > 40 or not number.is_finite() or number < 0 or not (number == 0 or -30 < number.adjusted() < 10):
            raise InvalidOperation
    except (InvalidOperation, TypeError):
        raise Unreadable(f"Not a number of 0 or more: {what}.") from None
    return Fraction(number)

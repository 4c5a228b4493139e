"""Who has a say in the demo deals, on both sides: also somebody hidden, a group, and people behind the other side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

from accounts.models import User
from negotiations.actions import influences, interests, notes, stakeholders
from negotiations.demo import air_conditioners, software_licence
from negotiations.enums import (
    Belonging,
    DecisionRole,
    InfluenceKind,
    InterestKind,
    NotePrivacy,
    Party,
    StakeholderKind,
    Stance,
    Sureness,
)
from negotiations.models import Deal, Issue, Stakeholder

THEIRS, OURS = Party.THEIRS, Party.OURS
NEED, CONCERN, WISH = InterestKind.NEED, InterestKind.CONCERN, InterestKind.WISH


@dataclass(frozen=True)
class Who:
    """``place`` is (power, interest); ``wants`` are (kind, text, issues that serve it)."""

    key: str
    side: Party
    name: str
    title: str
    place: tuple[int, int] | None
    fields: Mapping[str, Any] = field(default_factory=dict)
    wants: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    motive: str = ""
    note: str = ""


@dataclass(frozen=True)
class Edge:
    influencer: str
    influenced: str
    kind: InfluenceKind
    strength: int
    note: str = ""


FRIGOTEC = (
    Who(
        "marta", THEIRS, "Marta Vilar", "Head of sales", (62, 88),
        {"at_table": True, "stance": Stance.SUPPORTER, "decision_role": DecisionRole.INFLUENCER,
         "sureness": Sureness.SURE, "source": "Three years of orders"},
        ((NEED, "The season’s volume signed before December", ("Volume commitment",)),
         (WISH, "A customer name that she can show to others", ("Quarterly quality review",))),
        "Her bonus counts signed volume, not the price", "Decides in the second meeting, never in the first.",
    ),
    Who(
        "rui", THEIRS, "Rui Frigo", "Owner and managing director", (95, 55),
        {"stance": Stance.NEUTRAL, "decision_role": DecisionRole.BUYER, "veto": True, "sureness": Sureness.LIKELY,
         "source": "Marta: “Rui signs everything above 500,000”"},
        ((NEED, "Cash before the season: the bank cut his credit line", ("Payment",)),
         (CONCERN, "Standing still in winter", ("Delivery schedule", "Volume commitment"))),
        "Wants to hand the firm over in good order in three years",
    ),
    Who(
        "plant", THEIRS, "Plant manager, Aveiro", "Runs the line; we know no name", (74, 30),
        {"stance": Stance.SCEPTIC, "decision_role": DecisionRole.BLOCKER, "veto": True,
         "source": "Our visit in October"},
    ),
    Who(
        "bank", THEIRS, "Banco do Vouga", "Lends on the stock", (66, 40),
        {"kind": StakeholderKind.GROUP, "belonging": Belonging.OTHER, "stance": Stance.UNKNOWN,
         "source": "Their annual report"},
        ((NEED, "Receivables that it can lend on", ("Payment",)),),
    ),
    Who(
        "installers", THEIRS, "Installers in the south", "Fit and repair what Frigotec makes", (28, 70),
        {"kind": StakeholderKind.GROUP, "belonging": Belonging.CHANNEL, "sureness": Sureness.LIKELY,
         "stance": Stance.SUPPORTER, "decision_role": DecisionRole.USER, "source": "Trade fair, Lisbon"},
        ((CONCERN, "Waiting weeks for a spare part", ("Spare parts",)),),
    ),
    Who("new", THEIRS, "New finance director", "Starts in January", None, {"source": "Heard from Marta"}),
    Who(
        "joao", OURS, "João Sá", "Finance", (80, 75),
        {"at_table": True, "stance": Stance.SCEPTIC, "decision_role": DecisionRole.BUYER, "veto": True,
         "sureness": Sureness.SURE},
        ((NEED, "The price inside the year’s budget", ("Unit price",)),),
    ),
    Who(
        "stores", OURS, "Store managers", "Sell the units from May", (35, 85),
        {"kind": StakeholderKind.GROUP, "stance": Stance.SUPPORTER, "decision_role": DecisionRole.USER,
         "sureness": Sureness.LIKELY},
        ((NEED, "Units on the shelf before the first hot week", ("Delivery schedule",)),
         (CONCERN, "Units that come back", ("Warranty", "Returns"))),
    ),
)  # fmt: skip
FRIGOTEC_EDGES = (
    Edge("marta", "rui", InfluenceKind.FORMAL, 2, "reports to him"),
    Edge("plant", "rui", InfluenceKind.INFORMAL, 3, "built the line together; they have lunch every day"),
    Edge("bank", "rui", InfluenceKind.FORMAL, 3, "the credit line"),
    Edge("installers", "marta", InfluenceKind.INFORMAL, 2),
    Edge("joao", "bank", InfluenceKind.INFORMAL, 1, "knows the branch from another loan"),
    Edge("stores", "joao", InfluenceKind.INFORMAL, 1),
)

MERIDIAN = (
    Who(
        "dana", THEIRS, "Dana Keller", "Account director", (45, 90),
        {"at_table": True, "stance": Stance.SUPPORTER, "decision_role": DecisionRole.COACH,
         "sureness": Sureness.SURE, "source": "Two renewals"},
        ((NEED, "The renewal booked in this quarter", ("Term",)),), "Is measured on seats",
    ),
    Who(
        "vp", THEIRS, "Regional vice president", "Signs discounts above 15 %", (88, 35),
        {"stance": Stance.NEUTRAL, "decision_role": DecisionRole.BUYER, "veto": True, "sureness": Sureness.LIKELY,
         "source": "Dana, in May"},
        ((CONCERN, "A list price that others could point at", ("Fee per seat and year",)),),
    ),
    Who(
        "legal", THEIRS, "Their legal department", "", (70, 20),
        {"kind": StakeholderKind.GROUP, "stance": Stance.SCEPTIC, "decision_role": DecisionRole.BLOCKER},
    ),
    Who(
        "it", OURS, "IT operations", "Run it day and night", (55, 80),
        {"kind": StakeholderKind.GROUP, "at_table": True, "stance": Stance.SUPPORTER,
         "decision_role": DecisionRole.TECHNICAL, "sureness": Sureness.SURE},
        ((NEED, "Somebody who answers at night", ("Support", "Response to outages")),
         (CONCERN, "No way out with our own data", ("Data export at exit",))),
    ),
)  # fmt: skip
MERIDIAN_EDGES = (
    Edge("dana", "vp", InfluenceKind.FORMAL, 2, "reports to the vice president"),
    Edge("legal", "vp", InfluenceKind.FORMAL, 2),
    Edge("it", "dana", InfluenceKind.INFORMAL, 2, "a call every month"),
)

CASTS: dict[ModuleType, tuple[tuple[Who, ...], tuple[Edge, ...]]] = {
    air_conditioners: (FRIGOTEC, FRIGOTEC_EDGES),
    software_licence: (MERIDIAN, MERIDIAN_EDGES),
}


def load(deal: Deal, module: ModuleType, *, by: User, at: datetime) -> None:
    """Put down who has a say in this deal."""
    cast, edges = CASTS.get(module, ((), ()))
    issues = {issue.name: str(issue.pk) for issue in Issue.objects.filter(deal=deal)}
    known = {who.key: _add(deal, who, issues, by, at) for who in cast}
    for edge in edges:
        influences.add(
            deal, influencer=known[edge.influencer], influenced=known[edge.influenced], kind=edge.kind,
            strength=edge.strength, note=edge.note, by=by, at=at,
        )  # fmt: skip


def _add(deal: Deal, who: Who, issues: Mapping[str, str], by: User, at: datetime) -> Stakeholder:
    power, interest = who.place or (None, None)
    row = stakeholders.add(
        deal, side=who.side, name=who.name, title=who.title, power=power, interest=interest,
        dated=(at - timedelta(days=12)).date(), by=by, at=at, **who.fields,
    )  # fmt: skip
    for kind, text, served in who.wants:
        interests.add(row, text=text, kind=kind, issues=[issues[name] for name in served], by=by, at=at)
    if who.motive:
        interests.add_motive(row, text=who.motive, by=by, at=at)
    if who.note:
        notes.add(
            row, text=who.note, privacy=NotePrivacy.TEAM, delete_on=(at + timedelta(days=365)).date(), by=by, at=at
        )
    return row

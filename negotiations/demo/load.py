"""Loads the demo through the same actions as a person's clicks."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from types import ModuleType
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from accounts.actions import members, organisations, profile
from accounts.models import Organisation, User
from accounts.permissions import OrganisationRole, SeatRole
from negotiations.actions import alternatives, deals, imports, jobs, phases, seats
from negotiations.demo import (
    after,
    air_conditioners,
    close,
    counterparties,
    evidence,
    itex_cypress,
    mandate,
    money,
    pallet_film,
    pallet_racking,
    power,
    preparation,
    rehearsal,
    scoring,
    software_licence,
    stakeholders,
    styles,
    tactics,
    talk,
    team,
)
from negotiations.demo.people import ORGANISATION, PASSWORD, PEOPLE, Person
from negotiations.enums import Phase
from negotiations.models import Deal

SEATS = {
    air_conditioners: {
        "ana": SeatRole.LEAD, "joao": SeatRole.HOLDOUT, "carla": SeatRole.COORDINATOR, "paulo": SeatRole.EXPERT,
        "ines": SeatRole.OBSERVER, "rita": SeatRole.SPONSOR,
    },
    pallet_film: {
        "carla": SeatRole.LEAD, "joao": SeatRole.HOLDOUT, "ana": SeatRole.COORDINATOR, "paulo": SeatRole.EXPERT,
    },
    itex_cypress: {"ana": SeatRole.LEAD, "joao": SeatRole.HOLDOUT},
    software_licence: {
        "carla": SeatRole.LEAD, "joao": SeatRole.HOLDOUT, "ana": SeatRole.COORDINATOR, "rita": SeatRole.SPONSOR,
    },
    pallet_racking: {
        "ana": SeatRole.LEAD, "joao": SeatRole.HOLDOUT, "paulo": SeatRole.EXPERT, "rita": SeatRole.SPONSOR,
    },
}  # fmt: skip
# What they likely have without us: low, likely, high and how we know.
THEIR_FLOORS = {
    air_conditioners: (150_000, 230_000, 310_000, "We are 70 % of their sales; their other buyers take small lots"),
    pallet_film: (2_000, 6_000, 12_000, "What their other customers of this size pay"),
    pallet_racking: (12_000, 22_000, 34_000, "What their last tender here went for"),
    software_licence: (180_000, 260_000, 340_000, "What they gave up at the last customer who left"),
}
# Days from today, what, where.
MEETINGS = {
    air_conditioners: (9, "Third meeting", "Porto"),
    itex_cypress: (23, "Spring order", "Video call"),
    pallet_film: (-1, "Closing talk", "Setúbal"),
    software_licence: (16, "Renewal talk", "Lisbon"),
}


@transaction.atomic
def load(at: datetime) -> bool:
    """Load the demo, all of it or nothing; ``False`` when it is there already."""
    if Organisation.objects.filter(name=ORGANISATION, memberships__user__email=PEOPLE[0].email).exists():
        return False
    people = {person.key: _account(person, at) for person in PEOPLE}
    owner = next(person.key for person in PEOPLE if person.role == OrganisationRole.OWNER)
    organisation = organisations.create(name=ORGANISATION, by=people[owner], at=at)
    for person in PEOPLE:
        if person.key != owner:
            members.add(organisation=organisation, user=people[person.key], role=person.role, by=people[owner], at=at)
    for module, roles in SEATS.items():
        _deal(module, roles, organisation, people, at)
    return True


def _account(person: Person, at: datetime) -> User:
    return profile.register(email=person.email, name=person.name, password=PASSWORD, at=at, timezone="Europe/Lisbon")


def _deal(
    module: ModuleType, roles: dict[str, SeatRole], organisation: Organisation, people: dict[str, User], at: datetime
) -> Deal:
    lead = next(people[key] for key, role in roles.items() if role == SeatRole.LEAD)
    deal = imports.create(organisation=organisation, draft=module.draft(at.date()), by=lead, at=at)
    for key, role in roles.items():
        if role != SeatRole.LEAD:
            seats.add(deal, user=people[key], role=role, by=lead, at=at)
    if module is pallet_racking:  # it is over
        _their_floor(deal, module, lead, at)
        pallet_racking.load(deal, people, at=at)
        return deal
    days, title, place = MEETINGS[module]
    day = timezone.localtime(at, ZoneInfo(lead.timezone)).date() + timedelta(days=days)
    starts = datetime.combine(day, time(10), ZoneInfo(lead.timezone))
    deals.add_meeting(deal, starts_at=starts, title=title, place=place, by=lead, at=at)
    _their_floor(deal, module, lead, at)
    if module is air_conditioners:
        money.load(deal, by=lead, at=at)
    evidence.load(deal, module, by=lead, at=at)
    stakeholders.load(deal, module, by=lead, at=at)
    counterparties.load(deal, module, people, by=lead, at=at)
    if module is air_conditioners:
        styles.load(deal, people, at=at)
    if module is air_conditioners:
        rehearsal.add(deal, by=lead, at=at)
        preparation.load(deal, by=lead, at=at)
        tactics.load(deal, people, at=at)
        power.load(deal, by=lead, at=at)
    scoring.load(deal, module, people, by=lead, at=at)
    team.load(deal, module, people, by=lead, at=at)
    if module is air_conditioners:
        talk.load(deal, people, at=at)  # before the meetings that are over: its agenda is the next one's
        mandate.approved(deal, people, at=at)
        phases.move(deal, Phase.BARGAIN, reason="Offers are on the table", seen=None, by=lead, at=at)
        after.talks_so_far(deal, people, at=at)
    if module is pallet_film:
        close.load(deal, people, by=lead, at=at)
    if module is software_licence:
        mandate.submitted(deal, lead, at=at)
    jobs.request(deal, by=lead, at=at)
    return deal


def _their_floor(deal: Deal, module: ModuleType, lead: User, at: datetime) -> None:
    if module in THEIR_FLOORS:
        low, likely, high, source = THEIR_FLOORS[module]
        band = {"low": Decimal(low), "likely": Decimal(likely), "high": Decimal(high)}
        alternatives.set_their_floor(deal, band, source=source, dated=at.date(), seen=None, by=lead, at=at)

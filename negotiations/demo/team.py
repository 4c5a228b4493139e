"""What the seated people of the demo know, and a seat that is limited."""

from datetime import datetime
from types import ModuleType

from accounts.models import User
from accounts.permissions import SeatRole
from negotiations.actions import hand_overs, seats
from negotiations.demo import air_conditioners, itex_cypress, pallet_film, software_licence
from negotiations.enums import Area, Phase
from negotiations.models import Deal, Issue, Seat

KNOWS: dict[str, tuple[Area, ...]] = {
    "ana": (Area.PRICE, Area.OPERATIONS),
    "joao": (Area.FINANCE, Area.PRICE),
    "carla": (Area.LEGAL,),
    "paulo": (Area.LOGISTICS, Area.QUALITY),
}
HANDED_OVER = (
    "They answer mails on Mondays and call before they write. The delivery dates were never confirmed in writing; "
    "ask for them before the price comes up again."
)
# Deal -> who else is seated, only when and only on which issues (by words in their names).
LIMITED: dict[ModuleType, tuple[tuple[str, SeatRole, tuple[Phase, ...], tuple[str, ...]], ...]] = {
    air_conditioners: (),
    pallet_film: (),
    itex_cypress: (("paulo", SeatRole.EXPERT, (Phase.PREPARE, Phase.EXPLORE), ("deliver", "transport")),),
    software_licence: (("paulo", SeatRole.EXPERT, (), ("support", "service")),),
}


def load(deal: Deal, module: ModuleType, people: dict[str, User], *, by: User, at: datetime) -> None:
    """Through the same actions as a person's clicks."""
    issues = list(Issue.objects.filter(deal=deal, removed_at__isnull=True))
    for key, role, phases, words in LIMITED[module]:
        named = [str(issue.pk) for issue in issues if any(word in issue.name.lower() for word in words)]
        seats.add(deal, user=people[key], role=role, phases=phases, issues=named, by=by, at=at)
    if module is itex_cypress:
        watcher = seats.add(deal, user=people["ines"], role=SeatRole.COORDINATOR, by=by, at=at)
        hand_overs.hand_over(deal, watcher.pk, to=people["carla"], notes=HANDED_OVER, by=by, at=at)
    known = {people[key].pk: areas for key, areas in KNOWS.items()}
    for seat in Seat.objects.filter(deal=deal, user__in=known).order_by("pk"):
        seats.edit(deal, seat.pk, {"expertise": known[seat.user_id]}, seen={}, by=by, at=at)

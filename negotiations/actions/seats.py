"""Seats: who sits where, for which phases and issues, and what they know."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from accounts.models import Membership, User
from accounts.permissions import Permission, SeatRole
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import Area, Party, Phase, Verb
from negotiations.models import Deal, Issue, Seat, Stakeholder

EDITABLE = ("phases", "issues", "expertise", "faces")
APART = {SeatRole.LEAD: SeatRole.HOLDOUT, SeatRole.HOLDOUT: SeatRole.LEAD}


def add(
    deal: Deal,
    *,
    user: User,
    role: str,
    phases: Sequence[str] = (),
    issues: Sequence[str] = (),
    expertise: Sequence[str] = (),
    faces: Sequence[str] = (),
    by: User,
    at: datetime,
) -> Seat:
    """Seat a member, for the whole deal or for some of its phases and issues (ids). The same seat again is that seat.

    The lead cannot be the holdout, unless the deal is marked solo. Raises ``Rejected``.
    """
    with writing(deal, Permission.SEATS_MANAGE, by=by, at=at) as write:
        membership = membership_of(write, user)
        keep_apart(write, user, role)
        seat = Seat.objects.filter(deal=write.deal, user=user, role=role).first()
        if seat is None:
            given = {"phases": phases, "issues": issues, "expertise": expertise, "faces": faces}
            scope = {name: _checked(write, name, value) for name, value in given.items()}
            seat = Seat(deal=write.deal, user=user, membership=membership, role=role, created_at=at, **scope)
            write.add(seat, summary=record_of(seat))
        return seat


def edit(
    deal: Deal, seat_id: int, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> Seat:
    """Set what a seat is limited to and what its holder knows: one action. Raises ``Conflict``, ``Rejected``."""
    with writing(deal, Permission.SEATS_MANAGE, by=by, at=at) as write:
        seat = lock(write, seat_id)
        for field, value in changes.items():
            write.change(seat, field, _checked(write, field, value), seen=seen.get(field))
        somebody_leads(write)
        return seat


def remove(deal: Deal, seat_id: int, *, by: User, at: datetime) -> None:
    """Take a seat away. A deal always has somebody who leads, in every phase. Raises ``Rejected``."""
    with writing(deal, Permission.SEATS_MANAGE, by=by, at=at) as write:
        seat = Seat.objects.filter(deal=write.deal, pk=seat_id).first()
        if seat is not None:
            _take_away(write, seat)


def reverse(write: Write, verb: str, record: Mapping[str, Any]) -> None:
    """Take back that a seat was given or taken away; ``record`` is what the log kept of it. For undo."""
    seat = Seat.objects.filter(deal=write.deal, user_id=record["user"], role=record["role"]).first()
    if verb == Verb.CREATED and seat is not None:
        _take_away(write, seat)
    elif verb == Verb.REMOVED and seat is None:
        user = User.objects.get(pk=record["user"])
        scope = {name: list(record.get(name, [])) for name in EDITABLE}
        again = Seat(deal=write.deal, user=user, membership=membership_of(write, user), role=record["role"],
                     created_at=write.at, **scope)  # fmt: skip
        keep_apart(write, user, again.role)
        write.add(again, summary=record_of(again))


def record_of(seat: Seat) -> dict[str, Any]:
    """What the log keeps of a seat that is given or taken away."""
    scope = {name: value for name in EDITABLE if (value := getattr(seat, name))}
    return {"user": seat.user_id, "role": seat.role, **scope}


def lock(write: Write, seat_id: int) -> Seat:
    """The seat, locked. Raises ``Rejected`` when it is gone."""
    seat = Seat.objects.select_for_update(of=("self",)).filter(deal=write.deal, pk=seat_id).first()
    if seat is None:
        raise Rejected("This seat was taken away meanwhile.")
    return seat


def membership_of(write: Write, user: User) -> Membership:
    """The membership on which a seat rests. Raises ``Rejected`` for somebody who is no member."""
    membership = Membership.objects.filter(user=user, organisation=write.deal.organisation_id).first()
    if membership is None:
        raise Rejected("Only members of the organisation can have a seat.", "user")
    return membership


def keep_apart(write: Write, user: User, role: str) -> None:
    """The lead and the holdout are two people unless the deal is solo. Raises ``Rejected``."""
    apart = APART.get(SeatRole(role))
    if apart and not write.deal.solo and Seat.objects.filter(deal=write.deal, user=user, role=apart).exists():
        raise Rejected(
            "The lead and the holdout must be different people. Seat somebody else, or mark the deal as solo.", "role"
        )


def check_free(write: Write, seat: Seat, user: User) -> None:
    """Whether somebody can take this seat: a member who has none such; lead and holdout apart. Raises ``Rejected``."""
    membership_of(write, user)
    if Seat.objects.filter(deal=write.deal, user=user, role=seat.role).exists():
        raise Rejected(f"{user} has such a seat already.", "user")
    keep_apart(write, user, seat.role)


def settle(write: Write, seat: Seat) -> None:
    """After a change of a seat: it rests on its holder's membership, and somebody leads. Raises ``Rejected``."""
    Seat.objects.filter(pk=seat.pk).update(membership=membership_of(write, seat.user))
    somebody_leads(write)


def somebody_leads(write: Write) -> None:
    """In every phase somebody leads on the whole deal. Raises ``Rejected``."""
    leads = [seat for seat in Seat.objects.filter(deal=write.deal, role=SeatRole.LEAD) if seat.is_whole]
    without = [phase.label for phase in Phase if not any(seat.counts_in(phase) for seat in leads)]
    if without:
        when = "" if len(without) == len(Phase) else f": nobody would lead in {' and '.join(without)}"
        raise Rejected(f"A deal needs a lead{when}. Seat another lead first.", "role")


def _take_away(write: Write, seat: Seat) -> None:
    write.log(Verb.REMOVED, seat, before=record_of(seat))
    seat.delete()
    somebody_leads(write)


def _checked(write: Write, field: str, value: Any) -> list[str]:
    """The value as it is kept: known codes in their order, ids of live issues; all of them is the same as none."""
    wanted = {str(one) for one in value}
    if field == "issues":
        live = Issue.objects.filter(deal=write.deal, removed_at__isnull=True).order_by("position", "pk")
        known = [str(pk) for pk in live.values_list("pk", flat=True)]
    elif field == "faces":
        theirs = Stakeholder.objects.filter(deal=write.deal, side=Party.THEIRS, removed_at__isnull=True)
        known = [str(pk) for pk in theirs.order_by("created_at", "pk").values_list("pk", flat=True)]
    elif field in {"phases", "expertise"}:
        known = list(Phase.values if field == "phases" else Area.values)
    else:
        raise Rejected("This field cannot be edited.", field)
    if wanted - set(known):
        raise Rejected("Choose from the list.", field)
    return [] if field == "phases" and len(wanted) == len(known) else [one for one in known if one in wanted]

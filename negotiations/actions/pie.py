"""The pie check: four families looked through for levers, before a deal may be called distributive. Never a lock."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import levers
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.catalogue.library import LIBRARY
from negotiations.enums_prepare import PieFamily, Stance
from negotiations.models import Deal, Lever, PieAnswer
from negotiations.queries.prepare.pie import current_answers, missing_families

LONGEST_TITLE, LONGEST_REASON = 120, 300


def find_lever(
    deal: Deal, family: str, *, by: User, at: datetime, key: str = "", title: str = "", why: str = ""
) -> PieAnswer:
    """A lever was found in a family: one of the library (``key``) or one's own (``title``). It joins the deal's levers.

    Raises ``Rejected``.
    """
    with writing(deal, Permission.PLAN_EDIT, by=by, at=at) as write:
        lever = _from_library(write, family, key) if key else _own(write, title, why)
        return _answer(write, family, lever=lever)


def find_nothing(deal: Deal, family: str, *, reason: str, by: User, at: datetime) -> PieAnswer:
    """A family was looked through and holds nothing, for a reason. Raises ``Rejected``."""
    reason = " ".join(reason.split())
    if not reason:
        raise Rejected("Say why there is nothing here.", "reason")
    if len(reason) > LONGEST_REASON:
        raise Rejected(f"At most {LONGEST_REASON} characters.", "reason")
    with writing(deal, Permission.PLAN_EDIT, by=by, at=at) as write:
        return _answer(write, family, reason=reason)


def reopen(deal: Deal, family: str, *, by: User, at: datetime) -> None:
    """Look through a family again: its answer goes, its lever stays, and a distributive deal is undecided again."""
    _check_family(family)
    with writing(deal, Permission.PLAN_EDIT, by=by, at=at) as write:
        answer = current_answers(PieAnswer.objects.select_for_update().filter(deal=write.deal)).get(family)
        if answer is None:
            raise Rejected("This family is open already.")
        for row in PieAnswer.objects.filter(deal=write.deal, family=family, removed_at__isnull=True):
            write.remove(row)
        if write.deal.stance == Stance.DISTRIBUTIVE:
            write.change(write.deal, "stance", Stance.UNDECIDED)


def set_stance(deal: Deal, stance: str, *, seen: int | None, by: User, at: datetime) -> None:
    """Say what kind of deal it is. Distributive only when all four families were looked through.

    Raises ``Conflict``, and ``Rejected`` naming the families that are missing.
    """
    if stance not in Stance.values:
        raise Rejected("Choose one of the list.", "stance")
    with writing(deal, Permission.DEAL_EDIT, by=by, at=at) as write:
        answers = PieAnswer.objects.filter(deal=write.deal)
        missing = missing_families(current_answers(answers)) if stance == Stance.DISTRIBUTIVE else ()
        if missing:
            raise Rejected(_look_first(missing), "stance")
        write.change(write.deal, "stance", stance, seen=seen)


def settle(write: Write) -> None:
    """After something was taken back: what is called distributive has had its check.

    A family that is open again makes the deal undecided, as ``reopen`` does. Raises ``Rejected`` when it was the stance
    that came back.
    """
    if write.deal.stance != Stance.DISTRIBUTIVE:
        return
    missing = missing_families(current_answers(PieAnswer.objects.filter(deal=write.deal)))
    if not missing:
        return
    if any(event.noun == "deal" and event.field == "stance" for event in write.events):
        raise Rejected(_look_first(missing), "stance")
    write.change(write.deal, "stance", Stance.UNDECIDED)


def _look_first(missing: Collection[str]) -> str:
    return f"Look through {_listed(missing)} first: a pie is almost never fixed."


def _answer(write: Write, family: str, *, lever: Lever | None = None, reason: str = "") -> PieAnswer:
    _check_family(family)
    row = PieAnswer(deal=write.deal, family=family, lever=lever, reason=reason, number=write.deal.seq + 1)
    write.add(row, summary=family)
    return row


def _from_library(write: Write, family: str, key: str) -> Lever:
    found = next((one for one in LIBRARY if one.key == key and one.family == family), None)
    if found is None:
        raise Rejected("Choose a lever of this family.", "lever")
    draft = found.draft(write.deal.estimated_value or Decimal(0))
    lever = levers.insert(write, title=draft.title, why=draft.why, draft=dict(draft.draft))
    if draft.worth is not None and write.deal.estimated_value:
        levers.assume([(lever, draft.worth)])
    return lever


def _own(write: Write, title: str, why: str) -> Lever:
    title, why = " ".join(title.split()), " ".join(why.split())
    if len(title) > LONGEST_TITLE or len(why) > LONGEST_REASON:
        raise Rejected(f"At most {LONGEST_TITLE} characters for a name, {LONGEST_REASON} for why.", "title")
    return levers.insert(write, title=title, why=why)


def _check_family(family: str) -> None:
    if family not in PieFamily.values:
        raise Rejected("Choose one of the four families.", "family")


def _listed(families: Collection[str]) -> str:
    words = [PieFamily(family).label.lower() for family in families]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

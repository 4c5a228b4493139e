"""The holdouts' guards as the team sees them, and one's own with its true price, which nobody else sees."""

from dataclasses import dataclass

from accounts.permissions import Permission, SeatRole
from negotiations.models import Guard, GuardPrice, Seat
from negotiations.queries.history.fields import field_words
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.wording import Amounts, listed


@dataclass(frozen=True)
class GuardLine:
    """What one holdout holds, in words."""

    user: str
    issues: str
    threshold: str
    stated: str


@dataclass(frozen=True)
class OwnGuard:
    """The form of one's own guard. ``price`` is the true one."""

    issues: tuple[tuple[str, str, bool], ...]  # id, name, held
    threshold: str
    stated: str
    price: str


@dataclass(frozen=True)
class Guards:
    lines: tuple[GuardLine, ...]
    own: OwnGuard | None


def guards(rows: PlanRows, access: Standing, *, in_money: bool) -> Guards:
    """The guards of those who sit as holdout, for readers of all secrets. Three queries."""
    access.require(Permission.SECRETS_VIEW)
    sitting = Seat.objects.filter(deal=rows.deal, role=SeatRole.HOLDOUT).values("user")
    found = list(Guard.objects.filter(deal=rows.deal, user__in=sitting).select_related("user").order_by("pk"))
    amounts = Amounts(in_money, rows.deal.currency)
    names = {str(issue.pk): issue.name for issue in rows.issues}
    lines = []
    for guard in found:
        held = [names[pk] for pk in opened(guard.issues, access) or [] if pk in names]
        over = opened(guard.threshold, access)
        threshold = "" if over is None else amounts.ours(over)
        line = GuardLine(str(guard.user), listed(held), threshold, opened(guard.stated, access))
        if line.issues or line.threshold:
            lines.append(line)
    own = next((guard for guard in found if guard.user_id == access.user.pk), None)
    return Guards(tuple(lines), _own(rows, access, own, in_money) if access.can(Permission.OFFER_RELEASE) else None)


def _own(rows: PlanRows, access: Standing, guard: Guard | None, in_money: bool) -> OwnGuard:
    kept = GuardPrice.objects.filter(guard=guard, guard__user=access.user).first() if guard else None
    held = set(opened(guard.issues, access) or []) if guard else set()
    over = opened(guard.threshold, access) if guard else None
    return OwnGuard(
        issues=tuple((str(issue.pk), issue.name, str(issue.pk) in held) for issue in rows.issues),
        threshold=field_words("value", over, None, rows.deal.currency if in_money else ""),
        stated=opened(guard.stated, access) if guard else "",
        price=opened(kept.price, access) if kept else "",
    )

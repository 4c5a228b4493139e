"""The sheets to take along, as files, by their name."""

from datetime import datetime

from accounts.models import User
from accounts.permissions import Permission
from negotiations.queries.plan.one_page import one_page
from negotiations.queries.standing import Standing
from negotiations.queries.trades.sheets import HANDOUTS, handout, table_sheet
from negotiations.reports import one_page as plan_file
from negotiations.reports import package_sheet as package_file

PLAN, TABLE = "plan", "table"


def sheet_file(access: Standing, sheet: str, *, secrets: bool, now: datetime, by: User) -> bytes | None:
    """The PDF of a sheet; ``None`` when there is no such one for this reader."""
    if sheet == PLAN:
        return plan_file.write(one_page(access, secrets=secrets, now=now, by=by))
    if sheet == TABLE and secrets and access.can(Permission.SECRETS_VIEW):
        return package_file.write(table_sheet(access, now=now, by=by))
    if sheet in HANDOUTS:
        found = handout(access, sheet, now=now)
        return None if found is None else package_file.write(found)
    return None

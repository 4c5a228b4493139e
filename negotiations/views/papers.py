"""What one takes along on paper: the plan on a page, packages for the table, a sheet for the other side."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.queries.deal.head import deal_head
from negotiations.queries.plan.one_page import one_page
from negotiations.queries.trades.sheets import HANDOUTS, handout, handouts, table_sheet
from negotiations.reports.sheets import PLAN, TABLE, sheet_file
from negotiations.views.rendering import page

LABELS = {PLAN: "Plan on a page", TABLE: "Packages for the table"}


@require_GET
def deal_paper(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """A sheet as it is printed, ``?sheet=``; ``?secrets=0`` leaves the secrets of the plan out."""
    access = open_deal(request.user, deal_id, Permission.DEAL_VIEW)
    now, chosen = timezone.now(), request.GET.get("sheet", PLAN)
    sees = access.can(Permission.SECRETS_VIEW)
    there = {PLAN: LABELS[PLAN], **({TABLE: LABELS[TABLE]} if sees else {})}
    there |= {code: f"For them: {HANDOUTS[code].lower()}" for code in handouts(access, now=now)}
    if chosen not in there:
        raise Http404
    secrets = request.GET.get("secrets") != "0"
    context: dict[str, Any] = {
        "deal": access.deal,
        "head": deal_head(access, "paper", now=now),
        "sheets": [(code, label, code == chosen) for code, label in there.items()],
        "sheet": chosen,
        "one": one_page(access, secrets=secrets, now=now, by=access.user) if chosen == PLAN else None,
        "packages": packages_of(access, chosen, now),
        "with_secrets": secrets,
        "may_hide": chosen == PLAN and access.can_somewhere(Permission.SECRETS_VIEW),
        "may_export": access.can(Permission.EXPORT),
    }
    return page(request, "negotiations/plan/paper.html", context, fragment="paper")


def packages_of(access: DealAccess, sheet: str, now: Any) -> Any:
    """The sheet of packages that is asked for; None for the plan."""
    if sheet == TABLE:
        return table_sheet(access, now=now, by=access.user)
    return handout(access, sheet, now=now) if sheet in HANDOUTS else None


@require_GET
def paper_file(request: HttpRequest, deal_id: UUID, sheet: str) -> HttpResponse:
    """The same as PDF, with what this person may see; ``?secrets=0`` leaves the secrets out."""
    access = open_deal(request.user, deal_id, Permission.EXPORT)
    secrets = request.GET.get("secrets") != "0"
    content = sheet_file(access, sheet, secrets=secrets, now=timezone.now(), by=access.user)
    if content is None:
        raise Http404
    return pdf_answer(content, access, sheet)


def pdf_answer(content: bytes, access: DealAccess, sheet: str) -> HttpResponse:
    """The file under the deal's name; what is for the other side does not have it."""
    name = "proposal" if sheet in HANDOUTS else f"{slugify(access.deal.title)[:60] or 'deal'}-{sheet}"
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    )

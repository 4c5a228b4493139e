"""The plan as a file, and the files to start an import from."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.drafts import DealDraft, PlanDraft
from negotiations.importing.example import example
from negotiations.queries.history.values import moment_words
from negotiations.queries.plan.beyond import beyond_plan
from negotiations.queries.plan.drafts import deal_draft
from negotiations.reports import xlsx
from negotiations.reports.document import document

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def deal_export(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The plan with what this person may see; ``?secrets=0`` leaves the secrets out."""
    access = open_deal(request.user, deal_id, Permission.EXPORT)
    secrets = access.can_somewhere(Permission.SECRETS_VIEW) and request.GET.get("secrets") != "0"
    draft = deal_draft(access)
    more = beyond_plan(access, secrets=secrets, today=timezone.localdate())
    note = f"{draft.title}, exported {moment_words(timezone.now())} by {request.user}."
    return workbook(xlsx.write(draft, secrets=secrets, note=note, more=more), slugify(draft.title)[:60] or "plan")


@require_GET
def deal_document(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The same as one JSON document."""
    access = open_deal(request.user, deal_id, Permission.EXPORT)
    secrets = access.can_somewhere(Permission.SECRETS_VIEW) and request.GET.get("secrets") != "0"
    draft = deal_draft(access)
    more = beyond_plan(access, secrets=secrets, today=timezone.localdate())
    name = slugify(draft.title)[:60] or "plan"
    return JsonResponse(
        document(draft, secrets=secrets, more=more),
        headers={"Content-Disposition": f'attachment; filename="{name}.json"'},
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


@require_GET
def import_template(request: HttpRequest) -> HttpResponse:
    return workbook(xlsx.write(DealDraft(PlanDraft()), secrets=True, note="An empty template."), "parley-template")


@require_GET
def import_example(request: HttpRequest) -> HttpResponse:
    draft = example(timezone.localdate())
    return workbook(xlsx.write(draft, secrets=True, note="A filled example."), "parley-example")


def workbook(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    )

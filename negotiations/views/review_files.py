"""Files of the review: memorandum and summary as DOCX or PDF, log and ledger as XLSX."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.queries.history.values import moment_words
from negotiations.queries.review.page import review_page
from negotiations.reports import docx, log_xlsx, pdf
from negotiations.reports.memorandum import memorandum, summary
from negotiations.reports.review_sheets import sheets

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAPERS = {"memorandum": memorandum, "summary": summary}
WRITERS = {"docx": (docx.write, WORD), "pdf": (pdf.write, "application/pdf")}


@require_GET
def review_paper(request: HttpRequest, deal_id: UUID, paper: str, form: str) -> HttpResponse:
    """A paper with what this person may see; ``?secrets=0`` leaves the secrets out."""
    access = open_deal(request.user, deal_id, Permission.EXPORT)
    if paper not in PAPERS or form not in WRITERS:
        raise Http404
    secrets = request.GET.get("secrets") != "0"
    made = PAPERS[paper](access, secrets=secrets, now=timezone.now(), by=access.user)
    write, kind = WRITERS[form]
    return _file(write(made), kind, f"{slugify(access.deal.title)[:60] or 'deal'}-{paper}.{form}")


@require_GET
def review_log(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Log and ledger, for readers of secrets."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_VIEW)
    access.require(Permission.EXPORT)
    note = f"{access.deal.title}, exported {moment_words(timezone.now())} by {access.user}."
    book = log_xlsx.write(sheets(review_page(access)), note)
    return _file(book, EXCEL, f"{slugify(access.deal.title)[:60] or 'deal'}-log.xlsx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})

"""The memorandum, the summary and the workbook say what the page says, and nothing to those who may not see it."""

import io

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from accounts.permissions import SeatRole
from negotiations.queries.review.words import amounts_of
from negotiations.reports import pdf
from negotiations.reports.paper import Paper, Section, Table
from tests.factories.negotiations import Plan, make_plan, seat
from tests.factories.reviews import reviewed
from tests.support.pages import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return make_plan()


def fetch(plan: Plan, paper: str, form: str, who=None, query: str = ""):
    url = reverse("negotiations:review-paper", kwargs={"deal_id": plan.deal.pk, "paper": paper, "form": form})
    return client_of(who or plan.lead).get(f"{url}{query}")


def words_of(content: bytes) -> str:
    book = Document(io.BytesIO(content))
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in book.paragraphs), *cells])


def test_the_figures_of_the_memorandum_are_those_of_the_page(plan: Plan) -> None:
    found = reviewed(plan)
    page = client_of(plan.lead).get(reverse("negotiations:review-detail", args=[plan.deal.pk])).content.decode()
    amounts = amounts_of(found)
    figures = [
        amounts.ours(found["result"]["worth"]),
        amounts.ours(found["result"]["target"], signed=True),
        amounts.ours(found["result"]["savings"], signed=True),
        amounts.ours(found["gap"]["whole"]),
        *(amounts.ours(part) for part in found["gap"]["parts"].values()),
    ]
    text, short = (words_of(fetch(plan, paper, "docx").content) for paper in ("memorandum", "summary"))
    for figure in figures:
        assert figure in page
        assert figure in text
        assert figure in short
    for said in ("Version 1 was approved", "Frigotec Lda", "To get them moving", "Daikan, quote 4412"):
        assert said in text


def test_pdf_of_both(plan: Plan) -> None:
    reviewed(plan)
    for paper in ("memorandum", "summary"):
        answer = fetch(plan, paper, "pdf")
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
        assert b"pdfuaid" in answer.content


def test_words_that_look_like_markup_stay_words_and_any_letter_is_written() -> None:
    table = Table(("#head", "*b*"), (("= no heading", "$x$"),), frozenset({1}), foot=True)
    paper = Paper("Title", "", "", True, (Section("#panic()", ('#read("/etc/passwd") 谈判',), table),))
    assert pdf.write(paper).startswith(b"%PDF")


def test_who_may_not_see_secrets_gets_none(plan: Plan) -> None:
    found = reviewed(plan)
    worth = amounts_of(found).ours(found["result"]["worth"])
    expert = seat(plan.deal, SeatRole.EXPERT)
    for answer in (fetch(plan, "memorandum", "docx", expert), fetch(plan, "memorandum", "docx", query="?secrets=0")):
        text = words_of(answer.content)
        assert "Frigotec Lda" in text
        for hidden in (worth, "Daikan", "What was left", "To get them moving", "598"):
            assert hidden not in text
    assert fetch(plan, "memorandum", "docx", seat(plan.deal, SeatRole.OBSERVER)).status_code == 403
    assert fetch(plan, "nothing", "docx").status_code == 404
    assert fetch(plan, "summary", "odt").status_code == 404


def test_the_workbook_holds_log_and_ledger(plan: Plan) -> None:
    found = reviewed(plan)
    url = reverse("negotiations:review-log", args=[plan.deal.pk])
    book = load_workbook(io.BytesIO(client_of(plan.lead).get(url).content))
    log = [row for row in book["Log"].iter_rows(min_row=2, values_only=True) if isinstance(row[0], int)]
    assert [row[0] for row in log] == list(range(1, 12))
    assert log[3][6] == "Cash before the winter"
    assert log[6][10] == "To get them moving"
    ledger = {row[0]: row for row in book["Ledger"].iter_rows(min_row=2, values_only=True) if isinstance(row[0], int)}
    step = next(one for one in found["sides"]["ours"]["steps"] if one["number"] == 7)
    assert ledger[7][3] == float(step["own"][1])
    assert (ledger[7][7], ledger[6][7]) == ("yes", None)
    assert client_of(seat(plan.deal, SeatRole.SPONSOR)).get(url).status_code == 200
    assert client_of(seat(plan.deal, SeatRole.EXPERT)).get(url).status_code == 403

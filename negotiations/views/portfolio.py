"""What all deals say together: the page, and its figures as a workbook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.current import current_organisation
from negotiations.queries.history.values import moment_words
from negotiations.queries.portfolio.deals import portfolio
from negotiations.queries.portfolio.page import portfolio_page
from negotiations.queries.portfolio.scope import Wish
from negotiations.reports import portfolio_xlsx
from negotiations.views.exporting import workbook
from negotiations.views.rendering import page


@require_GET
def portfolio_detail(request: HttpRequest) -> HttpResponse:
    """The portfolio of the deals that one may read."""
    organisation = current_organisation(request).organisation
    if organisation is None:
        return redirect("accounts:welcome")
    shown = portfolio_page(request.user, organisation, Wish.of(request.GET), timezone.now())
    return page(request, "negotiations/portfolio/portfolio.html", {"portfolio": shown}, fragment="portfolio")


@require_GET
def portfolio_export(request: HttpRequest) -> HttpResponse:
    """The same figures as a workbook."""
    organisation = current_organisation(request).organisation
    if organisation is None:
        return redirect("accounts:welcome")
    found = portfolio(request.user, organisation, Wish.of(request.GET), timezone.now())
    note = f"Portfolio of {organisation}, exported {moment_words(timezone.now())} by {request.user}."
    return workbook(portfolio_xlsx.write(found, note=note), "portfolio")

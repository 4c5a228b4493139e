"""Where the pages of the workspace are, an area a module. Every name has its rule in tests/guards/rules_*.py."""

from django.urls import URLPattern

from negotiations.urls import (
    close,
    counterparties,
    deals,
    ledger,
    mandate,
    money,
    people,
    plan,
    portfolio,
    power,
    prepare,
    rehearse,
    review,
    scoring,
    sight,
    styles,
    table,
    tactics,
    talk,
    team,
    trades,
)

app_name = "negotiations"

urlpatterns: list[URLPattern] = [
    *deals.URLS,
    *counterparties.URLS,
    *portfolio.URLS,
    *trades.URLS,
    *money.URLS,
    *plan.URLS,
    *prepare.URLS,
    *tactics.URLS,
    *power.URLS,
    *people.URLS,
    *rehearse.URLS,
    *scoring.URLS,
    *styles.URLS,
    *mandate.URLS,
    *talk.URLS,
    *team.URLS,
    *table.URLS,
    *review.URLS,
    *close.URLS,
    *ledger.URLS,
    *sight.URLS,
]

"""What all deals say together."""

from django.urls import URLPattern, path

from negotiations.views import portfolio

URLS: list[URLPattern] = [
    path("portfolio/", portfolio.portfolio_detail, name="portfolio"),
    path("portfolio/export/", portfolio.portfolio_export, name="portfolio-export"),
]

"""The close: agreed points."""

from django.urls import URLPattern

from negotiations.urls.base import DEAL
from negotiations.urls.prepare import register
from negotiations.views import terms

CLOSE = f"{DEAL}close/"

URLS: list[URLPattern] = [
    *register("", "term", terms, under=CLOSE, area="close"),
]

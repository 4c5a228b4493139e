"""The mandate."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import mandates

MANDATE = f"{DEAL}team/mandate/"

URLS: list[URLPattern] = [
    path(MANDATE, mandates.detail, name="mandate-detail"),
    path(f"{MANDATE}fields/<slug:field>/", mandates.edit, name="mandate-edit"),
    path(f"{MANDATE}never/", mandates.never, name="mandate-never"),
    path(f"{MANDATE}authority/<slug:seat>/", mandates.authority, name="mandate-authority"),
    path(f"{MANDATE}submit/", mandates.submit, name="mandate-submit"),
    path(f"{MANDATE}withdraw/", mandates.withdraw, name="mandate-withdraw"),
    path(f"{MANDATE}approve/", mandates.approve, name="mandate-approve"),
    path(f"{MANDATE}refuse/", mandates.refuse, name="mandate-refuse"),
]

"""Money: one currency, claims."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import claims, money

URLS: list[URLPattern] = [
    path(f"{DEAL}money/", money.converter, name="money"),
    path(f"{DEAL}money/rates/<slug:party>/<slug:field>/", money.rate_edit, name="rate-edit"),
    path(f"{DEAL}money/terms/", money.conversion_create, name="conversion-create"),
    path(f"{DEAL}money/terms/<uuid:conversion_id>/fields/<slug:field>/", money.conversion_edit, name="conversion-edit"),
    path(f"{DEAL}money/terms/<uuid:conversion_id>/use/", money.conversion_use, name="conversion-use"),
    path(f"{DEAL}money/terms/<uuid:conversion_id>/remove/", money.conversion_remove, name="conversion-remove"),
    path(f"{DEAL}money/claims/", claims.claim_list, name="claim-list"),
    path(f"{DEAL}money/claims/new/", claims.claim_create, name="claim-create"),
    path(f"{DEAL}money/claims/<uuid:claim_id>/", claims.claim_edit, name="claim-edit"),
    path(f"{DEAL}money/claims/<uuid:claim_id>/remove/", claims.claim_remove, name="claim-remove"),
]

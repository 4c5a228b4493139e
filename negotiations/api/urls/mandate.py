"""The mandate, offers on record, exceptions, the holdout's guard."""

from typing import Any

from django.urls import path

from negotiations.api import exceptions, mandates, offers

MANDATE: list[Any] = [
    path("mandate/", mandates.MandateDetail.as_view(), name="mandate-detail"),
    path("mandate/versions/", mandates.MandateVersions.as_view(), name="mandate-versions"),
    path("mandate/submit/", mandates.MandateSubmit.as_view(), name="mandate-submit"),
    path("mandate/withdraw/", mandates.MandateWithdraw.as_view(), name="mandate-withdraw"),
    path("mandate/approve/", mandates.MandateApprove.as_view(), name="mandate-approve"),
    path("mandate/refuse/", mandates.MandateRefuse.as_view(), name="mandate-refuse"),
    path("guard/", offers.GuardDetail.as_view(), name="guard-detail"),
    path("offers/", offers.OfferList.as_view(), name="deal-offer-list"),
    path("offers/check/", offers.OfferCheck.as_view(), name="offer-check"),
    path("offers/<uuid:offer_id>/", offers.OfferDetail.as_view(), name="offer-detail"),
    path("offers/<uuid:offer_id>/release/", offers.OfferRelease.as_view(), name="offer-release"),
    path("offers/<uuid:offer_id>/hold/", offers.OfferHold.as_view(), name="offer-hold"),
    path("offers/<uuid:offer_id>/withdraw/", offers.OfferWithdraw.as_view(), name="offer-withdraw"),
    path("exceptions/", exceptions.ExceptionList.as_view(), name="exception-list"),
    path("exceptions/<uuid:exception_id>/", exceptions.ExceptionDetail.as_view(), name="exception-detail"),
    path("exceptions/<uuid:exception_id>/grant/", exceptions.ExceptionGrant.as_view(), name="exception-grant"),
    path("exceptions/<uuid:exception_id>/refuse/", exceptions.ExceptionRefuse.as_view(), name="exception-refuse"),
]

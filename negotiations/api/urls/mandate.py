"""The mandate."""

from typing import Any

from django.urls import path

from negotiations.api import mandates

MANDATE: list[Any] = [
    path("mandate/", mandates.MandateDetail.as_view(), name="mandate-detail"),
    path("mandate/versions/", mandates.MandateVersions.as_view(), name="mandate-versions"),
    path("mandate/submit/", mandates.MandateSubmit.as_view(), name="mandate-submit"),
    path("mandate/withdraw/", mandates.MandateWithdraw.as_view(), name="mandate-withdraw"),
    path("mandate/approve/", mandates.MandateApprove.as_view(), name="mandate-approve"),
    path("mandate/refuse/", mandates.MandateRefuse.as_view(), name="mandate-refuse"),
]

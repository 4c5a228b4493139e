"""The API of a deal's people."""

from typing import Any

from django.urls import path

from negotiations.api import influences, notes, stakeholders

PEOPLE: list[Any] = [
    path("stakeholders/", stakeholders.StakeholderList.as_view(), name="stakeholder-list"),
    path("stakeholders/<uuid:stakeholder_id>/", stakeholders.StakeholderDetail.as_view(), name="stakeholder-detail"),
    path(
        "stakeholders/<uuid:stakeholder_id>/erase/", stakeholders.StakeholderErase.as_view(), name="stakeholder-erase"
    ),
    path("interests/", stakeholders.InterestList.as_view(), name="interest-list"),
    path("interests/<uuid:interest_id>/", stakeholders.InterestDetail.as_view(), name="interest-detail"),
    path("influences/", influences.InfluenceList.as_view(), name="influence-list"),
    path("influences/<uuid:influence_id>/", influences.InfluenceDetail.as_view(), name="influence-detail"),
    path("notes/", notes.NoteList.as_view(), name="note-list"),
    path("notes/<uuid:note_id>/", notes.NoteDetail.as_view(), name="note-detail"),
    path("motives/", notes.MotiveList.as_view(), name="motive-list"),
    path("motives/<uuid:motive_id>/", notes.MotiveDetail.as_view(), name="motive-detail"),
]

"""Beside the log of the table: what is always in sight, the caucus, the observer's sheet."""

from typing import Any

from django.urls import path

from negotiations.api import caucus, sight, sightings

SIGHT: list[Any] = [
    path("table/sight/", sight.SightDetail.as_view(), name="table-sight"),
    path("table/caucus/", caucus.CaucusDetail.as_view(), name="caucus"),
    path("table/caucus/pause/", caucus.CaucusPause.as_view(), name="caucus-pause"),
    path("table/caucus/resume/", caucus.CaucusResume.as_view(), name="caucus-resume"),
    path("table/caucus/notes/<uuid:caucus_note_id>/", caucus.CaucusNoteDetail.as_view(), name="caucus-note-detail"),
    path("table/sightings/", sightings.ObservedList.as_view(), name="observer-list"),
    path("table/sightings/styles/", sightings.StyleRatingList.as_view(), name="style-rating-list"),
    path("table/sightings/<uuid:sighting_id>/", sightings.ObservedDetail.as_view(), name="observer-detail"),
    path("table/tactics/", sightings.TacticList.as_view(), name="tactic-list"),
]

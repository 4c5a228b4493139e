"""Beside the log of the table: what is always in sight, the caucus, the observer's sheet."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import caucus, observer, sight

TABLE = f"{DEAL}table/"

URLS: list[URLPattern] = [
    path(f"{TABLE}sight/", sight.table_sight, name="table-sight"),
    path(f"{TABLE}sight/again/", sight.table_sight_again, name="table-sight-again"),
    path(f"{TABLE}paused/", caucus.table_paused, name="table-paused"),
    path(f"{TABLE}caucus/", caucus.caucus_board, name="caucus"),
    path(f"{TABLE}caucus/pause/", caucus.caucus_pause, name="caucus-pause"),
    path(f"{TABLE}caucus/resume/", caucus.caucus_resume, name="caucus-resume"),
    path(f"{TABLE}caucus/say/", caucus.caucus_say, name="caucus-say"),
    path(f"{TABLE}caucus/<uuid:caucus_note_id>/decide/", caucus.caucus_decide, name="caucus-decide"),
    path(f"{TABLE}caucus/<uuid:caucus_note_id>/remove/", caucus.caucus_remove, name="caucus-remove"),
    path(f"{TABLE}observer/", observer.observer_sheet, name="observer"),
    path(f"{TABLE}observer/new/", observer.sighting_create, name="sighting-create"),
    path(f"{TABLE}observer/style/", observer.style_rate, name="style-rate"),
    path(f"{TABLE}observer/<uuid:sighting_id>/edit/", observer.sighting_edit, name="sighting-edit"),
    path(f"{TABLE}observer/<uuid:sighting_id>/remove/", observer.sighting_remove, name="sighting-remove"),
]

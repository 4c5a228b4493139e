"""Moves in hand: one page with three lists."""

from django.urls import URLPattern, path

from negotiations.urls.prepare import PREPARE, rows
from negotiations.views import tactics

HAND = f"{PREPARE}tactics/"

URLS: list[URLPattern] = [
    path(HAND, tactics.tactics, name="tactics"),
    path(f"{HAND}bogeys/new/", tactics.bogey_create, name="prepare-bogey-create"),
    *rows(f"{HAND}bogeys/<uuid:bogey_id>/", "bogey", "bogey", tactics),
    path(f"{HAND}sanctions/new/", tactics.sanction_create, name="prepare-sanction-create"),
    *rows(f"{HAND}sanctions/<uuid:sanction_id>/", "sanction", "sanction", tactics),
    path(f"{HAND}small-gives/new/", tactics.small_give_create, name="prepare-small-give-create"),
    path(f"{HAND}small-gives/cap/", tactics.give_cap_edit, name="prepare-give-cap"),
    *rows(f"{HAND}small-gives/<uuid:small_give_id>/", "small-give", "small_give", tactics),
]

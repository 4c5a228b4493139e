"""Styles on a deal."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import styles

URLS: list[URLPattern] = [
    path(f"{DEAL}team/styles/", styles.style_list, name="style-list"),
    path(f"{DEAL}team/styles/mine/", styles.style_answer, name="style-answer"),
    path(f"{DEAL}team/styles/share/", styles.style_share, name="style-share"),
    path(f"{DEAL}team/styles/sheet/", styles.style_sheet, name="style-sheet"),
    path(f"{DEAL}team/styles/meetings/<uuid:meeting_id>/<slug:field>/", styles.style_choose, name="style-choose"),
]

"""Blind scoring."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import scoring

ROUND = f"{DEAL}team/scoring/<uuid:round_id>/"

URLS: list[URLPattern] = [
    path(f"{DEAL}team/scoring/", scoring.scoring_home, name="scoring"),
    path(f"{DEAL}team/scoring/open/", scoring.scoring_open, name="scoring-open"),
    path(ROUND, scoring.scoring_detail, name="scoring-detail"),
    path(f"{ROUND}close/", scoring.scoring_close, name="scoring-close"),
    path(f"{ROUND}withdraw/", scoring.scoring_withdraw, name="scoring-withdraw"),
    path(f"{ROUND}sheet/", scoring.scoring_save, name="scoring-save"),
    path(f"{ROUND}sheet/hand-in/", scoring.scoring_hand_in, name="scoring-hand-in"),
    path(f"{ROUND}sheet/take-back/", scoring.scoring_take_back, name="scoring-take-back"),
    path(f"{ROUND}adopt/", scoring.scoring_adopt, name="scoring-adopt"),
]

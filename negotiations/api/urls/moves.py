"""The log of the table."""

from typing import Any

from django.urls import path

from negotiations.api import moves

MOVES: list[Any] = [
    path("moves/", moves.MoveList.as_view(), name="move-list"),
    path("moves/read/", moves.MoveRead.as_view(), name="move-read"),
    path("moves/<uuid:move_id>/", moves.MoveDetail.as_view(), name="move-detail"),
    path("moves/<uuid:move_id>/reverse/", moves.MoveReverse.as_view(), name="move-reverse"),
    path("moves/<uuid:move_id>/correct/", moves.MoveCorrect.as_view(), name="move-correct"),
]

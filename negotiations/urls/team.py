"""The team: seats, and what they are limited to; the phases and their gates."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import head, phases, seats

SEAT = f"{DEAL}team/seats/<int:seat_id>/"

URLS: list[URLPattern] = [
    path(f"{DEAL}team/", seats.seat_list, name="seat-list"),
    path(f"{DEAL}team/plan/", seats.seat_plan_page, name="seat-plan"),
    path(f"{DEAL}team/seats/", seats.seat_add, name="seat-add"),
    path(SEAT, seats.seat_edit, name="seat-edit"),
    path(f"{DEAL}head/", head.deal_meter, name="deal-meter"),
    path(f"{DEAL}phase/", phases.phase_move, name="phase-move"),
    path(f"{SEAT}hand-over/", seats.seat_hand_over, name="seat-hand-over"),
    path(f"{SEAT}remove/", seats.seat_remove, name="seat-remove"),
]

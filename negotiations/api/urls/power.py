"""Where power, time and common goals are in the API."""

from typing import Any

from django.urls import path

from negotiations.api import deadlines, goals, power

POWER: list[Any] = [
    path("power/", power.PowerDetail.as_view(), name="power-detail"),
    path("power/future/", power.FutureDetail.as_view(), name="power-future"),
    path("power/sources/", power.PowerSourceList.as_view(), name="prepare-power-source-list"),
    path(
        "power/sources/<uuid:power_source_id>/",
        power.PowerSourceDetail.as_view(),
        name="prepare-power-source-detail",
    ),
    path(
        "power/sources/<uuid:power_source_id>/todo/",
        power.PowerSourceTodo.as_view(),
        name="prepare-power-source-todo",
    ),
    path("power/deadlines/", deadlines.DeadlineList.as_view(), name="prepare-deadline-list"),
    path("power/deadlines/<uuid:deadline_id>/", deadlines.DeadlineDetail.as_view(), name="prepare-deadline-detail"),
    path("power/pressures/", deadlines.PressureList.as_view(), name="prepare-pressure-list"),
    path("power/pressures/<uuid:pressure_id>/", deadlines.PressureDetail.as_view(), name="prepare-pressure-detail"),
    path("goals/", goals.GoalList.as_view(), name="prepare-goal-list"),
    path("goals/<uuid:goal_id>/", goals.GoalDetail.as_view(), name="prepare-goal-detail"),
]

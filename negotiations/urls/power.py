"""Power and time, and the goals that both sides share."""

from django.urls import URLPattern, path

from negotiations.urls.prepare import PREPARE, register, rows
from negotiations.views import goals, power

POWER = f"{PREPARE}power/"
NOUNS = (("sources", "power_source"), ("deadlines", "deadline"), ("pressures", "pressure"))

URLS: list[URLPattern] = [
    path(POWER, power.power, name="power"),
    path(f"{POWER}future/", power.future_edit, name="power-future"),
    path(f"{POWER}sources/<uuid:power_source_id>/todo/", power.power_source_todo, name="prepare-power-source-todo"),
    *register("goals", "goal", goals),
]
for place, noun in NOUNS:
    name = noun.replace("_", "-")
    URLS += [
        path(f"{POWER}{place}/new/", getattr(power, f"{noun}_create"), name=f"prepare-{name}-create"),
        *rows(f"{POWER}{place}/<uuid:{noun}_id>/", name, noun, power),
    ]

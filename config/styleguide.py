"""The living style page: every component as the pages use it, in development and tests only.

Its numbers are invented and say so on the page; it reads no row.
"""

from dataclasses import dataclass
from math import sqrt

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from negotiations.charts.curve import CurveChart, curve_chart, ratings_chart
from negotiations.charts.dance import DanceChart, Spot, dance_chart
from negotiations.charts.frontier import Band, Deal, FrontierChart, Likely, frontier_chart
from negotiations.charts.scale import OursScale, TheirsScale, ours_scale, theirs_scale

COLOURS = ("paper", "ground", "raised", "hover", "chip")
MEANINGS = ("ours", "theirs", "secret", "good", "warn", "bad")


@dataclass(frozen=True)
class Person:
    """Stands in for a user where only the drawing matters."""

    pk: int
    name: str
    initials: str

    def __str__(self) -> str:
        return self.name


SWINGS = (
    {"id": "price", "name": "Unit price", "worst": "€640", "best": "€585", "points": 100, "share": 60},
    {"id": "payment", "name": "Payment", "worst": "0 days", "best": "60 days", "points": 40, "share": 24},
    {"id": "warranty", "name": "Warranty", "worst": "1 year", "best": "5 years", "points": 27, "share": 16},
)
PEOPLE = (Person(1, "Ana Matos", "AM"), Person(2, "João Sá", "JS"), Person(3, "Carla Reis", "CR"))


@login_not_required
@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    """Everything at once, for looking at in both themes and at three widths."""
    context = {
        "colours": COLOURS,
        "meanings": MEANINGS,
        "people": PEOPLE,
        "swings": SWINGS,
        "frontier": _frontier(),
        "dance": _dance(),
        **_curves(),
        **_scales(),
        "tabs": [
            {"url": "#", "label": "Plan", "count": None, "current": True},
            {"url": "#", "label": "Trades", "count": 7, "current": False},
            {"url": "#", "label": "History", "count": None, "current": False},
        ],
        "subtabs": [
            {"url": "#", "label": "Suggestions", "current": True},
            {"url": "#", "label": "Must-haves", "current": False},
        ],
        "phases": [("prepare", "Prepare"), ("explore", "Explore"), ("bargain", "Bargain"), ("close", "Close")],
    }
    return render(request, "styleguide/index.html", context)


def _curves() -> dict[str, CurveChart]:
    return {
        "curve_ours": curve_chart(
            "curved",
            party="ours",
            name="Payment, worth to us",
            worst=0,
            best=60,
            at=15,
            step=5,
            unit="days",
            words=_days,
            field="style-half",
        ),
        "curve_theirs": curve_chart(
            "curved",
            party="theirs",
            name="Payment, likely worth to them",
            worst=60,
            best=0,
            at=30,
            at_band=(20, 42),
            unit="days",
            words=_days,
        ),
        "curve_rated": ratings_chart(
            [("at cost", 1), ("list − 20 %", 0.45), ("list", 0)], party="ours", name="Spare parts, worth to us"
        ),
    }


def _scales() -> dict[str, OursScale | TheirsScale]:
    return {
        "scale_ours": ours_scale(
            low=0,
            high=305,
            here=214,
            here_label="these targets",
            floor=96,
            floor_label="floor €96,000",
            left="0",
            right="best €305,000",
            others=[(71, "Split with Norcool, €71,000"), (18, "Refurbish, €18,000")],
            words="Worth to us €214,000; floor €96,000, best €305,000",
        ),
        "scale_theirs": theirs_scale(
            low=0,
            high=300,
            band=(20, 61, 95),
            label="80 of 100 guesses",
            floor=(12, 50),
            floor_label="their floor, likely",
            right="best for them",
            words="Likely worth to them €20,000 to €95,000",
        ),
    }


def _days(level: float) -> str:
    return f"{level:.0f} days"


def _dance() -> DanceChart:
    """Two offers of each side and what was agreed, under the frontier as now known and as it looked before."""
    offers = [("1", "theirs", 60, 330), ("2", "ours", 290, 60), ("3", "theirs", 120, 270), ("4", "ours", 230, 130)]
    spots = [
        Spot(name, party, up * 1000.0, ((right - 30) * 1000.0, right * 1000.0, (right + 40) * 1000.0), f"Entry {name}")
        for name, party, up, right in offers
    ]
    end = Spot("result", "ours", 205_000.0, (150_000.0, 175_000.0, 215_000.0), "What was agreed", end=True)
    now = [(310_000.0, 60_000.0), (260_000.0, 190_000.0), (150_000.0, 310_000.0), (60_000.0, 360_000.0)]
    return dance_chart(
        [*spots, end],
        now=now,
        then=[(up, right * 0.94) for up, right in now],
        floor=96_000.0,
        their_floor=(70_000.0, 115_000.0),
        unit="€",
    )


def _frontier() -> FrontierChart:
    def deal(index: int) -> Deal:
        theirs = 10 + index * 22
        ours = 300 * sqrt(max(0.0, 1 - (theirs / 320) ** 2))
        words = f"€{ours:.0f},000 to us, likely €{theirs * 0.85:.0f},000–{theirs * 1.12:.0f},000 to them"
        return Deal(f"d{index}", ours, theirs, theirs * 0.85, theirs * 1.12, words)

    line = [deal(index) for index in range(15)]
    named = [
        Deal("package", 214, 92, 40, 120, "Your targets: €214,000 to us", "your targets", "package"),
        Deal("nash", line[7].ours, line[7].theirs, 140, 190, "Fair by Nash", "fair by Nash", "fair"),
        Deal("ks", line[9].ours, line[9].theirs, 170, 240, "Fair by K–S", "fair by Kalai–Smorodinsky", "fair"),
        Deal("joint", line[11].ours, line[11].theirs, 200, 290, "Best together", "best together", "fair"),
    ]
    likely = Likely(
        [(one.ours, Band(one.theirs * 0.9, one.theirs * 1.05, one.theirs * 1.25)) for one in reversed(line)],
        (Band(180, 220, 250), Band(150, 190, 240)),
    )
    return frontier_chart(
        line, named, unit="€", floor=96, their_floor=Band(18, 40, 62), likely=likely, tick=lambda v: f"{v:.0f}k"
    )

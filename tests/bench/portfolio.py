"""The portfolio over many deals: `python -m tests.bench.portfolio [deals] [moves of each]`, 10,000 and 100 unless told.

Loads an organisation of its own from a seed, into a database that it makes and drops: deals with counterparties, leads
and lines of figures by bulk insert, their moves in one statement. Then it reads the page by each grouping.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django
from django.test.utils import setup_databases, teardown_databases

from tests.bench.table import Row, show, timed

DEALS, MOVES_EACH, SEED = 10_000, 100, 20261122
COUNTERPARTIES, PEOPLE, STILL_RUNNING = 300, 40, 0.05
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
INSERT_MOVES = """
    INSERT INTO negotiations_move (id, deal_id, number, key, party, kind, binding, words, levels, said_by, why,
                                   happened_at, recorded_by_id, recorded_at, seq)
    SELECT gen_random_uuid(), deal.id, n, gen_random_uuid(), (ARRAY['ours', 'theirs'])[1 + n %% 2], 'note', true,
           'They said so', '{}', '', '', deal.created_at + n * interval '3 hours', %s, deal.created_at, n
    FROM negotiations_deal AS deal, generate_series(1, %s) AS n
    WHERE deal.organisation_id = %s
"""


def load(deals: int, moves_each: int) -> tuple[Any, Any]:
    """An organisation with so many deals, the same for each seed, and somebody who leads all of them."""
    from accounts.models import Membership, User  # noqa: PLC0415 - needs Django to be set up
    from accounts.permissions import SeatRole  # noqa: PLC0415 - as above
    from negotiations.enums import Category, Phase  # noqa: PLC0415 - as above
    from negotiations.models import Counterparty, Deal, Review, ReviewFigures, Seat  # noqa: PLC0415 - as above
    from tests.factories.accounts import make_member, make_organisation  # noqa: PLC0415 - as above

    draw = random.Random(SEED + deals)
    organisation = make_organisation()
    people: list[User] = [make_member(organisation) for _ in range(PEOPLE)]
    memberships = {row.user_id: row for row in Membership.objects.filter(organisation=organisation)}
    parties = Counterparty.objects.bulk_create(
        Counterparty(organisation=organisation, name=f"Supplier {n:03}", created_at=NOW) for n in range(COUNTERPARTIES)
    )
    rows = Deal.objects.bulk_create(
        Deal(
            pk=UUID(int=draw.getrandbits(128), version=4),
            organisation=organisation,
            counterparty=draw.choice(parties),
            title=f"Deal {n}",
            category=draw.choice(Category.values),
            phase=Phase.BARGAIN if draw.random() < STILL_RUNNING else Phase.REVIEW,
            created_at=NOW - timedelta(days=draw.randrange(30, 1500)),
        )
        for n in range(deals)
    )
    seats, reviews, figures = [], [], []
    for deal in rows:
        for person in {people[0], draw.choice(people)}:
            seats.append(
                Seat(deal=deal, user=person, membership=memberships[person.pk], role=SeatRole.LEAD, created_at=NOW)
            )
        if deal.phase == Phase.REVIEW:
            facts = _facts(draw)
            closed = deal.created_at + timedelta(days=float(facts["days"]))
            reviews.append(Review(deal=deal, outcome=facts["outcome"], closed_at=closed))
            started = deal.created_at
            figures.append(ReviewFigures(deal=deal, started_at=started, closed_at=closed, currency="EUR", **facts))
    for model, made in ((Seat, seats), (Review, reviews), (ReviewFigures, figures)):
        model.objects.bulk_create(made, batch_size=2000)
    from django.db import connection  # noqa: PLC0415 - as above

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(INSERT_MOVES, [people[0].pk, moves_each, organisation.pk])
        cursor.execute("ANALYZE")
    return people[0], organisation


def _facts(draw: random.Random) -> dict[str, Any]:
    """Figures of one deal, as a review gives them."""

    def share(low: float = 0.0, high: float = 1.0) -> Decimal:
        return Decimal(str(round(draw.uniform(low, high), 4)))

    return {
        "outcome": "agreed" if draw.random() < 0.8 else "broken",
        "days": Decimal(str(round(min(900.0, draw.expovariate(1 / 25)), 2))),
        "savings": Decimal(draw.randrange(-5_000, 80_000)),
        "against_target": Decimal(draw.randrange(-40_000, 10_000)),
        "value_left": Decimal(draw.randrange(0, 30_000)),
        "claimed": share(),
        "reciprocity": share(0.2, 3.0),
        "rounds": draw.randrange(1, 12),
        "free_gives": draw.randrange(0, 3),
        "free_cost": Decimal(draw.randrange(0, 5_000)),
        "intervals": draw.randrange(0, 12),
        "inside": share(),
        "score": share(0.1, 2.0),
        "timing": share(),
        "size": share(),
        "splits": share(),
        "largest_round": draw.randrange(1, 12),
    }


def read(person: Any, organisation: Any, by: str) -> tuple[float, int, Any]:
    """Seconds of the shortest of three readings of the page, its queries, and the page."""
    from django.db import connection  # noqa: PLC0415 - needs Django to be set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    from negotiations.queries.portfolio.page import portfolio_page  # noqa: PLC0415 - as above
    from negotiations.queries.portfolio.scope import Wish  # noqa: PLC0415 - as above

    best, page = float("inf"), None
    for _ in range(3):
        with CaptureQueriesContext(connection) as ran:
            began = time.perf_counter()
            page = portfolio_page(person, organisation, Wish(by=by), NOW)
            best = min(best, time.perf_counter() - began)
    return best, len(ran), page


def portfolio_rows(deals: int = DEALS, moves_each: int = MOVES_EACH) -> list[Row]:
    rows = []
    few = load(40, 3)
    expected = {by: read(*few, by)[1] for by in ("counterparty", "person", "category")}
    began = time.perf_counter()
    who = load(deals, moves_each)
    size = f"{deals:,} deals, {deals * moves_each:,} moves"
    rows.append(timed("Loading them", time.perf_counter() - began, None, size))
    for by, queries in expected.items():
        took, found, page = read(*who, by)
        whole = page.found
        known = sum(one.happened for one in whole.curve) == whole.total.agreed
        size = f"{whole.total.deals:,} deals in {len(page.lines)} lines"
        rows.append(timed(f"The portfolio by {by}", took, 1.5, size))
        rows.append(Row("  its queries", str(found), f"{queries}, as of 40 deals", found == queries and known))
    return rows


def in_a_database(work: Callable[[], list[Row]]) -> list[Row]:
    """Do the work with servers and a database of its own."""
    from tests.support.servers import TestServers  # noqa: PLC0415 - sets the addresses that Django's set-up reads

    servers = TestServers()
    servers.start()
    django.setup()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        return work()
    finally:
        teardown_databases(databases, verbosity=0)
        servers.stop()


def main() -> bool:
    """Prints the table; true when every target was met."""
    sizes = [int(text) for text in sys.argv[1:]]
    return show("Portfolio", in_a_database(lambda: portfolio_rows(*sizes)))


if __name__ == "__main__":
    sys.exit(0 if main() else 1)

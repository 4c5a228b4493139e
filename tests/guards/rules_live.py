"""Rules of presence. The stream, ``/live/``, is outside Django's URLs: tests/negotiations/live tries it."""

from accounts.permissions import Permission as P
from tests.guards.url_rules import Rule, deal

LIVE: dict[str, Rule] = {
    "negotiations:here": deal(GET=P.DEAL_VIEW, POST=P.DEAL_VIEW),
    "negotiations:issue-cells": deal(GET=P.DEAL_VIEW),
    "api:presence-detail": deal(api=True, GET=P.DEAL_VIEW, PUT=P.DEAL_VIEW),
}

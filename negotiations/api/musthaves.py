"""What our own must-haves cost, and what is done about each. Secret throughout."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Text
from accounts.rest.schema import operation
from accounts.rest.serializers import Strict
from negotiations.actions import musthaves
from negotiations.actions.writing import Rejected
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.levels import show_levels
from negotiations.api.trades import PackageWorthSerializer, package_worth
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.trades.musthaves import MustHaveCard, musthave_page
from negotiations.queries.trades.page import trades_view
from negotiations.queries.wording import plain

DECISIONS = (("keep", "Keep it"), ("reopen", "Take it up again"), ("relax", "Relax it in the plan"))


class MustHaveSerializer(serializers.Serializer[Any]):
    """``cost`` is null where there is no deal with it (``opens``: there is one without it)."""

    key = serializers.CharField(help_text="walk_away:<issue>, fixed:<issue>, rule:<rule> or floor")
    text = serializers.CharField()
    requester = serializers.CharField(allow_blank=True)
    cost = serializers.CharField(allow_null=True)
    opens = serializers.BooleanField()
    package = PackageWorthSerializer(allow_null=True, help_text="The deal that would become possible.")
    changed = serializers.ListField(child=serializers.UUIDField())
    kept = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True, help_text="Why it is kept.")


class MustHavesSerializer(serializers.Serializer[Any]):
    """The price list of the newest result; empty before one."""

    stale = serializers.CharField(allow_blank=True)
    in_money = serializers.BooleanField()
    now = PackageWorthSerializer(allow_null=True, help_text="The deal that we would get with all of them.")
    together = serializers.CharField(allow_null=True, help_text="What all of them cost together.")
    items = MustHaveSerializer(many=True)


class MustHaveDecisionSerializer(Strict):
    key = Text()
    decision = serializers.ChoiceField(DECISIONS)
    reason = Text(musthaves.MOST_REASON, allow_blank=True, default="")


class MustHaveAPIView(DealAPIView):
    def found(self) -> tuple[Mapping[str, Any], str, dict[str, MustHaveCard]]:
        """The document of the result, what changed since, and the must-haves in words by key."""
        rows = load_plan(self.access.deal)
        view = trades_view(self.access, rows, self.now, with_suggestions=False)
        page = musthave_page(self.access, rows, view)
        return view.document, view.stale, {card.key: card for card in (*page.dear, *page.kept, *page.free)}

    def listed(self) -> dict[str, Any]:
        document, stale, cards = self.found()
        part = document.get("must_haves") or {"now": None, "together": {"cost": None}, "items": []}
        return {
            "stale": stale,
            "in_money": bool(document.get("money")),
            "now": self._package(part["now"]),
            "together": part["together"]["cost"],
            "items": [self._item(item, cards[item["key"]]) for item in part["items"]],
        }

    def _item(self, item: Mapping[str, Any], card: MustHaveCard) -> dict[str, Any]:
        return {
            "key": item["key"],
            "text": plain(card.text),
            "requester": card.requester,
            "cost": item["cost"],
            "opens": item["opens"],
            "package": self._package(item["package"]),
            "changed": item["changed"],
            "kept": card.kept is not None,
            "reason": card.kept.reason if card.kept else "",
        }

    def _package(self, worth: Mapping[str, Any] | None) -> dict[str, Any] | None:
        if worth is None:
            return None
        return {**package_worth(worth), "levels": show_levels(self.access.deal, worth["levels"])}


class MustHaveList(MustHaveAPIView):
    permissions = needs(GET=P.TRADES_VIEW)

    @operation("Read what our own must-haves cost", gives=MustHavesSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return Response(self.listed())


class MustHaveDecision(MustHaveAPIView):
    permissions = needs(POST=P.TRADES_DECIDE)

    @operation(
        "Keep a must-have at its price, take it up again, or relax it in the plan",
        takes=MustHaveDecisionSerializer,
        gives=MustHavesSerializer,
    )
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(MustHaveDecisionSerializer)
        card = self.found()[2].get(data["key"])
        if card is None:
            raise Rejected("There is no such must-have in the newest result.", "key")
        deal = self.access.deal
        if data["decision"] == "keep":
            musthaves.keep(deal, card.key, cost=card.cost, reason=data["reason"], **self.by)
        elif data["decision"] == "reopen":
            musthaves.reopen(deal, card.key, **self.by)
        elif card.relax:
            musthaves.relax(deal, card.key, level=card.level, **self.by)
        else:
            raise Rejected("This cannot be relaxed here.", "decision")
        return Response(self.listed())


__all__ = ["MustHaveDecision", "MustHaveList"]

"""Rules between issues: never together, if … then …, a package discount, together at most. Secret throughout."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Amount, Id, Text
from accounts.rest.pagination import BY_ID, PAGING, Key, moment, page
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import rules
from negotiations.actions.alternatives import BAND, plain
from negotiations.actions.rules import LONGEST, MOST_ISSUES
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.deals import MONEY
from negotiations.api.levels import LONGEST as LONGEST_LEVEL
from negotiations.api.levels import level_text, read_level
from negotiations.api.rows import Edit, Revealed, Version, choices
from negotiations.api.their_floor import BandSerializer, BandShown
from negotiations.enums import Importance, Party, RuleKind
from negotiations.levels import scale_of
from negotiations.models import Issue, IssueRule
from negotiations.queries.rules.types import read_rule
from negotiations.queries.rules.words import rule_line
from negotiations.queries.wording import Amounts, Names

COUNT: dict[str, Any] = {"digits": 13, "places": 6}
MOST_OPTIONS = 200


class PartSerializer(Strict):
    """Some levels of an issue: a range (either end may be null) or options by number."""

    issue = Id()
    low = Text(LONGEST_LEVEL, allow_null=True, required=False)
    high = Text(LONGEST_LEVEL, allow_null=True, required=False)
    options = serializers.ListField(child=Text(LONGEST_LEVEL), max_length=MOST_OPTIONS, required=False)


class OptionAmountSerializer(Strict):
    option = Text(LONGEST_LEVEL)
    amount = Amount(**COUNT)


class CountSerializer(Strict):
    """What an issue counts against ``most``: so much for one unit of its range, or so much for each of its options."""

    issue = Id()
    each = Amount(**COUNT, required=False)
    options = OptionAmountSerializer(many=True, max_length=MOST_OPTIONS, required=False)


class RuleSerializer(serializers.Serializer[Any]):
    """A rule; ``text`` is its sentence. ``asleep`` while it names an issue that was removed."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices(RuleKind))
    text = serializers.SerializerMethodField()
    asleep = serializers.SerializerMethodField()
    when = serializers.SerializerMethodField(help_text="The levels meant; under “if” for a rule with a “then”.")
    then = serializers.SerializerMethodField()
    amounts = serializers.SerializerMethodField()
    most = Revealed(Amount(**COUNT), allow_null=True)
    counted = Revealed(serializers.CharField(allow_blank=True))
    ours = Revealed(Amount(**MONEY), allow_null=True)
    theirs = serializers.SerializerMethodField()
    party = serializers.ChoiceField(choices(Party), help_text="Whose rule it is.")
    requester = Revealed(serializers.CharField(allow_blank=True))
    importance = serializers.ChoiceField(
        choices(Importance), help_text="A rule that must hold bounds suggestions; a wish is only warned about."
    )
    note = Revealed(serializers.CharField(allow_blank=True))
    version = Version()

    def get_text(self, row: IssueRule) -> str:
        access = self.context["access"]
        return rule_line(read_rule(row, access), self.context["names"], Amounts(True, access.deal.currency))

    def get_asleep(self, row: IssueRule) -> bool:
        return any(pk not in self.context["issues"] for pk in read_rule(row, self.context["access"]).issue_ids)

    @extend_schema_field(PartSerializer(many=True))
    def get_when(self, row: IssueRule) -> list[dict[str, Any]]:
        return self._parts(read_rule(row, self.context["access"]).when)

    @extend_schema_field(PartSerializer(many=True))
    def get_then(self, row: IssueRule) -> list[dict[str, Any]]:
        return self._parts(read_rule(row, self.context["access"]).then)

    @extend_schema_field(CountSerializer(many=True))
    def get_amounts(self, row: IssueRule) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for pk, entry in read_rule(row, self.context["access"]).amounts.items():
            if "each" in entry:
                found.append({"issue": pk, "each": entry["each"]})
            else:
                options = [{"option": option, "amount": amount} for option, amount in entry["options"].items()]
                found.append({"issue": pk, "options": options})
        return found

    @extend_schema_field(BandShown(allow_null=True))
    def get_theirs(self, row: IssueRule) -> Mapping[str, str] | None:
        return read_rule(row, self.context["access"]).theirs or None

    def _parts(self, parts: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
        kinds = self.context["kinds"]
        found: list[dict[str, Any]] = []
        for pk, part in parts.items():
            if "options" in part:
                found.append({"issue": pk, "options": list(part["options"])})
                continue
            ends = {end: part.get(end) for end in ("low", "high")}
            words = {
                end: None if level is None else level_text(kinds.get(pk, ""), Decimal(level))
                for end, level in ends.items()
            }
            found.append({"issue": pk, **words})
        return found


class RuleFields(Strict):
    when = PartSerializer(many=True, max_length=MOST_ISSUES, required=False)
    then = PartSerializer(many=True, max_length=MOST_ISSUES, required=False)
    amounts = CountSerializer(many=True, max_length=100, required=False)
    most = Amount(**COUNT, allow_null=True, required=False)
    counted = Text(LONGEST["counted"], allow_blank=True, required=False)
    ours = Amount(**MONEY, allow_null=True, required=False)
    theirs = BandSerializer(allow_null=True, required=False)
    party = serializers.ChoiceField(choices(Party), required=False)
    requester = Text(LONGEST["requester"], allow_blank=True, required=False)
    importance = serializers.ChoiceField(choices(Importance), required=False)
    note = Text(LONGEST["note"], allow_blank=True, required=False)


class NewRuleSerializer(RuleFields):
    kind = serializers.ChoiceField(choices(RuleKind))


class RuleEditSerializer(RuleFields, Edit):
    pass


class RuleAPIView(DealAPIView):
    def rules_of(self) -> QuerySet[IssueRule]:
        return IssueRule.objects.filter(deal=self.access.deal, removed_at__isnull=True).select_related("deal")

    def issues(self) -> dict[str, Issue]:
        live = self.access.deal.issues.filter(removed_at__isnull=True).prefetch_related("options")
        return {str(issue.pk): issue for issue in live}

    def context(self) -> dict[str, Any]:
        """What the serializer needs to speak of all rules at once."""
        kinds = {str(pk): kind for pk, kind in self.access.deal.issues.values_list("pk", "kind")}
        return {
            "access": self.access,
            "names": Names(self.access.deal),
            "issues": frozenset(self.issues()),
            "kinds": kinds,
        }

    def shown(self, pk: UUID, status: int = 200) -> Response:
        row = self.child(self.rules_of(), pk)
        return Response(RuleSerializer(row, context=self.context()).data, status=status)

    def read(self, serializer: type[Any]) -> dict[str, Any]:
        """The body as the actions take it: issue → levels, issue → amounts."""
        data = self.body(serializer)
        issues = self.issues()
        for field in {"when", "then"} & set(data):
            data[field] = {
                pk: self._part(issue, item, at) for pk, issue, item, at in _named(issues, data[field], field)
            }
        if "amounts" in data:
            data["amounts"] = {pk: _count(item, at) for pk, _, item, at in _named(issues, data["amounts"], "amounts")}
        if "theirs" in data:
            data["theirs"] = {name: plain(data["theirs"][name]) for name in BAND} if data["theirs"] else {}
        return data

    def _part(self, issue: Issue, item: Mapping[str, Any], at: str) -> dict[str, Any]:
        scale = scale_of(issue, self.access.deal.currency)
        if not issue.is_numeric:
            levels = [read_level(scale, text, f"{at}.options") for text in item.get("options") or ()]
            return {"options": [plain(level) for level in levels if level is not None]}
        ends = {end: read_level(scale, item.get(end), f"{at}.{end}") for end in ("low", "high")}
        return {end: plain(level) for end, level in ends.items() if level is not None}


def _named(
    issues: Mapping[str, Issue], items: Iterable[Mapping[str, Any]], field: str
) -> Iterable[tuple[str, Issue, Mapping[str, Any], str]]:
    seen: set[str] = set()
    for place, item in enumerate(items):
        pk, at = str(item["issue"]), f"{field}.{place}"
        if pk not in issues or pk in seen:
            raise Invalid({f"{at}.issue": ["Name issues of this deal, each once."]})
        seen.add(pk)
        yield pk, issues[pk], item, at


def _count(item: Mapping[str, Any], at: str) -> dict[str, Any]:
    if ("each" in item) == ("options" in item):
        raise Invalid({at: ["Give either each or options."]})
    if "each" in item:
        return {"each": plain(item["each"])}
    return {"options": {one["option"]: plain(one["amount"]) for one in item["options"]}}


class RuleList(RuleAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, POST=P.SECRETS_EDIT)

    @operation("List the rules between issues", gives=page_of(RuleSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        keys, context = [Key("created_at", moment), BY_ID], self.context()
        return Response(
            page(request, self.rules_of(), keys, lambda rows: RuleSerializer(rows, many=True, context=context).data)
        )

    @operation("Add a rule between issues", takes=NewRuleSerializer, gives=RuleSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        row = rules.add(self.access.deal, **self.read(NewRuleSerializer), **self.by)
        return self.shown(row.pk, 201)


class RuleDetail(RuleAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT, DELETE=P.SECRETS_EDIT)

    @operation("Read a rule", gives=RuleSerializer)
    def get(self, request: Request, deal_id: UUID, rule_id: UUID) -> Response:
        return self.shown(rule_id)

    @operation("Edit a rule: the fields named, together", takes=RuleEditSerializer, gives=RuleSerializer)
    def patch(self, request: Request, deal_id: UUID, rule_id: UUID) -> Response:
        row = self.child(self.rules_of(), rule_id)
        changes = self.read(RuleEditSerializer)
        version = changes.pop("version")
        seen = {field: self.seen(row, field, version) for field in changes}
        rules.edit_many(row, changes, seen=seen, **self.by)
        return self.shown(rule_id)

    @operation("Take a rule out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, rule_id: UUID) -> Response:
        rules.remove(self.child(self.rules_of(), rule_id), **self.by)
        return Response(status=204)

"""Suggestions that a job computed: read, accept into the plan, dismiss with a reason, comment. All of it secret."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Text, Whole
from accounts.rest.pagination import BY_ID, PAGING, Key, moment, page, whole
from accounts.rest.schema import PersonSerializer, operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import comments, suggestions
from negotiations.actions.suggestions import MAX_TEXT
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.comments import CommentSerializer, shown
from negotiations.api.deals import uuid_in
from negotiations.api.doubt import DoubtSerializer, doubts_shown
from negotiations.api.levels import level_text
from negotiations.api.rows import Revealed, choices
from negotiations.enums import SuggestionKind, SuggestionState
from negotiations.models import Job, Suggestion
from negotiations.queries.deal.comments import about, visible
from negotiations.queries.inputs.digests import RECIPE
from negotiations.queries.reading import opened
from negotiations.queries.trades.suggestions import suggestion_parts
from negotiations.queries.wording import Amounts, Names, plain


class SuggestionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    job = serializers.UUIDField(source="job_id")
    kind = serializers.ChoiceField(choices(SuggestionKind))
    rank = serializers.IntegerField(help_text="Best first.")
    state = serializers.ChoiceField(choices(SuggestionState))
    text = serializers.SerializerMethodField(help_text="The proposal in one sentence.")
    say = serializers.SerializerMethodField(
        help_text="The same as a sentence for the table, of levels only; empty where it would be too long."
    )
    doubts = serializers.SerializerMethodField(help_text="How sure it is: one for each package of ``content``.")
    content = serializers.SerializerMethodField(
        help_text="The proposal and its numbers; amounts are strings, worth to them is [low, median, high, chance]."
    )
    reason = Revealed(serializers.CharField(allow_blank=True))
    decided_by = PersonSerializer(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)

    def get_text(self, row: Suggestion) -> str:
        return plain(self._words(row)["text"])

    def get_say(self, row: Suggestion) -> str:
        said: str = self._words(row).get("say", "")
        return said

    @extend_schema_field(DoubtSerializer(many=True))
    def get_doubts(self, row: Suggestion) -> list[dict[str, Any]]:
        content = opened(row.content, self.context["access"])
        return doubts_shown(content.get("packages", [content]), self._words(row).get("doubts", ()))

    def get_content(self, row: Suggestion) -> dict[str, Any]:
        shown: dict[str, Any] = with_levels(opened(row.content, self.context["access"]), self.context["kinds"])
        for part in shown.get("packages", [shown]):
            part.pop("doubt", None)  # shown by itself, in ``doubts``
        return shown

    def _words(self, row: Suggestion) -> dict[str, Any]:
        """What a page says of it; worked out once for all fields."""
        known: dict[Any, dict[str, Any]] = self.context.setdefault("words", {})
        if row.pk not in known:
            access = self.context["access"]
            document = opened(row.job.result.document, access)
            amounts = Amounts(bool(document.get("money")), document.get("currency", access.deal.currency))
            known[row.pk] = suggestion_parts(row.kind, opened(row.content, access), self.context["names"], amounts)
        return known[row.pk]


def with_levels(content: Any, kinds: Mapping[str, str], issue: str = "") -> Any:
    """Stored content with its levels as the API writes them: ``levels`` as a list, a date as a date."""
    if isinstance(content, list):
        return [with_levels(part, kinds, issue) for part in content]
    if not isinstance(content, dict):
        return content
    issue = content.get("issue", issue)
    shown = {name: with_levels(part, kinds, issue) for name, part in content.items() if name != "levels"}
    for name in {"before", "after"} & set(shown):
        shown[name] = level_text(kinds.get(issue, ""), Decimal(shown[name]))
    if "levels" in content:
        shown["levels"] = [
            {"issue": pk, "level": level_text(kinds.get(pk, ""), Decimal(level))}
            for pk, level in content["levels"].items()
        ]
    return shown


class AcceptSerializer(Strict):
    choice = Whole(max_value=100, default=0, help_text="Which package of a set, from 0.")


class DismissSerializer(Strict):
    reason = Text(MAX_TEXT)


class NewRemarkSerializer(Strict):
    text = Text(MAX_TEXT)


FILTERS = [
    OpenApiParameter("job", UUID, description="Only those of this job."),
    OpenApiParameter("kind", str, enum=SuggestionKind.values),
    OpenApiParameter("state", str, enum=SuggestionState.values),
]


class SuggestionAPIView(DealAPIView):
    def suggestions_of(self) -> QuerySet[Suggestion]:
        # Contents of another recipe have another form: a newer computation stands in for them.
        readable = Job.objects.filter(deal=self.access.deal, result__document__recipe=RECIPE).values("pk")
        rows = Suggestion.objects.filter(deal=self.access.deal, job__in=readable)
        return rows.select_related("decided_by", "job__result")

    def rows(self, serializer: type[Any]) -> Any:
        context = {"access": self.access}
        if serializer is SuggestionSerializer:  # what things are called: for all rows at once
            kinds = {str(pk): kind for pk, kind in self.access.deal.issues.values_list("pk", "kind")}
            context |= {"names": Names(self.access.deal), "kinds": kinds}
        return lambda rows: serializer(rows, many=True, context=context).data

    def found(self, suggestion_id: UUID) -> Suggestion:
        row: Suggestion = self.child(self.suggestions_of(), suggestion_id)
        return row

    def fresh(self, suggestion_id: UUID) -> Response:
        return Response(self.rows(SuggestionSerializer)([self.found(suggestion_id)])[0])


class SuggestionList(SuggestionAPIView):
    permissions = needs(GET=P.TRADES_VIEW)

    @operation(
        "List the suggestions of a deal, those of the newest job first",
        gives=page_of(SuggestionSerializer),
        parameters=[*PAGING, *FILTERS],
    )
    def get(self, request: Request, deal_id: UUID) -> Response:
        rows, wanted = self.suggestions_of(), request.query_params
        for name, values in (("kind", SuggestionKind.values), ("state", SuggestionState.values)):
            if name in wanted:
                if wanted[name] not in values:
                    raise Invalid({name: [f"One of: {', '.join(values)}."]})
                rows = rows.filter(**{name: wanted[name]})
        if "job" in wanted:
            rows = rows.filter(job=uuid_in(wanted["job"], "job"))
        keys = [Key("job__created_at", moment, descending=True), Key("rank", whole), BY_ID]
        return Response(page(request, rows, keys, self.rows(SuggestionSerializer)))


class SuggestionDetail(SuggestionAPIView):
    permissions = needs(GET=P.TRADES_VIEW)

    @operation("Read a suggestion", gives=SuggestionSerializer)
    def get(self, request: Request, deal_id: UUID, suggestion_id: UUID) -> Response:
        return self.fresh(suggestion_id)


class SuggestionAccept(SuggestionAPIView):
    permissions = needs(POST=P.TRADES_DECIDE)

    @operation("Put what is suggested into the package on the page", takes=AcceptSerializer, gives=SuggestionSerializer)
    def post(self, request: Request, deal_id: UUID, suggestion_id: UUID) -> Response:
        row = self.found(suggestion_id)
        suggestions.accept(self.access.deal, row.pk, choice=self.body(AcceptSerializer)["choice"], **self.by)
        return self.fresh(suggestion_id)


class SuggestionDismiss(SuggestionAPIView):
    permissions = needs(POST=P.TRADES_DECIDE)

    @operation("Put a suggestion aside, with the reason", takes=DismissSerializer, gives=SuggestionSerializer)
    def post(self, request: Request, deal_id: UUID, suggestion_id: UUID) -> Response:
        row = self.found(suggestion_id)
        suggestions.dismiss(self.access.deal, row.pk, reason=self.body(DismissSerializer)["reason"], **self.by)
        return self.fresh(suggestion_id)


class SuggestionReopen(SuggestionAPIView):
    permissions = needs(POST=P.TRADES_DECIDE)

    @operation("Take a dismissed suggestion up again", gives=SuggestionSerializer)
    def post(self, request: Request, deal_id: UUID, suggestion_id: UUID) -> Response:
        suggestions.reopen(self.access.deal, self.found(suggestion_id).pk, **self.by)
        return self.fresh(suggestion_id)


class SuggestionComments(SuggestionAPIView):
    permissions = needs(GET=P.TRADES_VIEW, POST=P.TRADES_VIEW)

    @operation("Read what was said of a suggestion", gives=page_of(CommentSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID, suggestion_id: UUID) -> Response:
        rows = about(visible(self.access), self.found(suggestion_id))
        return Response(page(request, rows, [Key("pk", whole)], shown(self.access)))

    @operation("Say something about a suggestion", takes=NewRemarkSerializer, gives=CommentSerializer, status=201)
    def post(self, request: Request, deal_id: UUID, suggestion_id: UUID) -> Response:
        row = self.found(suggestion_id)
        said = comments.add(self.access.deal, about=row, text=self.body(NewRemarkSerializer)["text"], **self.by)
        return Response(shown(self.access)([said])[0], status=201)

"""Templates by category: what a deal of a kind usually has."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.pagination import PAGING, page_of_list
from accounts.rest.schema import operation, page_of
from negotiations.api.base import SIGNED_IN, ApiView, needs
from negotiations.api.levels import level_text
from negotiations.api.rows import choices
from negotiations.catalogue import TEMPLATES, Template
from negotiations.drafts import IssueDraft
from negotiations.enums import Category, Importance, IssueKind


class TemplateSerializer(serializers.Serializer[Any]):
    category = serializers.ChoiceField(choices(Category), help_text="The value of `template` when creating a deal.")
    title = serializers.CharField()
    promise = serializers.CharField()
    units = serializers.CharField(help_text="What its quantity counts.")


class TemplateIssueSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    kind = serializers.ChoiceField(choices(IssueKind))
    unit = serializers.CharField(allow_blank=True)
    low = serializers.SerializerMethodField()
    high = serializers.SerializerMethodField()
    options = serializers.ListField(child=serializers.CharField())
    importance = serializers.ChoiceField(choices(Importance))

    def get_low(self, draft: IssueDraft) -> str | None:
        return None if draft.low is None else level_text(draft.kind, draft.low)

    def get_high(self, draft: IssueDraft) -> str | None:
        return None if draft.high is None else level_text(draft.kind, draft.high)


class TemplateLeverSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    why = serializers.CharField(allow_blank=True)


class FullTemplateSerializer(TemplateSerializer):
    issues = TemplateIssueSerializer(many=True)
    levers = TemplateLeverSerializer(many=True)


class TemplateList(ApiView):
    permissions = needs(GET=SIGNED_IN)

    @operation("List the templates", gives=page_of(TemplateSerializer), parameters=PAGING)
    def get(self, request: Request) -> Response:
        rows = list(TEMPLATES.values())
        return Response(page_of_list(request, rows, lambda row: row.category, self.rows(TemplateSerializer)))


class TemplateDetail(ApiView):
    permissions = needs(GET=SIGNED_IN)

    @operation("Read a template, with its issues for the usual value and quantity", gives=FullTemplateSerializer)
    def get(self, request: Request, category: str) -> Response:
        template: Template | None = TEMPLATES.get(category)
        if template is None:
            raise Http404
        plan = template.plan(None, None, timezone.now().date())
        shown = {
            **TemplateSerializer(template).data,
            "issues": TemplateIssueSerializer(plan.issues, many=True).data,
            "levers": TemplateLeverSerializer(plan.levers, many=True).data,
        }
        return Response(shown)

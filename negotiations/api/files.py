"""Plans from files and as files: nothing is saved until the whole file is right."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Organisation
from accounts.rest.errors import Invalid, Problem
from accounts.rest.fields import Amount
from accounts.rest.parsing import UploadParser
from accounts.rest.schema import operation
from accounts.rest.serializers import Strict
from negotiations.actions import catalogue, imports
from negotiations.api.base import SIGNED_IN, ApiView, DealAPIView, P, needs
from negotiations.api.deals import DealSerializer, not_zero, organisation_for, uuid_in
from negotiations.catalogue import TEMPLATES
from negotiations.drafts import DealDraft, PlanDraft
from negotiations.forms.importing import DealFileForm, GeniusForm, PlanFileForm
from negotiations.importing.example import example
from negotiations.importing.genius import read_genius
from negotiations.importing.plan import read_plan
from negotiations.importing.problems import Faulty, Unreadable
from negotiations.queries.plan.beyond import beyond_plan
from negotiations.queries.plan.drafts import deal_draft
from negotiations.reports import xlsx
from negotiations.reports.document import document
from negotiations.reports.sheets import sheet_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PlanFileSerializer(serializers.Serializer[Any]):
    file = serializers.FileField(help_text="XLSX or CSV, as the example has it.")


class DealFileSerializer(PlanFileSerializer):
    """What the file does not say is taken from here."""

    organisation = serializers.UUIDField(required=False)
    title = serializers.CharField(required=False, max_length=160)
    counterparty = serializers.CharField(required=False, max_length=120)
    currency = serializers.CharField(max_length=3)


class GeniusSerializer(serializers.Serializer[Any]):
    """A GENIUS domain and two profiles, as XML."""

    organisation = serializers.UUIDField(required=False)
    title = serializers.CharField(max_length=160)
    counterparty = serializers.CharField(max_length=120)
    currency = serializers.CharField(max_length=3)
    domain = serializers.FileField()
    ours = serializers.FileField()
    theirs = serializers.FileField()


class TemplateChoiceSerializer(Strict):
    template = serializers.ChoiceField(sorted(TEMPLATES))
    quantity = Amount(9, 3, required=False, validators=[not_zero])


class UploadView:
    """What the views that take files share."""

    parser_classes: ClassVar[Iterable[type[UploadParser]]] = (UploadParser,)
    throttle_scopes = needs(POST="imports")

    def typed(self, form_class: type[Form], request: Request) -> dict[str, Any]:
        """The form's values, checked by the page's own form. Raises ``Invalid``."""
        form = form_class(request.data, request.FILES)
        if not form.is_valid():
            raise Invalid({name: [str(error) for error in errors] for name, errors in form.errors.items()})
        return form.cleaned_data

    def read(self, reader: Any, *contents: bytes, **options: Any) -> Any:
        """What a reader of files makes of them; whatever is wrong with them is 422, by row and column."""
        try:
            return reader(*contents, **options)
        except Unreadable as error:
            raise Invalid({"file": [error.message]}) from None
        except Faulty as faulty:
            shown = [
                {"sheet": one.sheet, "row": one.row, "column": one.column, "message": one.message, "found": one.found}
                for one in faulty.problems.shown
            ]
            members = {"problems": shown, "count": faulty.problems.count}
            words = f"The file has {faulty.problems.count} problems. Nothing was imported."
            raise Problem(422, words, members=members) from None


class DealImport(UploadView, ApiView):
    permissions = needs(POST=SIGNED_IN)

    @operation(
        "Create a deal from a spreadsheet",
        takes={"multipart/form-data": DealFileSerializer},
        gives=DealSerializer,
        status=201,
    )
    def post(self, request: Request) -> Response:
        organisation = organisation_of(self, request)
        typed = self.typed(DealFileForm, request)
        content = typed["file"].read()
        draft = self.read(read_plan, content, currency=typed["currency"], members=addresses(organisation))
        known = {name: getattr(draft, name) or typed[name] for name in ("title", "counterparty", "currency")}
        missing = {name: ["The file does not say it: send it here."] for name, value in known.items() if not value}
        if missing:
            raise Invalid(missing)
        deal = imports.create(organisation=organisation, draft=replace(draft, **known), **self.by)
        return self.show(DealSerializer, deal, 201)


class GeniusImport(UploadView, ApiView):
    permissions = needs(POST=SIGNED_IN)

    @operation(
        "Create a deal from GENIUS files",
        takes={"multipart/form-data": GeniusSerializer},
        gives=DealSerializer,
        status=201,
    )
    def post(self, request: Request) -> Response:
        organisation = organisation_of(self, request)
        typed = self.typed(GeniusForm, request)
        plan = self.read(read_genius, *(typed[name].read() for name in ("domain", "ours", "theirs")))
        facts = {name: typed[name] for name in ("title", "counterparty", "currency")}
        deal = imports.create(organisation=organisation, draft=DealDraft(plan, **facts), **self.by)
        return self.show(DealSerializer, deal, 201)


class PlanImport(UploadView, DealAPIView):
    permissions = needs(POST=P.PLAN_EDIT)

    @operation(
        "Import a plan into a deal that has no issues yet",
        takes={"multipart/form-data": PlanFileSerializer},
        gives=None,
        status=204,
    )
    def post(self, request: Request, deal_id: UUID) -> Response:
        deal = self.access.deal
        content = self.typed(PlanFileForm, request)["file"].read()
        draft = self.read(read_plan, content, currency=deal.currency, members=addresses(deal.organisation))
        imports.fill(deal, draft.plan, **self.by)
        return Response(status=204)


class PlanTemplate(DealAPIView):
    permissions = needs(POST=P.PLAN_EDIT)

    @operation(
        "Put a template's issues into a deal that has none yet", takes=TemplateChoiceSerializer, gives=None, status=204
    )
    def post(self, request: Request, deal_id: UUID) -> Response:
        catalogue.fill(self.access.deal, **self.body(TemplateChoiceSerializer), **self.by)
        return Response(status=204)


class DealExport(DealAPIView):
    permissions = needs(GET=P.EXPORT)

    @operation(
        "Export the plan, with what you may see, as a spreadsheet that can be imported again",
        gives=OpenApiTypes.BINARY,
        media=XLSX,
        parameters=[OpenApiParameter("secrets", str, enum=["0", "1"], description="0 leaves the secrets out.")],
    )
    def get(self, request: Request, deal_id: UUID) -> HttpResponse:
        secrets = self.access.can_somewhere(P.SECRETS_VIEW) and request.query_params.get("secrets") != "0"
        draft = deal_draft(self.access)
        more = beyond_plan(self.access, secrets=secrets, today=timezone.localdate())
        note = f"{draft.title}, exported {timezone.now():%Y-%m-%d %H:%M} UTC by {self.user}."
        content = xlsx.write(draft, secrets=secrets, note=note, more=more)
        return spreadsheet(content, slugify(draft.title)[:60] or "plan")


class PaperFile(DealAPIView):
    permissions = needs(GET=P.EXPORT)

    @operation(
        "A sheet as PDF: plan or table (packages), with what you may see; ask, offer or set for the other side",
        gives=OpenApiTypes.BINARY,
        media="application/pdf",
        parameters=[OpenApiParameter("secrets", str, enum=["0", "1"], description="0 leaves the secrets out.")],
    )
    def get(self, request: Request, deal_id: UUID, sheet: str) -> HttpResponse:
        secrets = request.query_params.get("secrets") != "0"
        content = sheet_file(self.access, sheet, secrets=secrets, now=self.now, by=self.user)
        if content is None:
            raise Http404
        return HttpResponse(content, content_type="application/pdf")


class DealDocument(DealAPIView):
    permissions = needs(GET=P.EXPORT)

    @operation(
        "Export the plan, people, preparation and mandate, with what you may see, as one document",
        gives=OpenApiTypes.OBJECT,
        parameters=[OpenApiParameter("secrets", str, enum=["0", "1"], description="0 leaves the secrets out.")],
    )
    def get(self, request: Request, deal_id: UUID) -> Response:
        secrets = self.access.can_somewhere(P.SECRETS_VIEW) and request.query_params.get("secrets") != "0"
        more = beyond_plan(self.access, secrets=secrets, today=timezone.localdate())
        return Response(document(deal_draft(self.access), secrets=secrets, more=more))


class ImportTemplate(ApiView):
    permissions = needs(GET=SIGNED_IN)

    @operation("Download an empty spreadsheet to fill in", gives=OpenApiTypes.BINARY, media=XLSX)
    def get(self, request: Request) -> HttpResponse:
        content = xlsx.write(DealDraft(PlanDraft()), secrets=True, note="An empty template.")
        return spreadsheet(content, "parley-template")


class ImportExample(ApiView):
    permissions = needs(GET=SIGNED_IN)

    @operation("Download a filled example", gives=OpenApiTypes.BINARY, media=XLSX)
    def get(self, request: Request) -> HttpResponse:
        content = xlsx.write(example(timezone.localdate()), secrets=True, note="A filled example.")
        return spreadsheet(content, "parley-example")


def organisation_of(view: ApiView, request: Request) -> Organisation:
    """The organisation that the new deal is for. Raises ``Invalid``."""
    wanted = request.data.get("organisation")
    return organisation_for(view.user, uuid_in(str(wanted), "organisation") if wanted else None)


def addresses(organisation: Organisation) -> frozenset[str]:
    """The addresses of those who may own an issue."""
    return frozenset(email.lower() for email in organisation.memberships.values_list("user__email", flat=True))


def spreadsheet(content: bytes, name: str) -> HttpResponse:
    """A spreadsheet to download."""
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    )

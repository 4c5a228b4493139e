"""The rows of a counterparty's record: style that was seen, who knows whom, the chain."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Membership
from accounts.rest.errors import Invalid
from accounts.rest.fields import Day, Id, Text, Whole
from accounts.rest.pagination import BY_ID, PAGING, page
from accounts.rest.schema import PersonSerializer, operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import counterparties
from negotiations.actions.counterparties import SECTIONS
from negotiations.api.base import P, needs
from negotiations.api.counterparties import RecordAPIView, ShareSerializer, ShareShown
from negotiations.api.rows import Edit, Version, choices
from negotiations.enums_record import Closeness, LinkKind, Style
from negotiations.models import StyleSighting
from negotiations.queries.deal.deals import openable

READ, WRITE = P.COUNTERPARTY_VIEW, P.COUNTERPARTY_EDIT


class SightingSerializer(serializers.Serializer[Any]):
    """Something they did that shows how they negotiate. `deal` is null when you may not open it."""

    id = serializers.UUIDField()
    style = serializers.ChoiceField(choices(Style))
    person = serializers.CharField(allow_blank=True, help_text="Empty: the way of the house.")
    saw = serializers.CharField()
    deal = serializers.SerializerMethodField()
    seen_on = serializers.DateField()
    added_by = PersonSerializer(allow_null=True)
    version = Version()

    def get_deal(self, row: StyleSighting) -> UUID | None:
        return row.deal_id if row.deal_id in self.context["openable"] else None


class SightingFields(Strict):
    style = serializers.ChoiceField(choices(Style), required=False)
    person = Text(allow_blank=True, required=False)
    saw = Text(400, required=False)
    deal = Id(allow_null=True, required=False)
    seen_on = Day(required=False)


class NewSightingSerializer(SightingFields):
    style = serializers.ChoiceField(choices(Style))
    saw = Text(400)
    seen_on = Day()


class SightingEditSerializer(SightingFields, Edit):
    pass


class AcquaintanceSerializer(serializers.Serializer[Any]):
    """Somebody of ours knows somebody of theirs."""

    id = serializers.UUIDField()
    member = PersonSerializer(source="member.user")
    person = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    closeness = serializers.ChoiceField(choices(Closeness))
    since = serializers.IntegerField(allow_null=True)
    note = serializers.CharField(allow_blank=True)
    version = Version()


class AcquaintanceFields(Strict):
    member = Whole(required=False, help_text="The id of a member, as `GET /me` and the members' list give it.")
    person = Text(required=False)
    title = Text(allow_blank=True, required=False)
    closeness = serializers.ChoiceField(choices(Closeness), required=False)
    since = Whole(1900, 2200, allow_null=True, required=False)
    note = Text(400, allow_blank=True, required=False)


class NewAcquaintanceSerializer(AcquaintanceFields):
    member = Whole()
    person = Text()


class AcquaintanceEditSerializer(AcquaintanceFields, Edit):
    pass


class LinkSerializer(serializers.Serializer[Any]):
    """A house before or after them in the chain."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices(LinkKind))
    share = ShareShown(allow_null=True, help_text="Of that business of theirs, per cent.")
    note = serializers.CharField(allow_blank=True)
    version = Version()


class LinkFields(Strict):
    name = Text(required=False)
    kind = serializers.ChoiceField(choices(LinkKind), required=False)
    share = ShareSerializer(allow_null=True, required=False)
    note = Text(400, allow_blank=True, required=False)


class NewLinkSerializer(LinkFields):
    name = Text()
    kind = serializers.ChoiceField(choices(LinkKind))


class LinkEditSerializer(LinkFields, Edit):
    pass


class RowAPIView(RecordAPIView):
    """A view of the rows of one section."""

    section: ClassVar[str]
    shows: ClassVar[type[Any]]

    def queryset(self) -> QuerySet[Any]:
        rows = SECTIONS[self.section]._default_manager.filter(counterparty=self.record.counterparty)
        rows = rows.filter(removed_at__isnull=True).select_related("counterparty", "added_by")
        return rows.select_related("member__user") if self.section == "acquaintances" else rows

    def row(self, entry_id: UUID) -> Any:
        found = self.queryset().filter(pk=entry_id).first()
        if found is None:
            raise Http404
        return found

    def shown(self, rows: list[Any]) -> Any:
        wanted = {getattr(row, "deal_id", None) for row in rows} - {None}
        mine = set(openable(self.user).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
        return self.shows(rows, many=True, context={"openable": mine}).data

    def rows_from(self, data: dict[str, Any]) -> dict[str, Any]:
        """Ids in a body as the rows that they name. Raises ``Invalid`` for what this person may not name."""
        if data.get("deal"):
            deals = openable(self.user).filter(counterparty=self.record.counterparty, pk=data["deal"])
            data["deal"] = self._one(deals, "deal", "No deal with this counterparty that you may open.")
        if "member" in data:
            members = Membership.objects.filter(
                organisation=self.record.counterparty.organisation_id, user=data["member"]
            )
            data["member"] = self._one(members.select_related("user"), "member", "No member of the organisation.")
        return data

    def _one(self, rows: QuerySet[Any], field: str, missing: str) -> Any:
        found = rows.first()
        if found is None:
            raise Invalid({field: [missing]})
        return found

    def list(self, request: Request) -> Response:
        return Response(page(request, self.queryset(), [BY_ID], self.shown))

    def create(self, serializer: type[Any]) -> Response:
        data = self.rows_from(self.body(serializer))
        row = counterparties.add_row(self.record.counterparty, self.section, **data, **self.by)
        return Response(self.shown([self.row(row.pk)])[0], status=201)

    def change(self, serializer: type[Any], entry_id: UUID) -> Response:
        row, data = self.row(entry_id), self.body(serializer)
        seen = self.seen(row, data, data.pop("version"))
        counterparties.edit_row(row, self.section, self.rows_from(data), seen=seen, **self.by)
        return Response(self.shown([self.row(entry_id)])[0])

    def remove(self, entry_id: UUID) -> Response:
        counterparties.remove_row(self.row(entry_id), self.section, **self.by)
        return Response(status=204)


def row_views(section: str, what: str, shows: Any, new: Any, edit: Any) -> tuple[type[RowAPIView], type[RowAPIView]]:
    """The list and the detail of a section, each described by itself."""

    class List(RowAPIView):
        permissions = needs(GET=READ, POST=WRITE)

        @operation(f"List {what}", gives=page_of(shows), parameters=PAGING)
        def get(self, request: Request, counterparty_id: UUID) -> Response:
            return self.list(request)

        @operation(f"Add to {what}", takes=new, gives=shows, status=201)
        def post(self, request: Request, counterparty_id: UUID) -> Response:
            return self.create(new)

    class Detail(RowAPIView):
        permissions = needs(GET=READ, PATCH=WRITE, DELETE=WRITE)

        @operation(f"Read one of {what}", gives=shows)
        def get(self, request: Request, counterparty_id: UUID, entry_id: UUID) -> Response:
            return Response(self.shown([self.row(entry_id)])[0])

        @operation(f"Change one of {what}: one action", takes=edit, gives=shows)
        def patch(self, request: Request, counterparty_id: UUID, entry_id: UUID) -> Response:
            return self.change(edit, entry_id)

        @operation("Take it out; it can be put back or erased", gives=None, status=204)
        def delete(self, request: Request, counterparty_id: UUID, entry_id: UUID) -> Response:
            return self.remove(entry_id)

    name = shows.__name__.removesuffix("Serializer")
    for view, suffix in ((List, "List"), (Detail, "Detail")):
        view.__name__ = view.__qualname__ = f"{name}{suffix}"
        view.section, view.shows = section, shows
    return List, Detail


SightingList, SightingDetail = row_views(
    "styles", "what was seen of their style", SightingSerializer, NewSightingSerializer, SightingEditSerializer
)
AcquaintanceList, AcquaintanceDetail = row_views(
    "acquaintances", "who knows whom", AcquaintanceSerializer, NewAcquaintanceSerializer, AcquaintanceEditSerializer
)
LinkList, LinkDetail = row_views(
    "links", "the houses of the chain", LinkSerializer, NewLinkSerializer, LinkEditSerializer
)  # fmt: skip


class RemovedRow(RecordAPIView):
    """A row that was taken out: put it back, or erase it for good."""

    permissions = needs(POST=WRITE, DELETE=WRITE)

    @operation("Put a removed row back", gives=None, status=204)
    def post(self, request: Request, counterparty_id: UUID, section: str, entry_id: UUID) -> Response:
        counterparties.restore_row(self._row(section, entry_id), section, **self.by)
        return Response(status=204)

    @operation("Erase a removed row for good", gives=None, status=204)
    def delete(self, request: Request, counterparty_id: UUID, section: str, entry_id: UUID) -> Response:
        counterparties.erase_row(self._row(section, entry_id), section, **self.by)
        return Response(status=204)

    def _row(self, section: str, entry_id: UUID) -> Any:
        model = SECTIONS.get(section)
        rows = model and model._default_manager.filter(counterparty=self.record.counterparty, pk=entry_id)
        found = (
            rows.filter(removed_at__isnull=False).select_related("counterparty").first() if rows is not None else None
        )
        if found is None:
            raise Http404
        return found

"""The mandate. Secret throughout. To approve or refuse takes the password in the body."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.reauthentication import proven_at
from accounts.rest.fields import Amount, Day, Flag, Id, Text, Whole
from accounts.rest.schema import PersonSerializer, operation
from accounts.rest.serializers import Strict
from negotiations.actions import mandates
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.deals import MONEY
from negotiations.api.levels import LevelOfIssueSerializer, read_levels
from negotiations.api.rows import Edit, choices
from negotiations.enums import Verdict
from negotiations.models import Mandate
from negotiations.queries.mandate.page import MandatePage, VersionLine, mandate_page

PER_CENT: dict[str, Any] = {"digits": 3, "places": 2}
STATES = ["draft", "submitted", "approved", "refused", "withdrawn", "void", "expired"]
SEATS = [(str(seat), seat.label) for seat in mandates.SEATS]


class ChangeSerializer(serializers.Serializer[Any]):
    """What differs from the version before, in words."""

    what = serializers.CharField()
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class RulingSerializer(serializers.Serializer[Any]):
    verdict = serializers.ChoiceField(choices(Verdict))
    reason = serializers.CharField(allow_blank=True)
    by = PersonSerializer()
    at = serializers.DateTimeField()


class MandateVersionSerializer(serializers.Serializer[Any]):
    """What was submitted. ``digest`` is the SHA-256 of ``terms.binding`` and ``terms.salt`` as compact JSON with
    sorted keys: what an approval signs.
    """

    number = serializers.IntegerField()
    state = serializers.ChoiceField(STATES)
    digest = serializers.CharField()
    terms = serializers.JSONField()
    submitted_by = PersonSerializer()
    submitted_at = serializers.DateTimeField()
    rulings = RulingSerializer(many=True)
    changes = ChangeSerializer(many=True, help_text="Against the version before; empty for the first.")


class MandateSerializer(serializers.Serializer[Any]):
    """The draft, the terms that it makes of the plan as it is now, and where the latest version stands."""

    state = serializers.ChoiceField(STATES)
    in_force = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True, help_text="Why it is no longer in force.")
    number = serializers.IntegerField(allow_null=True, help_text="Of the latest version.")
    terms = serializers.JSONField(help_text="As the plan and the draft stand now: limits, floor, authority, expiry.")
    changes = ChangeSerializer(many=True, help_text="What differs from the latest version now.")
    version = serializers.IntegerField(help_text="Send it back with an edit.")


class AuthoritySerializer(Strict):
    """How far a seat may commit us. ``may`` false takes it away."""

    seat = serializers.ChoiceField(SEATS)
    may = Flag(default=True)
    value = Amount(**MONEY, allow_null=True, required=False, help_text="The most a contract may come to.")
    discount = Amount(
        **PER_CENT, allow_null=True, required=False, help_text="Per cent by which prices may be worse than targets."
    )
    levels = LevelOfIssueSerializer(many=True, required=False, max_length=1000)


class MandateEditSerializer(Edit):
    margin = Amount(**MONEY, allow_null=True, required=False)
    expires_on = Day(allow_null=True, required=False)
    note = Text(mandates.MAX_NOTE, allow_blank=True, required=False)
    never = serializers.ListField(child=Id(), required=False, max_length=1000)
    authority = AuthoritySerializer(required=False)


class ApprovalSerializer(Strict):
    number = Whole()
    digest = Text(64, help_text="Of the version that you have read.")
    password = Text(128, allow_blank=True, required=False, trim_whitespace=False)


class RefusalSerializer(Strict):
    number = Whole()
    reason = Text(mandates.MAX_REASON)
    password = Text(128, allow_blank=True, required=False, trim_whitespace=False)


class WithdrawalSerializer(Strict):
    number = Whole()


class MandateAPIView(DealAPIView):
    @property
    def page(self) -> MandatePage:
        return mandate_page(self.access, today=timezone.localdate(self.now))

    def latest(self, status: int = 200) -> Response:
        """The version that was just acted on."""
        return self.show(MandateVersionSerializer, shown(self.page.versions[0]), status)

    def proven(self, data: dict[str, Any]) -> Any:
        """When the caller last showed who they are: by the password in the body, or by a session just signed in."""
        return proven_at(self.request._request, data.pop("password", ""))


def shown(line: VersionLine) -> dict[str, Any]:
    """A version as the API shows it."""
    row, state = line.row, line.state
    return {
        "number": row.number,
        "state": state.code,
        "digest": row.digest,
        "terms": state.document,
        "submitted_by": row.submitted_by,
        "submitted_at": row.submitted_at,
        "rulings": [
            {"verdict": one.verdict, "reason": state.reasons.get(one.pk, ""), "by": one.by, "at": one.at}
            for one in state.rulings
        ],
        "changes": line.changes,
    }


class MandateDetail(MandateAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PATCH=P.MANDATE_DRAFT)

    @operation("Read the mandate as it stands", gives=MandateSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        page = self.page
        row = Mandate.objects.filter(deal=self.access.deal).first()
        return self.show(
            MandateSerializer,
            {
                "state": page.code,
                "in_force": page.state.in_force and not page.since,
                "reason": page.state.reason,
                "number": page.state.version.number if page.state.version else None,
                "terms": {"binding": page.terms.binding, "names": page.terms.names},
                "changes": page.since,
                "version": max((int(seq) for seq in row.versions.values()), default=0) if row else 0,
            },
        )

    @operation(
        "Edit the draft; each field is an action of its own", takes=MandateEditSerializer, gives=MandateSerializer
    )
    def patch(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(MandateEditSerializer)
        version = data.pop("version")
        row = Mandate.objects.filter(deal=self.access.deal).first() or Mandate(deal=self.access.deal)
        for field, value in data.items():
            seen = self.seen(row, field, version)
            if field == "never":
                mandates.set_never(self.access.deal, value, seen=seen, **self.by)
            elif field == "authority":
                levels = read_levels(self.access.deal, value.pop("levels", []), "authority.levels")
                given = {pk: level for pk, level in levels.items() if level is not None}
                mandates.set_authority(self.access.deal, **value, levels=given, seen=seen, **self.by)
            else:
                mandates.edit(self.access.deal, field, value, seen=seen, **self.by)
        return self.get(request, deal_id)


class MandateSubmit(MandateAPIView):
    permissions = needs(POST=P.MANDATE_DRAFT)

    @operation("Submit the mandate to the sponsor as it stands", gives=MandateVersionSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        mandates.submit(self.access.deal, **self.by)
        return self.latest(201)


class MandateWithdraw(MandateAPIView):
    permissions = needs(POST=P.MANDATE_DRAFT)

    @operation("Take back what waits for the sponsor", takes=WithdrawalSerializer, gives=MandateVersionSerializer)
    def post(self, request: Request, deal_id: UUID) -> Response:
        mandates.withdraw(self.access.deal, **self.body(WithdrawalSerializer), **self.by)
        return self.latest()


class MandateApprove(MandateAPIView):
    permissions = needs(POST=P.MANDATE_DECIDE)

    @operation("Approve and sign a version", takes=ApprovalSerializer, gives=MandateVersionSerializer)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(ApprovalSerializer)
        proven = self.proven(data)
        mandates.approve(self.access.deal, **data, proven_at=proven, **self.by)
        return self.latest()


class MandateRefuse(MandateAPIView):
    permissions = needs(POST=P.MANDATE_DECIDE)

    @operation("Refuse a version with a reason", takes=RefusalSerializer, gives=MandateVersionSerializer)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(RefusalSerializer)
        proven = self.proven(data)
        mandates.refuse(self.access.deal, **data, proven_at=proven, **self.by)
        return self.latest()


class MandateVersions(MandateAPIView):
    permissions = needs(GET=P.SECRETS_VIEW)

    @operation("List what was submitted, the latest first", gives=MandateVersionSerializer(many=True))
    def get(self, request: Request, deal_id: UUID) -> Response:
        lines = [shown(line) for line in self.page.versions]
        return Response(MandateVersionSerializer(lines, many=True).data)


__all__ = [
    "MandateApprove", "MandateDetail", "MandateRefuse", "MandateSubmit", "MandateVersions", "MandateWithdraw",
]  # fmt: skip

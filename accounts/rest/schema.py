"""How the API describes itself: every operation with its request, its answer and each way it can refuse."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers

from accounts.rest.errors import MEDIA_TYPE, TITLES

BODY_METHODS = frozenset({"POST", "PUT", "PATCH"})


class PersonSerializer(serializers.Serializer[Any]):
    """A member of the organisation."""

    id = serializers.IntegerField()
    name = serializers.CharField()

    def to_representation(self, user: Any) -> dict[str, Any]:
        return {"id": user.pk, "name": str(user)}


class ProblemSerializer(serializers.Serializer[Any]):
    """A refusal (RFC 9457)."""

    type = serializers.CharField(help_text="Always `about:blank`: `code` tells problems apart.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="For programs.")
    detail = serializers.CharField(help_text="For people.", allow_blank=True)


class InvalidSerializer(ProblemSerializer):
    """A well-formed request with something wrong in it."""

    errors = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="Field → what is wrong with it. Nested fields are written with dots.",
    )


class ConflictSerializer(ProblemSerializer):
    """Somebody wrote the field after the version that you saw. Nothing was written; both values are here."""

    field = serializers.CharField(required=False)
    yours = serializers.JSONField(required=False, allow_null=True)
    current = serializers.JSONField(required=False, allow_null=True)
    version = serializers.IntegerField(required=False, help_text="Send this one to put your value over the current.")
    by = PersonSerializer(required=False, allow_null=True)
    at = serializers.DateTimeField(required=False, allow_null=True)


class ClosedSchema(AutoSchema):
    """Adds the refusals that follow from the kind of operation, so that no view has to list them."""

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        for status in self._refusals():
            if str(status) not in bodies:
                serializer = {409: ConflictSerializer, 422: InvalidSerializer}.get(status, ProblemSerializer)
                described = OpenApiResponse(serializer, description=TITLES[status])
                bodies[str(status)] = self._get_response_for_code(described, str(status), [MEDIA_TYPE])
        return dict(sorted(bodies.items()))

    def _refusals(self) -> list[int]:
        refusals = [400, 401, 403, 429]
        if "{" in self.path:
            refusals.append(404)
        if self.method in BODY_METHODS:
            refusals += [409, 413, 415, 422]
        elif self.method == "DELETE":
            refusals += [409, 422]
        elif any(parameter["in"] == "query" for parameter in self._get_parameters()):
            refusals.append(422)
        return sorted(refusals)

    def get_operation_id(self) -> str:
        """``get_deal_list``, ``patch_issue_detail``: the method and the view's own name."""
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(self.view).__name__).lower()
        return f"{self.method.lower()}_{words}"

    def get_tags(self) -> list[str]:
        parts = [part for part in self.path.split("/")[3:] if part and not part.startswith("{")]
        return parts[1:2] if parts[:1] == ["deals"] and len(parts) > 1 else parts[:1]


def operation(
    summary: str,
    *,
    gives: Any,
    takes: Any = None,
    status: int = 200,
    parameters: Sequence[Any] = (),
    media: str = "",
    too_early: bool = False,
    or_nothing: str = "",
) -> Any:
    """Describe a view's method: what it does, takes and gives. ``gives=None`` is an answer without a body.

    ``media`` names the type of an answer that is a file. ``too_early``: reading it is refused (409) until something
    has happened; an operation that writes is described with that refusal anyway. ``or_nothing`` says when it answers
    204 without a body instead.
    """
    answer = OpenApiResponse(gives, description=summary) if gives is not None else OpenApiResponse(description=summary)
    responses: dict[Any, OpenApiResponse] = {(status, media) if media else status: answer}
    if too_early:
        responses[409, MEDIA_TYPE] = OpenApiResponse(ProblemSerializer, description=TITLES[409])
    if or_nothing:
        responses[204] = OpenApiResponse(description=or_nothing)
    describe = extend_schema(
        summary=summary,
        request=takes,
        responses=responses,
        parameters=list(parameters),
    )

    def decorate(method: Any) -> Any:
        described = describe(method)
        described.takes = takes
        return described

    return decorate


@cache
def page_of(serializer: type[serializers.BaseSerializer[Any]]) -> type[serializers.Serializer[Any]]:
    """The serializer of a page of these: one for all who ask, as a component has one class."""
    name = serializer.__name__.removesuffix("Serializer")
    fields: dict[str, Any] = {
        "__doc__": f"A page of {name} rows.",
        "results": serializer(many=True),
        "next": serializers.URLField(allow_null=True, help_text="The next page; null on the last one."),
    }
    return type(f"{name}PageSerializer", (serializers.Serializer,), fields)


def refuse_unknown_fields(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Say in the schema what ``Strict`` does: a body has the fields named and no other."""
    for name, component in result.get("components", {}).get("schemas", {}).items():
        if name.endswith("Request") and component.get("type") == "object" and "properties" in component:
            component.setdefault("additionalProperties", False)
    return result


__all__ = ["OpenApiParameter", "operation", "page_of"]

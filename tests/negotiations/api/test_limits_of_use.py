"""How often one may ask, and how closed the API is by default."""

from typing import Any

import pytest
from django.test import override_settings
from rest_framework.test import APIRequestFactory, force_authenticate
from rest_framework.views import APIView

from accounts.permissions import Permission
from accounts.rest.permissions import Declared
from accounts.rest.views import ClosedAPIView
from tests.factories.accounts import make_member, make_organisation
from tests.factories.negotiations import Plan, make_deal, make_plan
from tests.negotiations.api.client import Api, problem

pytestmark = pytest.mark.django_db


def rates(settings: Any, **changed: str) -> Any:
    framework = {**settings.REST_FRAMEWORK}
    framework["DEFAULT_THROTTLE_RATES"] = {**framework["DEFAULT_THROTTLE_RATES"], **changed}
    return override_settings(REST_FRAMEWORK=framework)


def test_too_many_requests(plan: Plan, settings: Any) -> None:
    api = Api(plan.lead)
    with rates(settings, user="2/min"):
        assert [api.get("deals/").status_code for _ in range(2)] == [200, 200]
        refused = api.get("deals/")
        assert problem(refused, 429)["code"] == "throttled"
        assert 0 < int(refused["Retry-After"]) <= 61
        assert Api(make_plan().lead).get("deals/").status_code == 200  # counted per person


def test_wrong_tokens_are_counted_by_address(settings: Any) -> None:
    api = Api(None)
    api.headers = {"Authorization": "Token parley_guess"}
    with rates(settings, anon="2/min"):
        assert [api.get("deals/").status_code for _ in range(3)] == [401, 401, 429]
        api.headers = {}
        assert api.get("deals/").status_code == 429


def test_computations_have_a_limit_of_their_own(plan: Plan, settings: Any) -> None:
    api, path = Api(plan.lead), f"deals/{plan.deal.pk}/jobs/"
    with rates(settings, jobs="1/min"):
        assert api.post(path, {}).status_code == 202
        problem(api.post(path, {}), 429)
        assert api.get(path).status_code == 200


def test_works_while_redis_is_away(plan: Plan, settings: Any) -> None:
    """Limits need the cache, the answers do not."""
    away = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    api = Api(plan.lead)
    with override_settings(CACHES=away), rates(settings, user="1/min"):
        assert [api.get("deals/").status_code for _ in range(3)] == [200, 200, 200]
        version = api.data(f"deals/{plan.deal.pk}/")["version"]
        assert api.patch(f"deals/{plan.deal.pk}/", {"title": "Fans", "version": version}).status_code == 200


def test_a_view_that_declares_nothing_answers_nobody(plan: Plan) -> None:
    class Forgotten(APIView):
        def get(self, request: Any) -> None:
            raise AssertionError("reached")

    class Undeclared(ClosedAPIView):
        permissions = {"POST": Permission.DEAL_VIEW}  # noqa: RUF012 - as a view writes it

        def get(self, request: Any) -> None:
            raise AssertionError("reached")

    for view in (Forgotten, Undeclared):
        request = APIRequestFactory().get("/")
        force_authenticate(request, plan.lead)
        assert view.as_view()(request).status_code == 403
        assert view.as_view()(APIRequestFactory().get("/")).status_code == 401


def test_every_view_is_closed_by_the_same_rule() -> None:
    from tests.negotiations.api.test_hostile import _patterns, urls  # noqa: PLC0415 - its helper

    found = [getattr(pattern.callback, "cls", None) for pattern in _patterns(urls.urlpatterns)]
    views = [view for view in found if view is not None and view.__name__ != "Schema"]
    assert len(views) > 40
    for view in views:
        assert issubclass(view, ClosedAPIView)
        assert view.permission_classes == (Declared,)
        assert view.permissions


@pytest.mark.parametrize("path", ["issues/", "valuations/", "weights/", "events/", "readiness/", ""])
def test_queries_do_not_grow_with_the_plan(path: str, django_assert_num_queries: Any) -> None:
    counts = []
    for extra in (0, 27):
        plan = make_plan(extra_issues=extra)
        api = Api(plan.lead)
        api.get("deals/")  # the token's first use is written down
        counts.append(
            _queries(
                lambda api=api, plan=plan: api.data(
                    f"deals/{plan.deal.pk}/{path}?limit=200"
                    if path in {"issues/", "valuations/", "events/"}
                    else f"deals/{plan.deal.pk}/{path}"
                )
            )
        )
    assert counts[0] == counts[1], counts


def test_queries_of_the_list_do_not_grow() -> None:
    counts = []
    for many in (3, 30):
        organisation = make_organisation()
        lead = make_member(organisation)
        for number in range(many):
            make_deal(organisation, lead=lead, title=f"Deal {number}")
        api = Api(lead)
        api.get("templates/")
        counts.append(_queries(lambda api=api: api.data("deals/")))
    assert counts[0] == counts[1], counts


def _queries(call: Any) -> int:
    from django.db import connection  # noqa: PLC0415 - only here
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)

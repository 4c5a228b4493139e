"""The list of deals, a new deal, and a deal's own facts."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import open_organisation
from accounts.current import current_organisation
from accounts.models import Organisation
from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import catalogue, deals
from negotiations.actions.writing import Conflict, Rejected
from negotiations.catalogue import TEMPLATES
from negotiations.enums import Category, Phase
from negotiations.forms.deals import DealForm, NewDealForm
from negotiations.models import Counterparty, Deal
from negotiations.queries.deal import deals as queries
from negotiations.views.rendering import done, page, wants_fragment
from negotiations.views.settings import FORM_FIELDS, settings_page, versions_seen

LIST = "negotiations/deals/list.html"


@require_GET
def deal_list(request: HttpRequest) -> HttpResponse:
    organisation = current_organisation(request).organisation
    if organisation is None:
        return redirect("accounts:welcome")
    return page(request, LIST, list_context(request, organisation, request.GET), fragment="deals")


def list_context(request: HttpRequest, organisation: Organisation, query: QueryDict) -> dict[str, Any]:
    """The list that the query asks for, as this person sees it."""
    wish = queries.Wish.of(query.dict())
    rows = queries.listing(request.user, organisation, wish, query.get("page", "1"), timezone.now())
    kept = query.copy()
    kept.pop("page", None)
    sortless = kept.copy()
    sortless.pop("sort", None)
    return {
        "page": rows,
        "rows": queries.rows(request.user, rows.object_list, current_organisation(request).role, timezone.localdate()),
        "wish": wish,
        "counts": queries.counts(request.user, organisation),
        "query": f"{kept.urlencode()}&" if kept else "",
        "sortless": f"{sortless.urlencode()}&" if sortless else "",
        "phases": Phase.choices,
        "categories": Category.choices,
        "columns": queries.COLUMNS,
        "may_create": current_organisation(request).may_create_deals,
        "toast": None,
    }


@require_http_methods(["GET", "POST"])
def deal_create(request: HttpRequest) -> HttpResponse:
    organisation = current_organisation(request).organisation
    if organisation is None:
        return redirect("accounts:welcome")
    open_organisation(request.user, organisation.pk, Permission.DEAL_CREATE)
    start = {"template": request.GET.get("template", "goods")}
    form = NewDealForm(request.POST) if request.method == "POST" else NewDealForm(initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            deal = _create(organisation, form.cleaned_data, request)
        except Rejected as rejected:
            form.add_error(rejected.field if rejected.field in form.fields else None, rejected.message)
        else:
            return done(request, reverse("negotiations:deal-plan", kwargs={"deal_id": deal.pk}), "The deal is there.")
    context = {
        "form": form,
        "templates": TEMPLATES.values(),
        "counterparties": Counterparty.objects.filter(organisation=organisation).order_by("name"),
    }
    status = 422 if form.is_bound else 200
    return page(request, "negotiations/deals/new.html", context, fragment="new-deal", status=status)


def _create(organisation: Organisation, data: dict[str, Any], request: HttpRequest) -> Deal:
    facts = {name: data[name] for name in ("title", "counterparty", "currency", "estimated_value", "horizon", "solo")}
    who: dict[str, Any] = {"organisation": organisation, "by": request.user, "at": timezone.now()}
    if data["template"]:
        return catalogue.create(template=data["template"], quantity=data["quantity"], **facts, **who)
    return deals.create(**facts, **who)


@require_http_methods(["GET", "POST"])
def deal_edit(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    if request.method == "GET":
        return settings_page(request, open_deal(request.user, deal_id, Permission.DEAL_VIEW))
    access = open_deal(request.user, deal_id, Permission.DEAL_EDIT)
    form = DealForm(request.POST)
    if not form.is_valid():
        return settings_page(request, access, form=form, status=422)
    return _save(request, access, form, timezone.now())


def _save(request: HttpRequest, access: DealAccess, form: DealForm, at: datetime) -> HttpResponse:
    deal = access.deal
    skipped = {request.POST.get("conflict_field")} if request.POST.get("resolve") == "theirs" else set()
    changes = {name: form.cleaned_data[name] for name in FORM_FIELDS if name not in skipped}
    seen = versions_seen(request, FORM_FIELDS)
    # A counterparty is typed by its name; the same name again is no change.
    if changes.get("counterparty", "").casefold() == deal.counterparty.name.casefold():
        del changes["counterparty"]
    try:
        deals.edit_many(deal, changes, seen=seen, by=request.user, at=at)
    except Rejected as rejected:
        form.add_error(rejected.field if rejected.field in form.fields else None, rejected.message)
        return settings_page(request, access, form=form, status=422)
    except Conflict as conflict:
        return settings_page(request, access, form=form, conflict=conflict, status=409)
    if wants_fragment(request):
        return settings_page(request, open_deal(request.user, deal.pk, Permission.DEAL_VIEW), saved="Saved.")
    return done(request, reverse("negotiations:deal-edit", kwargs={"deal_id": deal.pk}), "Saved.")


@require_POST
def deal_archive(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Put a deal away (``archived=1``) or take it back out (``archived=0``)."""
    access = open_deal(request.user, deal_id, Permission.DEAL_ARCHIVE)
    archived = (request.POST.get("archived") or request.GET.get("archived")) != "0"
    deals.set_archived(access.deal, archived, by=request.user, at=timezone.now())
    text = f"{access.deal.title} is archived." if archived else f"{access.deal.title} is back on the list."
    if not wants_fragment(request):
        return done(request, reverse("negotiations:deal-list"), text)
    shown = request.headers.get("HX-Current-URL", "").partition("?")[2].partition("#")[0]
    organisation = current_organisation(request).organisation
    if organisation is None:
        raise Http404
    context = list_context(request, organisation, QueryDict(shown[:2000]))
    undo = reverse("negotiations:deal-archive", kwargs={"deal_id": deal_id}) + f"?archived={int(not archived)}"
    return page(request, LIST, {**context, "toast": {"text": text, "undo": undo}}, fragment="deals")

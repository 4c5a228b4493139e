"""Deals and plans from files: nothing is saved until the whole file is right."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import open_organisation
from accounts.current import current_organisation
from accounts.models import Organisation
from accounts.permissions import Permission
from negotiations.access import open_deal
from negotiations.actions import catalogue, imports
from negotiations.actions.writing import Rejected
from negotiations.drafts import DealDraft, PlanDraft
from negotiations.forms.importing import DealFileForm, GeniusForm, PlanFileForm
from negotiations.importing.genius import read_genius
from negotiations.importing.plan import read_plan
from negotiations.importing.problems import Faulty, Problems, Unreadable
from negotiations.models import Deal
from negotiations.queries.deal.head import deal_head
from negotiations.views.rendering import done, page

NEW, INTO = "negotiations/importing/new.html", "negotiations/importing/into.html"


@require_http_methods(["GET", "POST"])
def deal_import(request: HttpRequest) -> HttpResponse:
    """A new deal from a spreadsheet."""
    organisation = _may_create(request)
    if organisation is None:
        return redirect("accounts:welcome")
    if request.method == "GET":
        return _new_page(request, DealFileForm(), GeniusForm())
    form = DealFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _new_page(request, form, GeniusForm(), status=422)
    typed, file = form.cleaned_data, form.cleaned_data["file"]
    try:
        draft = read_plan(file.read(), currency=typed["currency"], members=addresses(organisation))
        draft = replace(draft, currency=draft.currency or typed["currency"], title=draft.title or typed["title"],
                        counterparty=draft.counterparty or typed["counterparty"])  # fmt: skip
        for name in ("title", "counterparty"):
            if not getattr(draft, name):
                form.add_error(name, "The file does not say it: write it here.")
        if form.errors:
            return _new_page(request, form, GeniusForm(), status=422)
        deal = imports.create(organisation=organisation, draft=draft, by=request.user, at=timezone.now())
    except (Unreadable, Rejected) as error:
        form.add_error("file", error.message)
        return _new_page(request, form, GeniusForm(), status=422)
    except Faulty as faulty:
        return _new_page(request, form, GeniusForm(), problems=faulty.problems, file=file.name, status=422)
    return _to_plan(request, deal, draft)


@require_POST
def deal_import_genius(request: HttpRequest) -> HttpResponse:
    """A new deal from a GENIUS domain and two profiles."""
    organisation = _may_create(request)
    if organisation is None:
        return redirect("accounts:welcome")
    form = GeniusForm(request.POST, request.FILES)
    if not form.is_valid():
        return _new_page(request, DealFileForm(), form, status=422)
    typed = form.cleaned_data
    try:
        plan = read_genius(*(typed[name].read() for name in ("domain", "ours", "theirs")))
        draft = DealDraft(plan, **{name: typed[name] for name in ("title", "counterparty", "currency")})
        deal = imports.create(organisation=organisation, draft=draft, by=request.user, at=timezone.now())
    except (Unreadable, Rejected) as error:
        form.add_error(None, error.message)
        return _new_page(request, DealFileForm(), form, status=422)
    return _to_plan(request, deal, draft)


@require_http_methods(["GET", "POST"])
def plan_import(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """A plan from a spreadsheet into a deal that has none yet; the facts of the deal stay as they are."""
    access = open_deal(request.user, deal_id, Permission.PLAN_EDIT)
    access.require(Permission.PLAN_EDIT)  # all issues, not only own ones
    deal = access.deal
    form = PlanFileForm(request.POST, request.FILES) if request.method == "POST" else PlanFileForm()
    problems, file = Problems(), ""
    if form.is_valid():
        file = form.cleaned_data["file"].name
        try:
            content = form.cleaned_data["file"].read()
            draft = read_plan(content, currency=deal.currency, members=addresses(deal.organisation))
            imports.fill(deal, draft.plan, by=request.user, at=timezone.now())
            return _to_plan(request, deal, draft)
        except (Unreadable, Rejected) as error:
            form.add_error("file", error.message)
        except Faulty as faulty:
            problems = faulty.problems
    context = {
        "head": deal_head(access, "plan", now=timezone.now()),
        "deal": deal,
        "form": form,
        "problems": problems,
        "file": file,
        "has_issues": deal.issues.filter(removed_at__isnull=True).exists(),
    }
    return page(request, INTO, context, fragment="import", status=422 if form.is_bound else 200)


@require_POST
def plan_template(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """The issues of a category into a deal that has none yet."""
    access = open_deal(request.user, deal_id, Permission.PLAN_EDIT)
    access.require(Permission.PLAN_EDIT)
    url = reverse("negotiations:deal-plan", kwargs={"deal_id": deal_id})
    template = request.POST.get("template", "")
    try:
        catalogue.fill(access.deal, template, by=request.user, at=timezone.now())
    except Rejected as rejected:
        return done(request, url, rejected.message)
    return done(request, url, "The template's issues are there. Change what does not fit.")


def addresses(organisation: Organisation) -> frozenset[str]:
    """The addresses of those who may own an issue."""
    return frozenset(email.lower() for email in organisation.memberships.values_list("user__email", flat=True))


def _may_create(request: HttpRequest) -> Organisation | None:
    organisation = current_organisation(request).organisation
    if organisation is not None:
        open_organisation(request.user, organisation.pk, Permission.DEAL_CREATE)
    return organisation


def _new_page(
    request: HttpRequest,
    form: Form,
    genius: Form,
    *,
    problems: Problems | None = None,
    file: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "genius": genius, "problems": problems or Problems(), "file": file}
    return page(request, NEW, context, fragment="import", status=status)


def _to_plan(request: HttpRequest, deal: Deal, draft: DealDraft) -> HttpResponse:
    url = reverse("negotiations:deal-plan", kwargs={"deal_id": deal.pk})
    return done(request, url, imported(draft.plan))


def imported(plan: PlanDraft) -> str:
    """What came in, in words: ``Imported 7 issues, 2 alternatives and 1 lever.``"""
    counts = ((len(plan.issues), "issue"), (len(plan.alternatives), "alternative"), (len(plan.levers), "lever"))
    parts = [f"{count} {word}{'s' if count > 1 else ''}" for count, word in counts if count]
    return f"Imported {' and '.join(filter(None, (', '.join(parts[:-1]), parts[-1])))}."

"""Rules between issues: the list in words, a new one, one with its fields."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission
from negotiations.access import DealAccess, open_deal
from negotiations.actions import rules
from negotiations.actions.rules import LONGEST
from negotiations.actions.writing import Conflict, Rejected
from negotiations.enums import Importance, Party, RuleKind
from negotiations.forms.levels import bare, read_money, read_number
from negotiations.forms.rules import RuleForm, typed_of
from negotiations.models import IssueRule
from negotiations.queries.deal.head import deal_head
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.plan.rows import PlanRows, load_plan
from negotiations.queries.rules.page import FIELDS, HOLDS, WHOSE, rule_field_words, rule_page, rule_url, rules_page
from negotiations.queries.rules.preview import preview
from negotiations.secrets import unwrap_for_storage
from negotiations.views.rendering import done, page, wants_fragment
from negotiations.views.saving import Save, conflicting, save, seen_version

LIST, NEW, ONE = (f"negotiations/rules/{name}.html" for name in ("list", "new", "rule"))
CELLS = frozenset({"ours", "most", *LONGEST, "party", "importance"})


@require_GET
def listing(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """All rules between the issues of a deal."""
    return show_list(request, open_deal(request.user, deal_id, Permission.SECRETS_VIEW))


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """A page with the form of a new rule."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    rows = load_plan(access.deal)
    form = RuleForm(access.deal, rows.issues, typed(request), kind=request.GET.get("kind", ""))
    if request.method == "GET":
        return show_new(request, access, rows, form)
    fields = form.fields()
    if not form.errors:
        try:
            rules.add(access.deal, kind=form.kind, **fields, by=access.user, at=timezone.now())
        except Rejected as error:
            form.errors[error.field or "kind"] = error.message
    if form.errors:
        return show_new(request, access, rows, form, status=422)
    again = resolve_url("negotiations:rule-create", deal_id=deal_id)
    return done(
        request, again if request.POST.get("next") == "another" else list_url(access), "The rule is in the plan"
    )


@require_POST
def try_out(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """What a rule would say and leave out; nothing is stored. By POST: limits do not belong into addresses."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    rows = load_plan(access.deal)
    form = RuleForm(access.deal, rows.issues, typed(request))
    return show_new(request, access, rows, form, fragment="preview", tried=True)


@require_GET
def detail(request: HttpRequest, deal_id: UUID, rule_id: UUID) -> HttpResponse:
    """One rule with all its fields."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_VIEW)
    return show_one(request, access, found(access, rule_id))


@require_POST
def edit(request: HttpRequest, deal_id: UUID, rule_id: UUID, field: str) -> HttpResponse:
    """Save one field of a rule, or the levels that it names together."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    row = found(access, rule_id)
    if field in {"levels", "theirs"}:
        return _edit_together(request, access, row, field)
    if field not in CELLS or (field in {"ours", "most", "counted"} and field not in FIELDS[row.kind]):
        raise Http404("No such field.")
    one = Save(
        cell=f"cell-{field}-{row.pk}",
        read=lambda text: _read(access, field, text),
        write=lambda value, seen: rules.edit(row, field, value, seen=seen, by=access.user, at=timezone.now()),
        words=lambda value: rule_field_words(field, unwrap_for_storage(value), access.deal.currency),
    )

    def saved(outcome: Outcome | None, status: int) -> HttpResponse:
        if status == 200 and not wants_fragment(request):
            return done(request, rule_url("rule-detail", row), "Saved" if outcome else "")
        return show_one(request, access, row, outcome=outcome, status=status)

    return save(request, one, saved)


@require_POST
def remove(request: HttpRequest, deal_id: UUID, rule_id: UUID) -> HttpResponse:
    """Take a rule out."""
    access = open_deal(request.user, deal_id, Permission.SECRETS_EDIT)
    text, bad = "The rule is out. Undo brings it back", False
    try:
        rules.remove(found(access, rule_id), by=access.user, at=timezone.now())
    except Rejected as error:
        text, bad = error.message, True
    if not wants_fragment(request):
        return done(request, list_url(access), text, failed=bad)
    messages.add_message(request, messages.ERROR if bad else messages.SUCCESS, text)
    return show_list(request, access)


def _edit_together(request: HttpRequest, access: DealAccess, row: IssueRule, field: str) -> HttpResponse:
    """Save what stands in one form: the levels issue by issue, or low, likely and high."""
    if request.POST.get("resolve") == "theirs":
        return show_one(request, access, row)
    form = RuleForm(access.deal, load_plan(access.deal).issues, typed(request), kind=row.kind)
    form.kind = row.kind
    changes = form.levels() if field == "levels" else {"theirs": form.band()}
    conflict, status = None, 422
    if not form.errors:
        version = seen_version(request.POST)  # the highest of all that stands in the form
        seen = {name: min(row.version_of(name), version) for name in changes}
        try:
            rules.edit_many(row, changes, seen=seen, by=access.user, at=timezone.now())
            status = 200
        except Rejected as error:
            form.errors[error.field or field] = error.message
        except Conflict as found_conflict:
            conflict, status = found_conflict, 409
    if status == 200 and not wants_fragment(request):
        return done(request, rule_url("rule-detail", row), "Saved")
    outcome = None
    if field == "theirs":
        wrong = next((name for name in ("low", "likely", "high", "theirs", "ours") if form.errors[name]), "")
        state = {200: "saved", 422: "invalid", 409: "conflict"}[status]
        both = conflicting(conflict, lambda band: _band_words(band, access)) if conflict else None
        kept = {name: form.text(name) for name in ("low", "likely", "high")}
        outcome = Outcome(f"group-theirs-{row.pk}", state, kept, form.errors[wrong], at=wrong, conflict=both)
        return show_one(request, access, row, outcome=outcome, status=status)
    kept_form = None if status == 200 else form
    return show_one(request, access, row, form=kept_form, conflict=conflict, status=status)


def _read(access: DealAccess, field: str, text: str) -> Any:
    if field == "ours":
        return read_money(text, access.deal.currency)
    if field == "most":
        return read_number(text)
    return bare(text, longest=LONGEST.get(field, 120))


def _band_words(band: Any, access: DealAccess) -> str:
    amounts = unwrap_for_storage(band) or {}
    return " – ".join(rule_field_words("ours", Decimal(amounts[name]), access.deal.currency) for name in amounts)


def typed(request: HttpRequest) -> Mapping[str, Sequence[str]]:
    """All that was typed, lists as lists: several options of an issue may be ticked."""
    return {name: [str(value) for value in values] for name, values in request.POST.lists()}


def found(access: DealAccess, rule_id: UUID) -> IssueRule:
    """A rule of the opened deal; ``Http404`` when it is not one of it."""
    row = IssueRule.objects.filter(deal=access.deal, pk=rule_id, removed_at__isnull=True).select_related("deal").first()
    if row is None:
        raise Http404("No such rule.")
    return row


def list_url(access: DealAccess) -> str:
    """Where the rules are."""
    return resolve_url("negotiations:rule-list", deal_id=access.deal.pk)


def show_list(request: HttpRequest, access: DealAccess) -> HttpResponse:
    """The list as a page or as its fragment."""
    now = timezone.now()
    shown = rules_page(load_plan(access.deal), access, timezone.localdate(now))
    return page(request, LIST, {"page": shown, **frame(request, access)}, fragment="rules")


def show_new(
    request: HttpRequest,
    access: DealAccess,
    rows: PlanRows,
    form: RuleForm,
    *,
    fragment: str = "new",
    tried: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The form of a new rule, and what it would say once it has been tried."""
    shown = preview(rows, access, form.kind, form.fields(), timezone.localdate()) if tried and not form.errors else None
    context = {
        "form": form,
        "lines": form.lines(),
        "kinds": RuleKind.choices,
        "holds": [(str(code), words) for code, words in HOLDS.items()],
        "whose": [(str(code), words) for code, words in WHOSE.items()],
        "party": form.text("party", Party.OURS),
        "importance": form.text("importance", Importance.MUST),
        "texts": {name: form.text(name) for name in ("ours", "low", "likely", "high", "most", *LONGEST)},
        "preview": shown,
        **frame(request, access),
    }
    return page(request, NEW, context, fragment=fragment, status=status)


def show_one(
    request: HttpRequest,
    access: DealAccess,
    row: IssueRule,
    *,
    outcome: Outcome | None = None,
    form: RuleForm | None = None,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    """One rule with its fields, with what became of a save; ``form`` keeps what was typed and is not saved."""
    rows = load_plan(access.deal)
    shown = rule_page(rows, access, row, timezone.localdate(), outcome)
    if shown is None:
        raise Http404("No such rule.")
    if form is None:
        blank = RuleForm(access.deal, rows.issues, kind=row.kind)
        form = RuleForm(access.deal, rows.issues, typed_of(shown.line.rule, blank.scales))
    context = {
        "page": shown,
        "form": form,
        "lines": form.lines(),
        "conflict": conflicting(conflict, lambda _: "other levels") if conflict else None,
        "version": conflict.version if conflict else shown.version,
        "saved": outcome is not None and outcome.state == "saved",
        **frame(request, access),
    }
    return page(request, ONE, context, fragment="rule", status=status)


def frame(request: HttpRequest, access: DealAccess) -> dict[str, Any]:
    """What the frame of every page of a deal needs."""
    return {
        "deal": access.deal,
        "head": deal_head(access, "rules", now=timezone.now()),
        "fragment": wants_fragment(request),
    }

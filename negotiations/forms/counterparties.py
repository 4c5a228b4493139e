"""What people type into a counterparty's record."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import Membership
from negotiations.actions.counterparties import MOST_NOTE, SHARES
from negotiations.enums_record import Closeness, LinkKind, Style
from negotiations.forms.levels import LONGEST, bare, read_day
from negotiations.forms.money import read_range
from negotiations.levels import NotALevel
from negotiations.models import Deal
from negotiations.queries.money.words import range_words

LONGEST_FIELDS = {"sales_source": 160, "buy_source": 160, "website": 160, "sites": 400}
DAYS = frozenset({"sales_dated", "buy_dated"})
PER_CENT = "\u2009%"


def read_field(field: str, text: str) -> Any:
    """The value that a typed text gives a field of the record. Raises ``NotALevel``."""
    if field in SHARES:
        return read_range(text)
    if field in DAYS:
        return read_day(text)
    if field == "note":
        text = text.replace("\x00", "").strip()
        if len(text) > MOST_NOTE:
            raise NotALevel(f"At most {MOST_NOTE} characters.")
        return text
    return bare(text, longest=LONGEST_FIELDS.get(field, LONGEST))


class ShareField(forms.CharField):
    """A share in per cent: ``30``, ``20 – 40`` or ``20 – 30 – 40``."""

    def clean(self, value: Any) -> Any:
        try:
            return read_range(super().clean(value))
        except NotALevel as error:
            raise forms.ValidationError(str(error)) from None

    def prepare_value(self, value: Any) -> Any:
        return range_words(value, suffix=PER_CENT) if isinstance(value, dict) else value


class Line(forms.CharField):
    """A text of one line."""

    def clean(self, value: Any) -> str:
        return " ".join(super().clean(value).split())


class StyleForm(forms.Form):
    """Something that they did."""

    style = forms.ChoiceField(choices=Style)
    saw = Line(
        max_length=400,
        label="What they did or said",
        widget=forms.TextInput(attrs={"placeholder": "Named a last price in the first hour and left the room"}),
    )
    person = Line(max_length=120, required=False, label="Who", help_text="Empty: the way of the house.")
    seen_on = forms.DateField(label="When", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    deal = forms.ModelChoiceField(queryset=Deal.objects.none(), required=False, empty_label="No deal of ours")

    def __init__(self, *args: Any, deals: Iterable[Deal] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Deal.objects.filter(pk__in=[deal.pk for deal in deals]).order_by("-created_at", "pk")
        self.fields["deal"].queryset = rows  # type: ignore[attr-defined]


class AcquaintanceForm(forms.Form):
    """Who of ours knows whom of theirs."""

    person = Line(max_length=120, label="Theirs", widget=forms.TextInput(attrs={"list": "their-people"}))
    title = Line(max_length=120, required=False, label="What they do")
    member = forms.ModelChoiceField(queryset=Membership.objects.none(), label="Ours", empty_label="Choose a member")
    closeness = forms.ChoiceField(choices=Closeness)
    since = forms.IntegerField(required=False, min_value=1900, label="Since the year")
    note = Line(max_length=400, required=False, label="How")

    def __init__(self, *args: Any, organisation_id: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["member"]
        rows = Membership.objects.filter(organisation=organisation_id).select_related("user")
        field.queryset = rows.order_by("user__name", "user__email")
        field.label_from_instance = lambda row: str(row.user)


class LinkForm(forms.Form):
    """A house before or after them in the chain."""

    name = Line(max_length=120, label="House", widget=forms.TextInput(attrs={"list": "houses"}))
    kind = forms.ChoiceField(choices=LinkKind, label="What it is to them")
    share = ShareField(required=False, label="Part of their business, %", help_text="Low – likely – high, or empty.")
    note = Line(max_length=400, required=False, label="What it means for a deal")


FORMS: dict[str, type[forms.Form]] = {"styles": StyleForm, "acquaintances": AcquaintanceForm, "links": LinkForm}

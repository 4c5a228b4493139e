"""What people type about a deal."""

from decimal import Decimal
from typing import Any

from django import forms

from negotiations.catalogue import TEMPLATES
from negotiations.currencies import currency_choices
from negotiations.enums import Category, Horizon
from negotiations.levels import NotALevel, number, parse_number

MOST = Decimal(10) ** 14


class AmountField(forms.Field):
    """A number of 0 or more as people write it: ``3,100,000`` or ``3 100 000``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            amount = parse_number(text)
        except NotALevel as error:
            raise forms.ValidationError(str(error)) from None
        if not 0 <= amount < MOST:
            raise forms.ValidationError("Write a number of 0 or more, not larger than a deal can be.")
        return amount

    def prepare_value(self, value: Any) -> Any:
        return number(value, 2) if isinstance(value, Decimal) else value


class DealFactsForm(forms.Form):
    """The facts that every deal has."""

    title = forms.CharField(max_length=160, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    counterparty = forms.CharField(
        max_length=120,
        help_text="Found by its name, or added.",
        widget=forms.TextInput(attrs={"list": "counterparties"}),
    )
    currency = forms.ChoiceField(choices=currency_choices, initial="EUR")
    estimated_value = AmountField(required=False, help_text="Of the whole deal, over its term.")
    horizon = forms.ChoiceField(
        choices=Horizon, initial=Horizon.ONE_OFF, help_text="How long we shall deal with each other."
    )

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_counterparty(self) -> str:
        return " ".join(self.cleaned_data["counterparty"].split())


class NewDealForm(DealFactsForm):
    """A new deal, from scratch or from a template."""

    template = forms.ChoiceField(
        choices=[*((template.category, template.title) for template in TEMPLATES.values()), ("", "Start empty")],
        required=False,
        widget=forms.RadioSelect,
    )
    quantity = AmountField(required=False)
    solo = forms.BooleanField(required=False, label="I negotiate alone")

    def clean_quantity(self) -> Decimal | None:
        quantity: Decimal | None = self.cleaned_data["quantity"]
        if quantity == 0:
            raise forms.ValidationError("Write a number above 0, or leave it empty.")
        return quantity


class DealForm(DealFactsForm):
    """An existing deal's facts."""

    category = forms.ChoiceField(choices=Category)
    solo = forms.BooleanField(
        required=False,
        label="Solo deal",
        help_text="One person may then be lead and holdout at once. One-on-one talks end sooner and with lower goals.",
    )

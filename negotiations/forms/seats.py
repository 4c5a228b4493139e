"""Who is to sit where, for what part of the deal, and what they know."""

from collections.abc import Iterable
from typing import Any

from django import forms

from accounts.models import User
from accounts.permissions import SeatRole
from negotiations.enums import Area, Phase
from negotiations.models import Deal, Issue, Stakeholder


class Picks(forms.MultipleChoiceField):
    """Some of a list, by ticks; none is all of them unless the hint says otherwise."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)


class ScopeForm(forms.Form):
    """What a seat is limited to, and what its holder knows."""

    phases = Picks(choices=Phase, label="Counts in", help_text="None ticked: in every phase.")
    issues = Picks(label="On the issues", help_text="None ticked: on the whole deal. Else an owner's rights on these.")
    expertise = Picks(choices=Area, label="Knows about")
    faces = Picks(label="Faces, of their people")

    def __init__(self, issues: Iterable[Issue], *args: Any, theirs: Iterable[Stakeholder] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["faces"].choices = [(str(row.pk), row.name) for row in theirs]  # type: ignore[attr-defined]
        self.fields["issues"].choices = [(str(issue.pk), issue.name) for issue in issues]  # type: ignore[attr-defined]


class SeatForm(ScopeForm):
    """A member of the organisation and a role, and what the seat is limited to."""

    user = forms.ModelChoiceField(queryset=User.objects.none(), label="Member", empty_label="Choose a member")
    role = forms.ChoiceField(choices=SeatRole, label="Seat")

    def __init__(self, deal: Deal, issues: Iterable[Issue], *args: Any, **kwargs: Any) -> None:
        super().__init__(issues, *args, **kwargs)
        members = User.objects.filter(memberships__organisation=deal.organisation_id).order_by("name", "email")
        self.fields["user"].queryset = members  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    """To whom a seat passes, and what they have to know."""

    user = forms.ModelChoiceField(queryset=User.objects.none(), label="To", empty_label="Choose a member")
    notes = forms.CharField(
        required=False,
        max_length=4000,
        label="What they have to know",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, deal: Deal, *args: Any, secret: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = User.objects.filter(memberships__organisation=deal.organisation_id).order_by("name", "email")
        self.fields["user"].queryset = members  # type: ignore[attr-defined]
        self.fields["notes"].help_text = (
            "Read by those who see secrets." if secret else "Read by everybody with a seat: leave secrets out."
        )

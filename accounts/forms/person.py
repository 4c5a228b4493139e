"""Forms about oneself: profile, API tokens, and the name at sign-up."""

from datetime import timedelta
from functools import cache
from zoneinfo import available_timezones

from django import forms

from accounts.models import Digest
from accounts.validators import one_line

LIFETIMES = {7: "7 days", 30: "30 days", 90: "90 days", 365: "1 year"}
CONTINENTS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@cache
def time_zones() -> dict[str, str]:
    """The IANA names of places, each by its spelling in lower case, in order."""
    names = sorted(name for name in available_timezones() if name.split("/")[0] in CONTINENTS and "/" in name)
    return {name.lower(): name for name in ["UTC", *names]}


def time_zone(typed: str) -> str:
    """The IANA name that is meant, or "" when none is: in any case, spaced or not, or the city alone."""
    typed = typed.strip().replace(" ", "_").lower()
    if found := time_zones().get(typed):
        return found
    cities = [name for key, name in time_zones().items() if key.rsplit("/", 1)[-1] == typed]
    return cities[0] if len(cities) == 1 else ""


class ProfileForm(forms.Form):
    name = forms.CharField(
        max_length=120,
        validators=[one_line],
        error_messages={"required": "Colleagues see this name: please give one."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    timezone = forms.CharField(
        label="Time zone",
        max_length=64,
        help_text="Type a city: meetings and the history are shown in this zone.",
        widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off", "spellcheck": "false"}),
    )

    digest = forms.ChoiceField(
        label="Mail when something waits for me",
        choices=Digest.choices,
        help_text="Only how much waits, and a link: no names, no numbers of a deal.",
        required=False,
    )

    def clean_digest(self) -> str:
        """Left out means as it was."""
        return str(self.cleaned_data["digest"] or self.initial.get("digest") or Digest.NEVER)

    def clean_timezone(self) -> str:
        """Takes ``europe/lisbon`` and ``Lisbon`` for ``Europe/Lisbon``, since people type cities."""
        if zone := time_zone(str(self.cleaned_data["timezone"])):
            return zone
        raise forms.ValidationError("No such time zone. Choose one from the list, such as Europe/Lisbon.")


class TokenForm(forms.Form):
    name = forms.CharField(
        max_length=80,
        validators=[one_line],
        label="What is it for?",
        help_text="For example: Nightly export to the data warehouse.",
        error_messages={"required": "Give it a name, so that you know later what to revoke."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(
        label="Ends after", coerce=int, choices=list(LIFETIMES.items()), initial=90, empty_value=90
    )

    @property
    def lifetime(self) -> timedelta:
        return timedelta(days=self.cleaned_data["days"])

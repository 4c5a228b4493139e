"""What people type about a meeting; times are in their own time zone."""

from django import forms


class MeetingForm(forms.Form):
    starts_at = forms.DateTimeField(
        label="Date and time",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )
    title = forms.CharField(label="What", max_length=120, required=False)
    place = forms.CharField(label="Where", max_length=120, required=False)

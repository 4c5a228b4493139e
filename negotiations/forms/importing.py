"""Files that people upload, and what the files may leave out."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from negotiations.currencies import currency_choices
from negotiations.uploads import MAX_FILE, MAX_XML, TOO_LARGE


class BoundedFileField(forms.FileField):
    """A file of at most so many bytes; a larger one is refused before it is read."""

    def __init__(self, most: int, message: str, **options: Any) -> None:
        super().__init__(**options)
        self.most, self.message = most, message

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile) and (file.size or 0) > self.most:
            raise forms.ValidationError(self.message)
        return file


class PlanFileForm(forms.Form):
    """A spreadsheet for a deal that is there already."""

    file = BoundedFileField(
        MAX_FILE, TOO_LARGE, label="Spreadsheet",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,text/csv"}),
        error_messages={"required": "Choose a file.", "empty": "This file is empty."},
    )  # fmt: skip


class DealFileForm(PlanFileForm):
    """A spreadsheet for a new deal; what is typed here counts where the file says nothing."""

    title = forms.CharField(max_length=160, required=False)
    counterparty = forms.CharField(max_length=120, required=False)
    currency = forms.ChoiceField(choices=currency_choices, initial="EUR")


def _xml(label: str) -> BoundedFileField:
    return BoundedFileField(
        MAX_XML, "The file is too large: at most 1 MB.", label=label,
        widget=forms.FileInput(attrs={"accept": ".xml,text/xml"}),
        error_messages={"required": "Choose a file.", "empty": "This file is empty."},
    )  # fmt: skip


class GeniusForm(forms.Form):
    """A GENIUS domain and two profiles, and which of them is us."""

    title = forms.CharField(max_length=160)
    counterparty = forms.CharField(max_length=120)
    currency = forms.ChoiceField(choices=currency_choices, initial="EUR")
    domain = _xml("Domain")
    ours = _xml("Our profile")
    theirs = _xml("Their profile")

"""What every row of a plan has in common."""

import uuid
from typing import ClassVar

from django.db import models


class Versioned(models.Model):
    """A row whose fields are edited one by one, each with its own version.

    ``versions`` maps a field to the ``seq`` of the deal event that last wrote it; a field never written is at 0.
    ``noun`` names the row in events; ``secret_fields`` are those whose values only readers of secrets may see;
    ``personal_fields`` those that tell about a person: their values can be erased, from the log too.
    """

    noun: ClassVar[str] = ""
    secret_fields: ClassVar[frozenset[str]] = frozenset()
    personal_fields: ClassVar[frozenset[str]] = frozenset()

    versions = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True

    def version_of(self, field: str) -> int:
        """The ``seq`` of the event that last wrote this field; 0 when none did."""
        return int(self.versions.get(field, 0))


class Removable(models.Model):
    """A row that is removed softly, so that undo can bring it back."""

    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class Identified(models.Model):
    """A row with an address of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True

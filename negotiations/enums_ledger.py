"""Stored codes of the ledger, and the words shown for them."""

from django.db.models import TextChoices


class PairingKind(TextChoices):
    """What stands against a give of ours."""

    GET = "get", "What they gave for it"
    PROMISE = "promise", "What they are to give for it"
    LET_GO = "let_go", "Nothing more is asked for it"

"""What a name may be made of."""

import unicodedata

from django.core.exceptions import ValidationError

# Overrides and isolates reorder the text around them: with them a name can show as another one.
REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(value: str) -> None:
    """Refuse line breaks, control characters and text-direction overrides: names go into mail headers and lists."""
    if any(unicodedata.category(sign) in {"Cc", "Zl", "Zp"} or sign in REORDERING for sign in value):
        raise ValidationError("Use plain characters on one line.", code="one_line")

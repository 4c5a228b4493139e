"""What the lists of moves in hand share in the API. All of it is secret."""

from typing import Any

from negotiations.actions.alternatives import plain
from negotiations.api.base import P, needs
from negotiations.api.registers import RegisterAPIView

TEXT = 300


class HandAPIView(RegisterAPIView):
    """A list of moves in hand: for readers and writers of all secrets."""

    def read(self, taken: type[Any]) -> dict[str, Any]:
        data = super().read(taken)
        for name in ("chance", "loss", "worth"):
            if name in data:
                data[name] = {end: plain(value) for end, value in (data[name] or {}).items()}
        return data


READ_WRITE = needs(GET=P.SECRETS_VIEW, POST=P.SECRETS_EDIT)
ONE = needs(GET=P.SECRETS_VIEW, PATCH=P.SECRETS_EDIT, DELETE=P.SECRETS_EDIT)

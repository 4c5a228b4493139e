"""How a view answers: as the pages of the house do."""

from accounts.rendering import done, page, wants_fragment

__all__ = ["done", "page", "wants_fragment"]

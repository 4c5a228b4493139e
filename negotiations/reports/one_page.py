"""The plan on one A4 sheet, landscape, as a tagged PDF. The letters shrink until all of it fits.

The words go in as data, never as markup, so nothing that somebody typed is taken for it.
"""

from dataclasses import asdict
from pathlib import Path

from negotiations.queries.plan.one_page import OnePage
from negotiations.reports.typeset import typeset

TEMPLATE = Path(__file__).with_suffix(".typ").read_bytes()


def write(page: OnePage) -> bytes:
    """The file."""
    return typeset(TEMPLATE, asdict(page))

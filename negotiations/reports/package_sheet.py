"""A sheet of packages, A4, as a tagged PDF: for the table (landscape), or to hand to the other side."""

from dataclasses import asdict
from pathlib import Path

from negotiations.queries.trades.sheets import PackageSheet
from negotiations.reports.typeset import typeset

TEMPLATE = Path(__file__).with_suffix(".typ").read_bytes()


def write(sheet: PackageSheet) -> bytes:
    """The file."""
    return typeset(TEMPLATE, asdict(sheet))

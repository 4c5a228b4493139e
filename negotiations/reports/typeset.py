"""A document from a template and data: accessible (PDF/UA-1) unless a letter is in no font that is there."""

import json
from collections.abc import Mapping
from typing import Any

import typst


def typeset(template: bytes, paper: Mapping[str, Any]) -> bytes:
    """The file; plain PDF where the accessible one cannot be made."""
    data = {"paper": json.dumps(paper)}
    try:
        made = typst.compile(template, format="pdf", sys_inputs=data, pdf_standards=["ua-1"])
    except typst.TypstError:
        made = typst.compile(template, format="pdf", sys_inputs=data)
    if not isinstance(made, bytes):
        raise TypeError("one document was asked for")
    return made

"""Rows change only in actions: a bare save loses a teammate's edit."""

import ast
from pathlib import Path

import pytest

from tests.support.source import files, tree

ALWAYS = {"save", "delete", "asave", "adelete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
ON_ROWS = {"create", "update", "acreate", "aupdate"}
ROW_SOURCES = {"objects", "_default_manager", "filter", "exclude", "all", "select_for_update"}

# Where rows may be written besides actions, and why.
ELSEWHERE = {
    "accounts/models.py": "the manager that makes a user, as Django's authentication asks for it",
    "negotiations/reports/docx.py": "it saves a document, no row",
}

# Where a write leaves no event, and why. It is one in all else: one transaction, a locked deal, the right checked.
UNLOGGED = {
    "negotiations/actions/debrief_sheets.py": "the same of a sealed debrief sheet",
    "negotiations/actions/scoring_sheets.py": "an event would tell the others who has handed in a sealed sheet",
}
LOGGING = {"log", "add", "add_many", "change", "remove", "restore"}


def bare_writes(source: ast.Module) -> list[str]:
    """Calls that write rows: ``x.save()``, ``Model.objects.create()``, ``rows.filter(...).update()``."""
    found = []
    for node in ast.walk(source):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name = node.func.attr
        receiver = {part.attr for part in ast.walk(node.func.value) if isinstance(part, ast.Attribute)}
        if name in ALWAYS or (name in ON_ROWS and receiver & ROW_SOURCES):
            found.append(f"line {node.lineno}: .{name}()")
    return found


def may_write(name: str) -> bool:
    return "/actions/" in name or name in ELSEWHERE or name.startswith("tests/")


def test_no_bare_write_outside_actions() -> None:
    found = [
        f"{path} {call}"
        for path in files(".py")
        if path.parts[0] in {"accounts", "negotiations"} and not may_write(path.as_posix())
        for call in bare_writes(tree(path))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "deal.save()",
        "Deal.objects.create(title='x')",
        "Deal.objects.filter(pk=1).update(title='x')",
        "deal.issues.all().delete()",
        "form.save(commit=False)",
    ],
)
def test_a_bare_write_is_noticed(code: str) -> None:
    assert bare_writes(ast.parse(code))


def test_a_dictionary_is_not_a_row() -> None:
    assert not bare_writes(ast.parse("context.update(a=1)"))


def test_a_sealed_sheet_leaves_no_event() -> None:
    """Nor may anybody make it leave one: the module calls nothing that logs, but for the round's end."""
    for name in UNLOGGED:
        calls = {
            node.func.attr
            for node in ast.walk(tree(Path(name)))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        assert calls & LOGGING == set()
        assert "save" in calls

"""Files and functions stay small enough to be read at once."""

import ast

from tests.support.source import files, read, tree

MODULE_LINES = 300
FUNCTION_LINES = 50
TEST_LINES = 400

# What may be longer, and why. Nothing may be added without a reason that a stranger accepts.
LONGER: dict[str, str] = {}


def too_long(name: str, lines: int) -> bool:
    limit = TEST_LINES if name.startswith("tests/") else MODULE_LINES
    return lines > limit and name not in LONGER


def long_functions(source: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(source):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            length = node.end_lineno - node.lineno + 1
            if length > FUNCTION_LINES:
                found.append(f"{node.name}: {length} lines")
    return found


def test_modules_are_short() -> None:
    long = [
        f"{path}: {count} lines"
        for path in files(".py", ".js", ".css", ".html")
        if too_long(path.as_posix(), count := read(path).count("\n"))
    ]
    assert long == []


def test_functions_are_short() -> None:
    long = [f"{path}:{line}" for path in files(".py") for line in long_functions(tree(path))]
    assert long == []


def test_a_301_line_module_is_noticed() -> None:
    assert too_long("negotiations/actions/offers.py", 301)
    assert not too_long("negotiations/actions/offers.py", 300)
    assert long_functions(ast.parse("def f():\n" + "    x = 1\n" * 50))

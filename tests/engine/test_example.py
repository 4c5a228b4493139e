"""The script of the documentation runs as it stands, as a library: without Django and without a database."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "docs" / "examples" / "engine.py"


def test_the_example_runs_without_django():
    code = (
        f"import runpy, sys; runpy.run_path({str(SCRIPT)!r}); "
        "assert not [name for name in sys.modules if name.startswith(('django', 'rest_framework', 'celery'))]"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    fair, trade = done.stdout.splitlines()
    assert fair == "fair by Nash: {'price': '95', 'payment': '30 days'}"
    assert trade.startswith("trade: {'price': '95', 'payment': '30 days'} gains them 0.")


def test_the_documentation_shows_the_script_and_names_every_module():
    text = (ROOT / "docs" / "engine.md").read_text()
    assert SCRIPT.read_text().strip() in text
    modules = {path.stem for path in (ROOT / "negotiations" / "engine").glob("*.py")} - {"__init__"}
    packages = {path.parent.name for path in (ROOT / "negotiations" / "engine").glob("*/__init__.py")}
    assert [name for name in sorted(modules | packages) if f"`{name}`" not in text] == []

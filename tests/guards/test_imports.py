"""Imports run one way: the contracts of pyproject.toml hold, and breaking one is noticed."""

import subprocess
import sys
from pathlib import Path

from tests.support.source import ROOT


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    linter = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(linter), "--no-cache", "--config", str(folder / "pyproject.toml")],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(folder), "PATH": ""},
    )


def test_imports_run_one_way() -> None:
    result = check(ROOT)
    assert result.returncode == 0, result.stdout


def test_an_import_the_wrong_way_is_noticed(tmp_path: Path) -> None:
    """The same contracts on a copy in which the engine reads models and accounts know the workspace."""
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8")
    modules = {
        "config/__init__.py": "",
        "accounts/__init__.py": "from negotiations import access",
        "negotiations/__init__.py": "",
        "negotiations/access.py": "",
        "negotiations/models.py": "from negotiations import views",
        "negotiations/views.py": "",
        "negotiations/engine/__init__.py": "import django",
    }
    for name, text in modules.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = check(tmp_path)
    assert result.returncode != 0
    assert "3 broken" in result.stdout

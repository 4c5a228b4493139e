"""Whatever Python somebody has: the command goes on, or says the one thing to install."""

import ast
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from config import bootstrap, developer, locks

ROOT = Path(bootstrap.ROOT)


def run_python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={"PATH": "", "HOME": "/nowhere", **environment},
    )


def test_an_old_python_is_told_which_one_to_install():
    code = (
        "import sys; sys.version_info = (3, 9, 2); from config import bootstrap; bootstrap.ensure(['manage.py', 'up'])"
    )
    answer = run_python(code)
    assert answer.returncode == 2
    assert "needs Python 3.11 or newer and this is Python 3.9. Install python3.11" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_old_python_goes_on_with_a_newer_one_from_path(tmp_path):
    newer = tmp_path / "python3.12"
    newer.write_text('#!/bin/sh\necho "newer $*"\n')
    newer.chmod(0o755)
    code = (
        "import sys; sys.version_info = (3, 9, 2); from config import bootstrap; bootstrap.ensure(['manage.py', 'up'])"
    )
    answer = run_python(code, PATH=str(tmp_path))
    assert answer.stdout == f"newer {ROOT}/manage.py up\n"


def test_a_python_without_venv_is_told_what_to_install(tmp_path):
    code = f"""
import sys
sys.modules["ensurepip"] = None
from config import bootstrap
bootstrap.VENV = {str(tmp_path / "venv")!r}
bootstrap._own_environment("run")
"""
    answer = run_python(code)
    assert answer.returncode == 2
    assert "apt-get install python3-venv" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not (tmp_path / "venv").exists()


@pytest.mark.parametrize("name", ["manage.py", "config/__init__.py", "config/bootstrap.py", "config/locks.py"])
def test_an_old_python_can_read_the_files_it_starts_with(name):
    tree = ast.parse((ROOT / name).read_text(), feature_version=(3, 7))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert not [node.name for node in functions if node.returns or any(arg.annotation for arg in node.args.args)]


class TestAnEnvironmentThatExists:
    @pytest.fixture
    def environment(self, tmp_path):
        venv.EnvBuilder(with_pip=False, symlinks=True).create(tmp_path / "mine")
        return tmp_path / "mine"

    def test_the_active_one_is_chosen(self, environment, monkeypatch):
        monkeypatch.setenv("VIRTUAL_ENV", str(environment))
        monkeypatch.setattr(sys, "prefix", sys.base_prefix)
        assert bootstrap._chosen_python() == str(environment / "bin" / "python")

    def test_an_active_one_that_is_gone_is_not(self, environment, monkeypatch):
        monkeypatch.setenv("VIRTUAL_ENV", str(environment / "gone"))
        monkeypatch.setattr(sys, "prefix", sys.base_prefix)
        assert bootstrap._chosen_python() is None

    def test_what_it_lacks_is_known_and_what_it_has_is_left_alone(self, environment):
        python = str(environment / "bin" / "python")
        lacking = {key.split("==")[0] for key in bootstrap._absent(python, "run")}
        assert {"django", "celery", "uvicorn"} <= lacking

        packages = next((environment / "lib").glob("python*/site-packages"))
        other = packages / "Django-4.0.dist-info"
        other.mkdir()
        (other / "METADATA").write_text("Metadata-Version: 2.1\nName: Django\nVersion: 4.0\n")
        lacking = {key.split("==")[0] for key in bootstrap._absent(python, "run")}
        assert "celery" in lacking
        assert "django" not in lacking

    def test_what_is_missing_is_installed_by_its_hash_and_nothing_else(self, environment, monkeypatch):
        installed = []
        monkeypatch.setattr(bootstrap, "_install", lambda python, path: installed.append(Path(path).read_text()))
        monkeypatch.setattr(bootstrap, "_absent", lambda python, lock: [django])
        django = next(key for key in locks.pins(ROOT / "requirements/run.lock") if key.startswith("django=="))
        bootstrap._complete(str(environment / "bin" / "python"), "run")
        assert installed[0].startswith("django==")
        assert "--hash=sha256:" in installed[0]
        assert "celery" not in installed[0]


@pytest.mark.parametrize(
    ("marker", "holds"),
    [
        ("", True),
        ("; python_full_version < '3.11'", False),
        ("; python_full_version >= '3.9.2' and sys_platform != 'win32'", True),
        ("; sys_platform == 'win32' or platform_machine in 'nothing like it'", False),
        ("; python_full_version < '3.100'", True),
    ],
)
def test_markers_of_the_lock_are_understood(marker, holds):
    assert locks.applies(f"name==1.0 {marker}", sys.executable) is holds


def test_the_stamp_of_the_developers_lock_serves_a_run_too(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "VENV", str(tmp_path))
    assert not bootstrap._stamped("run")
    (tmp_path / bootstrap.STAMP).write_text(bootstrap._digest("run"))
    assert bootstrap._stamped("run")
    assert not bootstrap._stamped("dev")
    (tmp_path / bootstrap.STAMP).write_text(bootstrap._digest("dev"))
    assert bootstrap._stamped("run")
    assert bootstrap._stamped("dev")


class TestLocks:
    def test_they_name_no_host_and_hash_everything(self):
        assert developer.lock_problems(ROOT / "requirements") == []

    def test_an_address_a_missing_hash_and_another_version_are_found(self, tmp_path):
        for name in developer.LOCKS:
            (tmp_path / name).write_text((ROOT / "requirements" / name).read_text())
        run = tmp_path / "run.lock"
        run.write_text("--index-url https://packages.example.org\nnaked==1.0\n" + run.read_text())
        problems = "\n".join(developer.lock_problems(tmp_path))
        assert "index option" in problems
        assert "no hash for naked==1.0" in problems
        assert "dev.lock lacks naked==1.0" in problems

    def test_this_environment_holds_all_of_the_developers_lock(self):
        if os.environ.get("VIRTUAL_ENV") or Path(sys.prefix) != ROOT / ".venv":
            pytest.skip("not the environment that manage.py made")
        assert bootstrap._absent(sys.executable, "dev") == []

"""`manage.py test`, `lint` and `bench`: each says what it runs, so that it can be run without us."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("run.lock", "dev.lock", "server.lock")
# An address in a lock file would tie everybody to one package index; pip takes the index of the machine instead.
ADDRESS = re.compile(
    r"://|^\s*-{1,2}(i|f|index-url|extra-index-url|find-links|trusted-host)\b|@\s*(file|git|http)", re.M
)
PIN = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^]]*\])?==(\S+)", re.M)


def say(text: str) -> None:
    sys.stderr.write(f"parley: {text}\n")
    sys.stderr.flush()


def test(arguments: list[str]) -> int:
    """Become pytest with these arguments. Never returns."""
    _become("-m", "pytest", *arguments)
    return 1


def bench(arguments: list[str]) -> int:
    """Run every module of tests/bench that has a `main`, or those named: `bench engine`. 1 if one misses its target."""
    os.chdir(ROOT)
    modules = sorted((ROOT / "tests" / "bench").glob("[a-z]*.py"))
    names = arguments or [path.stem for path in modules if "\ndef main(" in path.read_text()]
    status = 0
    for name in names:
        command = [sys.executable, "-m", f"tests.bench.{name}"]
        say(f"running: python -m tests.bench.{name}")
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
        status |= subprocess.call(command, env=environment) != 0
    return int(status)


def _become(*command: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    os.chdir(ROOT)
    say(f"running: python {' '.join(command)}")
    os.execv(sys.executable, [sys.executable, *command])  # noqa: S606 - our own interpreter, no shell


def lint(arguments: list[str]) -> int:
    """Run every static check, also after one has failed. 0 when all passed."""
    os.chdir(ROOT)
    bin_folder = Path(sys.executable).parent
    python = [sys.executable, "-m"]
    checks: list[list[str]] = [
        [*python, "ruff", "check", "."],
        [*python, "ruff", "format", "--check", "."],
        [*python, "mypy"],
        [*python, "djlint", "templates", "--lint", "--quiet"],
        [str(bin_folder / "lint-imports"), "--no-cache"],
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run", "-v", "0"],
    ]
    failed = []
    for check in checks:
        name = " ".join(check).replace(str(bin_folder) + os.sep, "")
        say(f"running: {name}")
        began = time.monotonic()
        status = subprocess.call(check, env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.dev"})
        say(f"{'ok' if status == 0 else 'FAILED'} in {time.monotonic() - began:.1f} s")
        if status:
            failed.append(name)
    say("running: a look into requirements/*.lock for addresses, missing hashes and versions that differ")
    problems = lock_problems(ROOT / "requirements")
    for problem in problems:
        say(problem)
    if problems:
        failed.append("requirements/*.lock")
    say(f"{len(failed)} of {len(checks) + 1} checks failed: {'; '.join(failed)}" if failed else "every check passed")
    return 1 if failed else 0


def lock_problems(folder: Path) -> list[str]:
    """What is wrong with the lock files, one sentence each: an address, a pin without hash, a version of its own."""
    problems, pins = [], {}
    for name in LOCKS:
        text = (folder / name).read_text()
        problems += [f"{name}: an address or index option: {match[0].strip()!r}" for match in ADDRESS.finditer(text)]
        blocks = re.split(r"^(?=\S)", text, flags=re.M)
        problems += [
            f"{name}: no hash for {block.split()[0]}" for block in blocks if block and "--hash=sha256:" not in block
        ]
        pins[name] = {(match[1].lower(), match[2]) for match in PIN.finditer(text)}
    problems += [f"dev.lock lacks {name}=={version}" for name, version in sorted(pins["run.lock"] - pins["dev.lock"])]
    problems += [
        f"run.lock lacks {name}=={version}" for name, version in sorted(pins["server.lock"] - pins["run.lock"])
    ]
    return problems

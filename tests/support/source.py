"""The project's own source files, for guards that read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATED = ("migrations", "vendor", "node_modules")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git tracks or would track, relative to the root."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return tuple(sorted(Path(line) for line in set(listing.splitlines()) if (ROOT / line).is_file()))


def files(*suffixes: str, under: str = "") -> Iterator[Path]:
    """Files of ours with one of these endings, without migrations and vendored ones."""
    for path in tracked():
        if path.suffix in suffixes and path.as_posix().startswith(under) and not set(path.parts) & set(GENERATED):
            yield path


def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def tree(path: Path) -> ast.Module:
    return ast.parse(read(path), filename=str(path))

"""What the launchers of both servers share. Standard library only."""

import importlib.util
import os
from pathlib import Path

START_SECONDS = 60


class ServerError(RuntimeError):
    """A server could not be started; the message says which one and shows the end of its log."""


def package(name: str) -> Path:
    """Where a package lies, without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ServerError(f"{name} is not installed. Set DATABASE_URL and REDIS_URL to use servers of your own.")
    return Path(spec.submodule_search_locations[0])


def plain_env() -> dict[str, str]:
    """No PG* variable of the user's shell may steer our server."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


def tail(log: Path) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-15:])
    except OSError:
        return "(no log)"

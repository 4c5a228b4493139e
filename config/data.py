"""The folder in which a development run keeps its data, and the secret key in it."""

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """PARLEY_DATA, or `.parley` in the source tree (which git ignores). Not made here."""
    return Path(os.environ.get("PARLEY_DATA") or ROOT / ".parley").expanduser().absolute()


def secret_key(folder: Path) -> str:
    """The key kept in `folder`, made at first use with mode 0600. SECRET_KEY in the environment comes first."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    path = folder / "secret_key"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".secret_key.{secrets.token_hex(4)}"
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(fresh, path)  # of two processes that start together one wins, and both read the same key
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_text().strip()

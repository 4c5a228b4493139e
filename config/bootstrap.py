"""Make or find the virtual environment and go on inside it. Standard library only.

This file must be readable by a Python that is too old, so that such a Python can say so: no f-strings, no
annotations, nothing newer than Python 3.4 outside of functions called after the version check.

Promise: `ensure(argv)` returns only in an interpreter in which the packages that the command needs are importable;
otherwise it replaces the process, or ends it with one sentence that names the one thing to install or do.
An environment that exists already (an active one, or `.venv`) is never remade and nothing in it is changed in
version: only packages that are missing are added.
"""

import hashlib
import os
import shutil
import subprocess
import sys

from config import locks

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
STAMP = "parley.lock.sha256"
DEVELOPER_COMMANDS = ("test", "lint", "bench")
SENTINEL = "PARLEY_BOOTSTRAPPED"


def say(text):
    sys.stderr.write("parley: " + text + "\n")
    sys.stderr.flush()


def stop(text):
    say(text)
    sys.exit(2)


def ensure(argv):
    """Return when this interpreter can run the command; else make it so and start over inside it."""
    try:
        _ensure(argv)
    except KeyboardInterrupt:
        stop("interrupted. Run the command again to go on from here.")


def _ensure(argv):
    if sys.version_info < OLDEST:
        _older_python(argv)
    if os.name == "nt":
        stop("Windows itself is not supported: the embedded servers need Unix sockets. Use WSL2 (`wsl --install`).")
    command = argv[1] if len(argv) > 1 else "help"
    lock = "dev" if command in DEVELOPER_COMMANDS else "run"
    python = _chosen_python()
    if python is None:
        python = _own_environment(lock)
    elif lock == "dev" or command == "up":
        _complete(python, lock)
    if not _is_this(python):
        _again(python, argv)
    os.environ.pop(SENTINEL, None)


def _older_python(argv):
    """Go on with a newer Python from PATH, if there is one, or say what to install."""
    for minor in range(20, OLDEST[1] - 1, -1):
        python = shutil.which("python3.%d" % minor)
        if python and not os.environ.get(SENTINEL):
            _again(python, argv)
    have = "%d.%d" % sys.version_info[:2]
    stop(
        "Parley needs Python %d.%d or newer and this is Python %s. Install python%d.%d (Debian, Ubuntu: "
        "`apt-get install python3.11 python3.11-venv`; macOS: `brew install python@3.13`) and run the command again."
        % (OLDEST[0], OLDEST[1], have, OLDEST[0], OLDEST[1])
    )


def _chosen_python():
    """The interpreter of an environment somebody chose already: the running one, or the active VIRTUAL_ENV."""
    if sys.prefix != sys.base_prefix and os.path.realpath(sys.prefix) != os.path.realpath(VENV):
        return sys.executable
    active = os.environ.get("VIRTUAL_ENV")
    if active and os.path.realpath(active) != os.path.realpath(VENV):
        python = os.path.join(active, "bin", "python")
        if os.access(python, os.X_OK):
            return python
    return None


def _own_environment(lock):
    """The interpreter of `.venv`, made and filled if need be. Only one process at a time works on it."""
    python = os.path.join(VENV, "bin", "python")
    if _stamped(lock):
        return python
    import fcntl  # noqa: PLC0415 - absent on Windows, which has been told so by now

    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        if _stamped(lock):
            return python
        ours = os.path.join(VENV, STAMP)
        if os.path.exists(ours) and _read(ours).startswith("dev"):
            lock = "dev"  # the lock has changed since; what a developer installed stays installed
        if not os.path.exists(VENV):
            _make_environment()
            _write(ours, "")
        elif not _works(python):
            stop("%s does not hold a Python that runs. Remove that folder and run the command again." % VENV)
        if os.path.exists(ours):
            _install(python, _lock_path(lock))
            _write(ours, _digest(lock))
        else:
            _complete(python, lock)
    finally:
        os.close(folder)
    return python


def _make_environment():
    say("making a virtual environment in .venv (once)")
    uv = shutil.which("uv")
    try:
        if uv and _run([uv, "venv", "-q", "--no-config", "--python", sys.executable, VENV]) == 0:
            return
        import ensurepip  # noqa: F401, PLC0415 - Debian ships Python without it: that is what is asked here
        import venv  # noqa: PLC0415 - same

        venv.EnvBuilder(with_pip=True, symlinks=True).create(VENV)
    except ImportError:
        stop(
            "this Python cannot make virtual environments. Install its venv module (Debian, Ubuntu: "
            "`apt-get install python3-venv`) and run the command again."
        )
    except (OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(VENV, ignore_errors=True)
        stop("could not make %s: %s" % (VENV, error))


def _install(python, lock_path):
    """Install a lock file with uv if it is there and works, else with pip. Every file is checked by its hash."""
    count = len(locks.pins(lock_path))
    say("installing %d packages (once; half a minute or so)" % count)
    uv = shutil.which("uv")
    common = ["-q", "--no-deps", "--require-hashes", "-r", lock_path]
    # Python compiles a module when it is first imported, unless this variable tells it to keep nothing: then every
    # later start would compile all of them again.
    early = sys.dont_write_bytecode
    compiling = ["--compile-bytecode"] if early else []
    if uv and _run([uv, "pip", "install", "--python", python, *compiling, *common]) == 0:
        return
    if _run([python, "-c", "import pip"], quiet=True) != 0 and _run([python, "-m", "ensurepip", "-q"]) != 0:
        stop("the environment of %s has no pip. Install pip in it, or put uv on PATH." % python)
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check", "--root-user-action=ignore"]
    compiling = [] if early else ["--no-compile"]
    if _run(pip + compiling + common) != 0:
        stop("the packages could not be installed; the reason is above. Run the command again to go on from here.")


def _complete(python, lock):
    """Add what is missing to an environment that is not ours, and change nothing that is there."""
    absent = _absent(python, lock)
    if not absent:
        return
    say("%s lacks %d packages: adding them, pinned by %s.lock" % (os.path.dirname(python), len(absent), lock))
    import tempfile  # noqa: PLC0415 - rarely needed, and this file is read on every start

    blocks = locks.pins(_lock_path(lock))
    with tempfile.TemporaryDirectory() as folder:
        part = os.path.join(folder, "missing.lock")
        _write(part, "".join(blocks[key] for key in absent))
        _install(python, part)


def _absent(python, lock):
    """Keys of the pins that this machine needs and the environment of `python` does not hold in any version."""
    wanted = [key for key in locks.pins(_lock_path(lock)) if locks.applies(key, python)]
    names = [key.split("==")[0] for key in wanted]
    code = (
        "import re,sys\nfrom importlib.metadata import distributions\n"
        "have={re.sub('[-_.]+','-',d.metadata['Name']).lower() for d in distributions() if d.metadata['Name']}\n"
        "print('\\n'.join(n for n in sys.argv[1:] if n not in have))"
    )
    missing = set(subprocess.check_output([python, "-c", code, *names], universal_newlines=True).split())
    return [key for key, name in zip(wanted, names) if name in missing]  # noqa: B905 - old syntax, same length


def _stamped(lock):
    """Whether `.venv` was filled from the lock file as it is now. The developer's lock holds all of the other one."""
    try:
        stamp = _read(os.path.join(VENV, STAMP))
    except OSError:
        return False
    return stamp == _digest("dev") or (lock == "run" and stamp == _digest("run"))


def _digest(lock):
    text = b""
    for name in ("run", lock):
        with open(_lock_path(name), "rb") as file:
            text += file.read()
    return lock + " " + hashlib.sha256(text).hexdigest()


def _lock_path(lock):
    return os.path.join(ROOT, "requirements", lock + ".lock")


def _read(path):
    with open(path) as file:
        return file.read()


def _write(path, text):
    with open(path, "w") as file:
        file.write(text)


def _works(python):
    return os.access(python, os.X_OK) and _run([python, "-c", ""], quiet=True) == 0


def _run(command, quiet=False):
    sink = subprocess.DEVNULL if quiet else sys.stderr
    try:
        return subprocess.call(command, stdout=sink, stderr=sink)
    except OSError:
        return 127


def _is_this(python):
    """Whether this very process already runs in the environment of `python`."""
    return os.path.realpath(sys.prefix) == os.path.realpath(os.path.dirname(os.path.dirname(python)))


def _again(python, argv):
    """Become the same command under another interpreter. Never returns, and never happens more than twice."""
    rounds = int(os.environ.get(SENTINEL) or 0)
    if rounds > 2:
        stop("%s does not start as an environment of its own. Remove .venv and run the command again." % python)
    os.environ[SENTINEL] = str(rounds + 1)
    os.execv(python, [python, os.path.join(ROOT, "manage.py"), *argv[1:]])

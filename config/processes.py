"""Child processes that never outlive us. Standard library only."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
NOBODY = 65534
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def spawn(
    command: Sequence[object],
    *,
    death_signal: signal.Signals = signal.SIGTERM,
    user: int | None = None,
    env: Mapping[str, str] | None = None,
    output: IO[bytes] | int | None = None,
    stdin: int = subprocess.DEVNULL,
    cwd: Path | None = None,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, so that Ctrl-C in the terminal reaches only us.

    On Linux the kernel sends it `death_signal` when the *thread* that called this ends, however it ends: call it from
    the main thread. Elsewhere (macOS) a child may outlive a SIGKILL of ours; the next start stops it (`stop_stale`).
    `user`: a user id to become, for programs that refuse to run as root.
    """
    return subprocess.Popen(
        [str(part) for part in command],
        stdin=stdin,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        start_new_session=True,
        env=dict(env) if env is not None else None,
        cwd=cwd,
        pass_fds=pass_fds,
        preexec_fn=_preparation(os.getpid(), death_signal, user),
    )


def _preparation(parent: int, death_signal: signal.Signals, user: int | None) -> Callable[[], None]:
    def prepare() -> None:
        if user is not None:
            os.setgroups([])
            os.setgid(user)
            os.setuid(user)
        if _libc is not None:
            # After the change of user, which clears it.
            _libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)  # the parent died between fork and prctl

    return prepare


def stop(child: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM, *, patience_seconds: float = 5) -> None:
    """Ask a child to end and wait for it; after the patience its whole session is killed."""
    if child.poll() is None:
        child.send_signal(how)
        try:
            child.wait(patience_seconds)
        except subprocess.TimeoutExpired:
            kill_session(child.pid)
            child.wait()


def kill_session(pid: int) -> None:
    """SIGKILL for every process of the session that `spawn` made for this child."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def stop_stale(pid: int, mark: str, how: signal.Signals) -> None:
    """End a process left over by a run that was killed, if `pid` still is that process: its command names `mark`."""
    if mark not in command_line(pid):
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, how)
    wait_until(lambda: mark not in command_line(pid), seconds=5)
    if mark in command_line(pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: mark not in command_line(pid), seconds=5)


def command_line(pid: int) -> str:
    """The command that a process was started with; empty when there is no such process (or only its corpse)."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        if Path("/proc/self/cmdline").exists():
            return ""
    answer = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return answer.stdout.strip()


def wait_until(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Poll until the condition holds; False when it does not within the time."""
    end, pause = time.monotonic() + seconds, 0.005
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)
    return True

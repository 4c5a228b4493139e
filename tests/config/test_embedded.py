"""The embedded servers end with their owner, join, heal, and keep out of other people's folders."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from config import postgres, processes
from config.embedded import Servers
from config.processes import wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
OWNER = """
import sys, time
from pathlib import Path
from config.embedded import Servers
servers = Servers(Path(sys.argv[1]), for_tests=True)
print(servers.start().database_url, flush=True)
time.sleep(60)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="parley-embedded-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


def answer(database_url: str) -> tuple[int, str]:
    with psycopg.connect(database_url) as connection:
        return connection.execute("SELECT 6 * 7, current_database()::text").fetchone()


def owner(folder: Path, user: int | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", OWNER, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        user=user,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
    )


def test_they_run_join_and_stop(folder):
    first = Servers(folder, for_tests=True)
    with first as addresses:
        assert answer(addresses.database_url) == (42, "parley")
        assert redis.Redis.from_url(addresses.redis_url).ping()
        with Servers(folder) as same:
            assert same == addresses
        assert answer(addresses.database_url) == (42, "parley"), "who joined does not stop them"
        pids = json.loads((folder / "servers.json").read_text())["pids"]
        sockets = [Path(path) for path in json.loads((folder / "servers.json").read_text())["sockets"]]
        assert all(path.stat().st_mode & 0o077 == 0 for path in sockets), "nobody else may connect"
    assert not any(processes.command_line(pid) for pid in pids)
    assert not any(path.exists() for path in sockets)
    assert not (folder / "servers.json").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_a_killed_owner_takes_them_along_and_the_next_one_cleans_up(folder):
    process = owner(folder)
    url = process.stdout.readline().strip()
    assert answer(url) == (42, "parley")
    state = json.loads((folder / "servers.json").read_text())
    process.kill()
    process.communicate()
    assert all(Path(path).exists() for path in state["sockets"])
    assert wait_until(lambda: not any(processes.command_line(pid) for pid in state["pids"]), seconds=5)
    with Servers(folder, for_tests=True) as addresses:
        assert answer(addresses.database_url) == (42, "parley")
        assert not any(Path(path).exists() for path in state["sockets"])


def test_a_lock_file_with_somebody_elses_process_id_is_cleared(folder):
    with Servers(folder, for_tests=True, valkey=False):
        pass
    (folder / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{folder}/postgres\n")
    with Servers(folder, for_tests=True, valkey=False) as addresses:
        assert answer(addresses.database_url) == (42, "parley")


def test_an_interrupted_first_start_leaves_no_half_database(folder):
    half = folder / "postgres.new-1"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with Servers(folder, for_tests=True, valkey=False) as addresses:
        assert answer(addresses.database_url) == (42, "parley")
    assert not half.exists()


def test_a_failure_shows_the_servers_own_words(folder, monkeypatch):
    monkeypatch.setattr(postgres, "FOR_TESTS", ("-c", "shared_buffers=nonsense"))
    with pytest.raises(Exception, match=r"did not start:(.|\n)*shared_buffers"):
        Servers(folder, for_tests=True).start()


@as_root
def test_another_user_runs_them_too(folder):
    if not postgres.open_to_all(Path(sys.executable).resolve()) or not postgres.open_to_all(ROOT):
        pytest.skip("the source tree lies where other users may not go")
    os.chown(folder, processes.NOBODY, processes.NOBODY)
    process = owner(folder, user=processes.NOBODY)
    try:
        assert answer(process.stdout.readline().strip()) == (42, "parley")
        assert (folder / "postgres").stat().st_uid == processes.NOBODY
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()


@as_root
def test_a_closed_folder_of_root_stays_closed(folder):
    folder.chmod(0o700)
    inside = folder / "data"
    servers = Servers(inside, for_tests=True, valkey=False)
    try:
        with servers as addresses:
            assert answer(addresses.database_url) == (42, "parley")
            assert folder.stat().st_mode & 0o777 == 0o700
            assert "its files are in /var/tmp/parley-" in servers.notes[0]
    finally:
        shutil.rmtree(postgres.open_twin(inside))


def test_what_a_broken_constraint_quotes_stays_out_of_the_log(folder):
    with (
        Servers(folder, for_tests=True, valkey=False) as addresses,
        psycopg.connect(addresses.database_url) as connection,
    ):
        connection.execute("CREATE TABLE t (floor int CHECK (floor < 5))")
        with pytest.raises(psycopg.errors.CheckViolation, match="987654"):
            connection.execute("INSERT INTO t VALUES (987654)")
    log = (folder / "postgres.log").read_text()
    assert "violates check constraint" in log
    assert "987654" not in log

"""What `manage.py` does for each command, once the environment is there."""

import os
import sys
from collections.abc import Callable

from config import developer
from config.data import data_folder

# They read the code and not the database.
WITHOUT_SERVERS = {"check", "collectstatic", "compilemessages", "findstatic", "help", "makemessages", "spectacular"}
DEVELOPMENT = "config.settings.dev"

INTRODUCTION = """Parley

  manage.py up      run Parley on this machine: database, queue, web server and worker, with a demo
  manage.py test    run the tests (arguments go to pytest)
  manage.py lint    run every check of the code
  manage.py bench   measure what must feel instant

Everything else is a command of Django or of ours:
"""


def run(argv: list[str]) -> int:
    """Run the command and return its exit status."""
    command = argv[1] if len(argv) > 1 else "help"
    if command == "up":
        from config import up  # noqa: PLC0415 - the other commands need none of it

        return up.main(argv[2:])
    tools: dict[str, Callable[[list[str]], int]] = {
        "test": developer.test,
        "lint": developer.lint,
        "bench": developer.bench,
    }
    if command in tools:
        return tools[command](argv[2:])
    if command == "help" and len(argv) < 3:
        sys.stdout.write(INTRODUCTION)
    return _django(argv, command)


def _django(argv: list[str], command: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEVELOPMENT)
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - the settings are named above

    quiet = {"--help", "-h", "--version"} & set(argv)
    if os.environ["DJANGO_SETTINGS_MODULE"] != DEVELOPMENT or command in WITHOUT_SERVERS or quiet:
        execute_from_command_line(argv)
        return 0
    with DevelopmentServers():
        execute_from_command_line(argv)
    return 0


class DevelopmentServers:
    """Starts or joins the embedded servers and puts their addresses into the environment.

    What DATABASE_URL or REDIS_URL name already is used instead and not started.
    """

    def __init__(self) -> None:
        from config.embedded import Servers  # noqa: PLC0415 - absent where servers of one's own are used

        self.servers = Servers(
            data_folder(), postgres=not os.environ.get("DATABASE_URL"), valkey=not os.environ.get("REDIS_URL")
        )

    def __enter__(self) -> "DevelopmentServers":
        if self.servers.with_postgres or self.servers.with_valkey:
            addresses = self.servers.start()
            if self.servers.with_postgres:
                os.environ["DATABASE_URL"] = addresses.database_url
            if self.servers.with_valkey:
                os.environ["REDIS_URL"] = addresses.redis_url
        return self

    def __exit__(self, *_: object) -> None:
        self.servers.stop()

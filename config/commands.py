"""What `manage.py` does for each command, once the environment is there."""

import os


def run(argv: list[str]) -> int:
    """Run the command and return its exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - the settings are named above

    execute_from_command_line(argv)
    return 0

#!/usr/bin/env python3
"""The one command of Parley: `python3 manage.py up | test | lint | bench | <any Django command>`.

Started by any Python at all. `config.bootstrap` (standard library only, old syntax on purpose) first finds or makes
the virtual environment and runs this file again inside it; only then is anything else imported.
"""

import sys

from config import bootstrap


def main():
    bootstrap.ensure(sys.argv)
    from config import commands  # noqa: PLC0415 - its syntax and imports need the environment made above

    sys.exit(commands.run(sys.argv))


if __name__ == "__main__":
    main()

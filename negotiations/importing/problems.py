"""What is wrong with a file, in words that help to mend it."""

from dataclasses import dataclass, field

MOST_SHOWN = 200


class Unreadable(Exception):
    """The file as a whole cannot be read; the message says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, what was found, and what to write instead. ``row`` 0 is the sheet as a whole."""

    sheet: str
    row: int
    column: str
    message: str
    found: str = ""


@dataclass
class Problems:
    """All that is wrong with a file, in the order of its sheets; only so many are kept, ``count`` has them all."""

    shown: list[Problem] = field(default_factory=list)
    count: int = 0

    def add(self, sheet: str, row: int, column: str, message: str, found: object = "") -> None:
        self.count += 1
        if len(self.shown) < MOST_SHOWN:
            self.shown.append(Problem(sheet, row, column, message, str(found)[:80]))

    def __bool__(self) -> bool:
        return self.count > 0


class Faulty(Exception):
    """The file was read and has problems; nothing was imported."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(f"{problems.count} problems")
        self.problems = problems

"""Days in the calendar's own format (RFC 5545)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

OCTETS = 75


@dataclass(frozen=True)
class AllDay:
    """An entry for a whole day. ``key`` is the same each time, so that a calendar does not double it."""

    key: str
    day: date
    title: str
    more: str = ""


def calendar(entries: Iterable[AllDay], *, stamp: datetime) -> str:
    """The file, lines folded at 75 octets and ended as the format wants it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Parley//Next steps//EN", "METHOD:PUBLISH"]
    for one in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{one.key}@parley",
            f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escaped(one.title)}",
            *([f"DESCRIPTION:{escaped(one.more)}"] if one.more else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def escaped(text: str) -> str:
    """A text in which nothing ends the line or the value."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(text.splitlines())


def folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, no character cut; those after the first begin with a space."""
    piece = ""
    for character in line:
        if len((piece + character).encode()) > OCTETS:
            yield piece
            piece = " "
        piece += character
    yield piece

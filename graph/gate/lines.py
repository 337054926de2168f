"""Persons as they come in: one a line, as a JSON text or as an object whose `subject` is one."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import orjson

from vendors.ingest.lines import Lines, Numbered

LONGEST_LINE = 4_096
"""Bytes."""


class Line(NamedTuple):
    """One line that was read."""

    number: int
    """From 1."""
    subject: str | None
    """The person; `None` where the line names nobody."""


class Persons:
    """The persons of a body that comes in pieces."""

    def __init__(self) -> None:
        self._lines = Lines(LONGEST_LINE)

    def take(self, piece: bytes) -> Iterator[Line]:
        """Those whose lines are whole with this piece."""
        return _read(self._lines.take(piece))

    def end(self) -> Iterator[Line]:
        """What is left when nothing more comes."""
        return _read(self._lines.end())


def _read(lines: Iterable[Numbered]) -> Iterator[Line]:
    for number, line in lines:
        if line is None:
            yield Line(number, None)
            continue
        try:
            said = orjson.loads(line)
        except orjson.JSONDecodeError:
            if line.strip():
                yield Line(number, None)
            continue
        subject = said.get("subject") if isinstance(said, dict) else said
        names = isinstance(subject, str) and subject.strip() and "\0" not in subject
        yield Line(number, subject if names else None)

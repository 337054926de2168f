"""Persons as they come in: one a line, as a JSON text or as an object whose `subject` is one."""

from collections.abc import Iterator
from dataclasses import dataclass

import orjson

LONGEST_LINE = 4_096
"""Bytes."""


@dataclass(frozen=True)
class Line:
    """One line that was read."""

    number: int
    """From 1."""
    subject: str | None
    """The person; `None` where the line names nobody."""


class Lines:
    """The lines of a body that comes in pieces."""

    def __init__(self) -> None:
        self._begun = b""
        self._number = 0

    def take(self, piece: bytes) -> Iterator[Line]:
        """The lines that are whole with this piece."""
        *whole, self._begun = (self._begun + piece).split(b"\n")
        yield from self._read(whole)
        if len(self._begun) > LONGEST_LINE:
            # What is left of a line that is too long is passed over as it comes.
            self._begun = self._begun[: LONGEST_LINE + 1]

    def end(self) -> Iterator[Line]:
        """What is left when nothing more comes."""
        yield from self._read([self._begun])

    def _read(self, lines: list[bytes]) -> Iterator[Line]:
        for line in lines:
            self._number += 1
            if line.strip():
                yield Line(self._number, _subject(line))


def _subject(line: bytes) -> str | None:
    if len(line) > LONGEST_LINE:
        return None
    try:
        said = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    subject = said.get("subject") if isinstance(said, dict) else said
    return subject if isinstance(subject, str) and subject.strip() and "\0" not in subject else None

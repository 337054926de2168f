"""The lines of a stream that comes in pieces, none of which is ever held longer than it may be."""

from collections.abc import Iterable, Iterator

Numbered = tuple[int, bytes | None]
"""A line by its number, counted from 1, without its line break; `None` where it is too long."""


class Lines:
    """The lines of a stream; a line that is too long is passed over as it comes."""

    def __init__(self, longest: int) -> None:
        """`longest` is in bytes."""
        self._longest = longest
        self._begun = b""
        self._number = 0

    def take(self, piece: bytes) -> Iterator[Numbered]:
        """The lines that are whole with this piece."""
        *whole, self._begun = (self._begun + piece).split(b"\n")
        if len(self._begun) > self._longest:
            self._begun = self._begun[: self._longest + 1]
        return self._numbered(whole)

    def end(self) -> Iterator[Numbered]:
        """What is left when nothing more comes."""
        return self._numbered([self._begun] if self._begun else [])

    def _numbered(self, lines: Iterable[bytes]) -> Iterator[Numbered]:
        for line in lines:
            self._number += 1
            yield self._number, line if len(line) <= self._longest else None

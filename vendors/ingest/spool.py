"""What has come, kept in files without a name, so that the memory that a stream takes does not grow with it."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import BinaryIO, Self, cast

Row = tuple[int, bytes]
"""A row by its number, as canonical JSON."""
_LINE = b"%d\t%b\n"
"""How a row that was found right is kept: canonical JSON has no line break, and no tabulator, of its own."""


class TooLong(Exception):  # noqa: N818  # a refusal, not an error
    """More has come than may."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most
        """Bytes."""


class Spool:
    """A stream as it came."""

    def __init__(self, most: int) -> None:
        """`most` is how many bytes may come. Raises `OSError` where no file can be made."""
        self._most = most
        self._sha256 = hashlib.sha256()
        self.length = 0
        self.file = cast("BinaryIO", TemporaryFile(prefix="teikyo-ingest-"))  # noqa: SIM115  # closed at the exit

    def write(self, piece: bytes) -> None:
        """Take in the next bytes. Raises `TooLong`, and `OSError` where they can't be kept."""
        self.length += len(piece)
        if self.length > self._most:
            raise TooLong(self._most)
        self._sha256.update(piece)
        self.file.write(piece)

    @property
    def place(self) -> "Place":
        """Where it can be read, also in another process, as long as it is held here."""
        self.file.flush()
        return Place(os.getpid(), self.file.fileno())

    @property
    def digest(self) -> str:
        """SHA-256 of all that came, in hexadecimal."""
        return self._sha256.hexdigest()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        """Let go of the file, and of what was in it."""
        self.file.close()


@dataclass(frozen=True)
class Place:
    """Where a spool can be read."""

    process: int
    file: int
    """By which number that process holds it."""

    def opened(self) -> BinaryIO:
        """The file, from its start. Raises `OSError` where it is no longer held."""
        if self.process == os.getpid():
            file = os.fdopen(os.dup(self.file), "rb")
            file.seek(0)
            return file
        return Path(f"/proc/{self.process}/fd/{self.file}").open("rb")


class Checked:
    """Rows that were found right, to be read as often as needed."""

    def __init__(self, most: int) -> None:
        """`most` is how many bytes they may take: packed, a short stream may hold very many rows."""
        self._most = most
        self._length = 0
        self.number = 0
        self._file = cast("BinaryIO", TemporaryFile(prefix="teikyo-ingest-"))  # noqa: SIM115  # the same

    def add(self, row: int, body: bytes) -> None:
        """Take in the next row. Raises `TooLong`, and `OSError` where it can't be kept."""
        self.number += 1
        self._length += self._file.write(_LINE % (row, body))
        if self._length > self._most:
            raise TooLong(self._most)

    def rows(self) -> Iterator[Row]:
        """The rows, from the first."""
        return self.rows_from(0)

    def parts(self, most: int) -> Iterator["Some"]:
        """The rows in parts of at most so many, each read from where it begins."""
        start, rows = 0, self.rows_from(0)
        while True:
            digest, number, length = hashlib.sha256(), 0, 0
            for row, body in islice(rows, most):
                digest.update(body + b"\n")
                number, length = number + 1, length + len(_LINE % (row, body))
            if not number:
                return
            yield Some(self, start, number, digest.hexdigest())
            start += length
            rows = self.rows_from(start)

    def rows_from(self, start: int) -> Iterator[Row]:
        """The rows from a place in the file on."""
        self._file.seek(start)
        for line in self._file:
            number, _, body = line.partition(b"\t")
            yield int(number), body[:-1]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        """Let go of the file."""
        self._file.close()


@dataclass(frozen=True)
class Some:
    """Some of the rows that were found right."""

    of: Checked
    start: int
    number: int
    digest: str
    """SHA-256 of what they say, in hexadecimal."""

    def rows(self) -> Iterator[Row]:
        """The rows, from the first."""
        return islice(self.of.rows_from(self.start), self.number)

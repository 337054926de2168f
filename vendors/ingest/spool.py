"""What has come, kept in files without a name, so that the memory that a stream takes does not grow with it."""

import hashlib
from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import BinaryIO, Self, cast

Row = tuple[int, bytes]
"""A row by its number, as canonical JSON."""


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
    def digest(self) -> str:
        """SHA-256 of all that came, in hexadecimal."""
        return self._sha256.hexdigest()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        """Let go of the file, and of what was in it."""
        self.file.close()


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
        self._length += self._file.write(b"%d\t%b\n" % (row, body))
        if self._length > self._most:
            raise TooLong(self._most)

    def rows(self) -> Iterator[Row]:
        """The rows, from the first."""
        self._file.seek(0)
        for line in self._file:
            number, _, body = line.partition(b"\t")
            yield int(number), body[:-1]

    def row(self, place: int) -> int:
        """The number of the row at that place, counted from 0."""
        return next(number for at, (number, _) in enumerate(self.rows()) if at == place)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        """Let go of the file."""
        self._file.close()

"""Why a batch is refused: faults with the rows they are in, of many only the first, and how many there are."""

from collections.abc import Iterable

from vendors.register.faults import Found
from vendors.verbs.refusals import Refusal

MOST_TOLD = 200
"""Faults that are told; the rest are counted."""
WHOLE = 0
"""In place of a row: the stream as a whole, or the columns that it says it has."""


class BatchRefused(Exception):  # noqa: N818  # refusals are named as facts
    """A batch is refused whole; nothing of it was written.

    The path of each fault begins with its row: of JSON the line, of CSV the row as a spreadsheet numbers it, of Parquet
    the row counted from 1; then comes the column, where it is in one.
    """

    def __init__(self, faults: Iterable[Refusal], number: int | None = None) -> None:
        """`number` is how many there are, those that are told among them."""
        self.faults = tuple(faults)
        assert self.faults, "a batch is refused for a reason"
        super().__init__(self.faults)
        self.number = len(self.faults) if number is None else number

    def __reduce__(self) -> tuple[type["BatchRefused"], tuple[object, ...]]:
        """As it goes from one process to another."""
        return BatchRefused, (self.faults, self.number)


class Faults:
    """Gathers faults while rows are read."""

    def __init__(self) -> None:
        self.told: list[Refusal] = []
        self.number = 0

    def add(self, code: str, row: int, column: str | None = None, **params: object) -> None:
        """Take in a fault of a row, in that column of it where it is in one."""
        self.take(Refusal(code, (row,) if column is None else (row, column), params))

    def take(self, fault: Refusal) -> None:
        """Take in a fault."""
        self.number += 1
        if len(self.told) < MOST_TOLD:
            self.told.append(fault)

    def take_found(self, found: Iterable[Found]) -> None:
        """Take in what was found as in a file, at paths that begin with the row."""
        for one in found:
            self.take(Refusal(one.code, one.path, one.params, one.hints))

    def end(self) -> None:
        """Raise `BatchRefused` where there is any."""
        if self.told:
            raise BatchRefused(self.told, self.number)

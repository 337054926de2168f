"""Up to where of the primary's log each caller has written, so that he is read nothing older; for all workers at once.

A place in the log only grows, and a caller whose mark is another's, by chance, only waits for more than he has to. So a
file of fixed places, which every worker process maps, needs neither locks nor the names of callers.
"""

import hashlib
import mmap
import os
import struct
from contextvars import ContextVar

CALLER: ContextVar[str] = ContextVar("caller", default="")
"""Whose request this is; empty: nobody's."""

_PLACES = 65_536
_PLACE = struct.Struct("=Q")


class Marks:
    """A mark for each caller: a place in the log."""

    def __init__(self, file: str = "") -> None:
        """Share the marks with all who name that file; with nobody where none is named."""
        size = _PLACES * _PLACE.size
        if not file:
            self._places = mmap.mmap(-1, size)
            return
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(handle, size)
            self._places = mmap.mmap(handle, size)
        finally:
            os.close(handle)

    def note(self, caller: str, place: int) -> None:
        """That the caller has written up to there."""
        at = _at(caller)
        if place > self._read(at):
            _PLACE.pack_into(self._places, at, place)

    def of(self, caller: str) -> int:
        """Up to where he has written; 0: nothing that is known."""
        return self._read(_at(caller))

    def _read(self, at: int) -> int:
        place: int = _PLACE.unpack_from(self._places, at)[0]
        return place


def _at(caller: str) -> int:
    digest = hashlib.blake2b(caller.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") % _PLACES * _PLACE.size


def place_of(text: str) -> int:
    """A place in PostgreSQL's log as a number: `0/16B3748`."""
    high, low = text.split("/")
    return (int(high, 16) << 32) + int(low, 16)

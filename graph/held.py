"""How many connections each worker process holds, so that the next one goes to who has the fewest.

A file of fixed places that every worker maps: each writes its own, and reads those of all. Who reads a number a moment
too early takes a connection that another might have taken, no more.
"""

import fcntl
import mmap
import os
import struct

PLACES = 64
"""Workers at most, as `teikyo serve` has them."""
_PLACE = struct.Struct("=QQ")
"""The process, 0 where there is none, and how many it holds."""


class Held:
    """The connections that this worker holds, beside those of the others."""

    def __init__(self, file: str = "") -> None:
        """Share the numbers with all who name that file; with nobody where none is named."""
        self.mine = 0
        if not file:
            self._places, self._at = mmap.mmap(-1, _PLACE.size), 0
            self.note(0)
            return
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            os.ftruncate(handle, PLACES * _PLACE.size)
            self._places = mmap.mmap(handle, PLACES * _PLACE.size)
            self._at = self._free()
            self.note(0)
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)  # closing does not do it: the mapping keeps the file open
            os.close(handle)

    def note(self, number: int) -> None:
        """That this worker holds so many now."""
        self.mine = number
        _PLACE.pack_into(self._places, self._at, os.getpid(), number)

    def least(self) -> int:
        """What the worker holds that holds the fewest: this one, perhaps."""
        least: int = min(number for process, number in _PLACE.iter_unpack(self._places) if process)
        return least

    def _free(self) -> int:
        """A place that nobody has, or whose worker is no more; raises `RuntimeError` where there are too many."""
        for number, (process, _) in enumerate(_PLACE.iter_unpack(self._places)):
            if not process or not _lives(process):
                return number * _PLACE.size
        raise RuntimeError(f"more than {PLACES} workers")


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

"""How many connections each worker process holds, so that the next one goes to who has the fewest.

A file of fixed places that every worker maps: each writes its own, and reads those of all. Who reads a number a moment
too early takes a connection that another might have taken, no more; and so does who cannot read the file at all.
"""

import errno
import fcntl
import logging
import mmap
import os
import struct
from contextlib import suppress
from pathlib import Path

LOG = logging.getLogger("teikyo.workers")
PLACES = 256
"""Four times as many as there are workers: those that end and those that begin in their stead have theirs at once."""
_PLACE = struct.Struct("=QQ")
"""The process, 0 where there is none, and how many it holds."""
_MARK = b"teikyo's workers"
"""What the file begins with, so that none of somebody else's is taken for it, whatever its size."""
_SIZE = len(_MARK) + PLACES * _PLACE.size


def prepare(file: str) -> None:
    """Empty the file before any worker begins, and make it where there is none.

    Raises `OSError` where it can't be written, or is one with something else in it.
    """
    place = Path(file)
    if place.is_file() and place.stat().st_size:
        with place.open("rb") as before:
            if before.read(len(_MARK)) != _MARK:
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), file)
    place.write_bytes(_MARK.ljust(_SIZE, b"\0"))


class Held:
    """The connections that this worker holds, beside those of the others."""

    def __init__(self, file: str = "") -> None:
        """Share the numbers with all who name that file, which is prepared; with nobody where that can't be."""
        self.mine = 0
        self._places = memoryview(bytearray(_PLACE.size))
        self._at = 0
        if file:
            try:
                self._share(file)
            except (OSError, ValueError) as fault:
                LOG.warning("this worker does not know what others hold: %s", type(fault).__name__)
        self.note(0)

    def _share(self, file: str) -> None:
        handle = os.open(file, os.O_RDWR)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            places = memoryview(mmap.mmap(handle, _SIZE))[len(_MARK) :]
            free = _free(places)
            _PLACE.pack_into(places, free, os.getpid(), 0)
            self._places, self._at = places, free
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)  # closing does not do it: the mapping keeps the file open
            os.close(handle)

    def note(self, number: int) -> None:
        """That this worker holds so many now."""
        self.mine = number
        _PLACE.pack_into(self._places, self._at, os.getpid(), number)

    def fewer_elsewhere(self) -> bool:
        """Whether another worker holds fewer than this one; who is no more has his place cleared."""
        for at, (process, number) in enumerate(_PLACE.iter_unpack(self._places)):
            if process and number < self.mine:
                if _lives(process):
                    return True
                _PLACE.pack_into(self._places, at * _PLACE.size, 0, 0)
        return False

    def leave(self) -> None:
        """That this worker is no more."""
        _PLACE.pack_into(self._places, self._at, 0, 0)


def _free(places: memoryview) -> int:
    """A place that nobody has, or whose worker is no more; raises `ValueError` where there is none."""
    for number, (process, _) in enumerate(_PLACE.iter_unpack(places)):
        if not process or not _lives(process):
            return number * _PLACE.size
    raise ValueError("no place is free")


def _lives(process: int) -> bool:
    try:
        with suppress(PermissionError):  # it is somebody else's, and lives
            os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    return True

"""Disks that are full, and have room again: a small one that one process sees, or the engine's word that it is so.

A machine that lets nobody mount a disk, as many containers do, has the second alone.
"""

import asyncio
import contextlib
import os
import pwd
import resource
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from tests.servers import say

_APART = ("unshare", "--mount") if os.geteuid() == 0 else ("unshare", "-c", "--mount", "--keep-caps")
"""What sees disks of its own; of one's own user where one is not root."""


def _may_mount() -> bool:
    trial = [*_APART, "mount", "-t", "tmpfs", "tmpfs", "/tmp"]  # noqa: S108  # seen by nobody else
    with contextlib.suppress(OSError):
        return subprocess.run(trial, capture_output=True, check=False).returncode == 0
    return False


MOUNTED = _may_mount()
"""Whether there can be small disks here."""


class Disk(Protocol):
    """A disk that a process writes to."""

    def fill(self) -> None:
        """Leave no room on it."""

    def clear(self) -> None:
        """Make room again."""


class SmallDisk:
    """A disk in the memory, which only the process sees that is started with its words in front."""

    def __init__(self, folder: Path, owner: str = "", holding: Path | None = None, mebibytes: int = 64) -> None:
        """`folder` is where it will be, `owner` whose it is, and `holding` the folder whose files are on it."""
        user = pwd.getpwnam(owner).pw_uid if owner and os.geteuid() == 0 else os.geteuid()
        self.folder = folder
        copied = f' && cp -a "{holding}/." "$0"' if holding is not None else ""
        mounted = f'mount -t tmpfs -o size={mebibytes}m,uid={user},mode=700 tmpfs "$0"'
        self.within = (*_APART, "sh", "-c", f'{mounted}{copied} && exec "$@"', str(folder))
        self.process = 0
        """The process that sees it."""

    @property
    def seen(self) -> Path:
        """Where it is for everybody else."""
        return Path(f"/proc/{self.process}/root{self.folder}")

    def fill(self) -> None:
        """Put a file on it that takes all the room there is."""
        with contextlib.suppress(OSError), (self.seen / "ballast").open("wb", buffering=0) as ballast:
            while True:
                ballast.write(bytes(65_536))
        with contextlib.suppress(OSError), (self.seen / "ballast").open("ab", buffering=0) as ballast:
            while True:
                ballast.write(b"0")

    def clear(self) -> None:
        """Remove that file."""
        (self.seen / "ballast").unlink()


class FilesThatCannotGrow:
    """What processes meet where they may write no file beyond a size, as SQLite's log."""

    def __init__(self, processes: Sequence[int]) -> None:
        self._processes = processes

    def fill(self) -> None:
        """Let no file grow."""
        self._to(4096)

    def clear(self) -> None:
        """Let them."""
        self._to(resource.RLIM_INFINITY)

    def _to(self, size: int) -> None:
        for process in self._processes:
            resource.prlimit(process, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


class SaidToBeFull:
    """A PostgreSQL database that says that its disk is full whenever the ledger grows."""

    def __init__(self, url: str, told: str = "disk_full") -> None:
        self._url = url
        self._told = told

    def fill(self) -> None:
        """Say so from now on."""
        self._say(
            "CREATE FUNCTION full_now() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '{self._told}'; END $$",
            "CREATE TRIGGER full_now BEFORE INSERT ON ledger_event EXECUTE FUNCTION full_now()",
        )

    def clear(self) -> None:
        """Say so no longer."""
        self._say("DROP FUNCTION full_now() CASCADE")

    def _say(self, *statements: Sequence[str]) -> None:
        for statement in statements:
            asyncio.run(say(self._url, str(statement)))

"""The numbers of several workers that share a port: each writes its own into a folder, and any can add up all.

A worker that ended has left its numbers there, for what it counted was counted.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from graph.watching.numbers import Further, Numbers

EVERY = 1.0
"""Seconds between two writings, so that what others tell of us is as old at most."""
_ENDING = ".numbers"


class Workers:
    """The numbers of this worker and of the others; of this one alone where there is no folder."""

    def __init__(self, numbers: Numbers, folder: str = "") -> None:
        self._numbers = numbers
        self._folder = Path(folder) if folder else None
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}{_ENDING}"
        self._written: bytes = b""

    def write(self, further: Further) -> None:
        """Write this worker's numbers, where they are others than before."""
        if self._folder is None:
            return
        said = orjson.dumps(self._numbers.plain(further))
        if said != self._written:
            part = self._folder / f"{self._name}.part"
            part.write_bytes(said)
            part.replace(self._folder / self._name)
            self._written = said

    def end(self, further: Further) -> None:
        """Write them for the last time: what was in progress is so no more."""
        self._numbers.in_progress = 0
        self.write(replace(further, writes=0))

    def all(self, further: Further) -> list[Mapping[str, Any]]:
        """The numbers of all, this one's as they are just now."""
        found: list[Mapping[str, Any]] = [self._numbers.plain(further)]
        if self._folder is not None:
            others = (one for one in self._folder.glob(f"*{_ENDING}") if one.name != self._name)
            found += [orjson.loads(one.read_bytes()) for one in sorted(others)]
        return found

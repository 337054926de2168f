"""The numbers of one worker, as plain counters: what a request costs here is a look-up and a few additions.

Operations are told apart by name as long as there are few: the trusted ones, and of others the first `MOST`.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of what is counted together, in seconds."""
MOST = 100
UNNAMED, OTHER, NONE = "(unnamed)", "(other)", "(none)"
"""Operations without a name, those with one too many, and requests that were refused before anything was read."""


@dataclass(frozen=True, slots=True)
class Further:
    """What is counted elsewhere in a worker."""

    kept: int
    made: int
    """How often a plan was kept from before, and how often it was made."""
    writes: int
    """How many are writing, or wait for their turn."""


@dataclass(slots=True)
class Times:
    """How long requests took."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    """How many lay between a bound and the one below, and beyond the last."""
    seconds: float = 0.0

    def add(self, seconds: float) -> None:
        """One more."""
        self.counts[bisect_left(BOUNDS, seconds)] += 1
        self.seconds += seconds


class Numbers:
    """What one worker has counted since it began."""

    def __init__(self, trusted: Iterable[str] = ()) -> None:
        self._trusted = frozenset(trusted)
        self._named: set[str] = set()
        self.requests: dict[tuple[str, int], int] = {}
        """By operation and status."""
        self.times: dict[str, Times] = {}
        """By operation."""
        self.in_progress = 0
        self.left = 0
        """Callers who left before they were answered."""

    def begins(self) -> None:
        """A request begins."""
        self.in_progress += 1

    def leaves(self) -> None:
        """Who asked has left."""
        self.in_progress -= 1
        self.left += 1

    def ends(self, operation: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self.in_progress -= 1
        key = operation, status
        self.requests[key] = self.requests.get(key, 0) + 1
        times = self.times.get(operation)
        if times is None:
            times = self.times[operation] = Times()
        times.add(seconds)

    def name_of(self, operation: str) -> str:
        """The name under which an operation that was read is counted."""
        if not operation:
            return UNNAMED
        if operation in self._named or operation in self._trusted:
            return operation
        if len(self._named) >= MOST:
            return OTHER
        self._named.add(operation)
        return operation

    def plain(self, further: Further) -> dict[str, Any]:
        """All of it as JSON can hold it, with what others count."""
        return {
            "requests": [[*key, number] for key, number in self.requests.items()],
            "times": [[name, one.counts, one.seconds] for name, one in self.times.items()],
            "in_progress": self.in_progress,
            "left": self.left,
            "plans": [further.kept, further.made],
            "writes": further.writes,
        }

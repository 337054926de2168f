"""Buckets that leak nothing and fill slowly: how much each of many may still take.

They live in the memory of one process: several workers each have their own.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

_MOST_KEYS = 10_000
"""Whoever took least lately is forgotten first, which can only be to his advantage."""


@dataclass
class _Bucket:
    level: float
    at: float


class Buckets:
    """One bucket for each key: it holds `size`, and gets back `rate` a second. A size of 0 bounds nothing."""

    def __init__(self, size: int, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.size = size
        self.rate = rate
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, key: str, amount: float = 1) -> int:
        """Take so much and answer 0; or take nothing, and answer in how many whole seconds there will be enough.

        More than a bucket holds is never there: that is for the caller of this to refuse.
        """
        if not self.size:
            return 0
        bucket = self._filled(key)
        if amount <= bucket.level:
            bucket.level -= amount
            return 0
        return max(1, math.ceil((min(amount, self.size) - bucket.level) / self.rate))

    def left(self, key: str) -> int:
        """How much is there."""
        return int(self._filled(key).level) if self.size else 0

    def _filled(self, key: str) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(self.size, now)
            if len(self._buckets) > _MOST_KEYS:
                self._buckets.popitem(last=False)
        else:
            bucket.level = min(self.size, bucket.level + (now - bucket.at) * self.rate)
            bucket.at = now
            self._buckets.move_to_end(key)
        return bucket

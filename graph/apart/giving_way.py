"""The core that a process works on is left to whoever waits for it, again and again while it works.

On a machine with few cores, who is asked a question may wait behind a process that computes until that one's slice is
over: some milliseconds, for whoever waits longest, whatever the niceness of either.
"""

import os
import sys
import time

GIVES_WAY = 15
"""The niceness of what is done apart: with few cores, whoever is answered at once goes first."""
SECONDS_AT_A_TIME = 0.0002
"""For how long it works, at least, before it looks up."""


class GivingWay:
    """Makes this process stand back behind those that answer; where the system has no such thing, it does not."""

    def __init__(self) -> None:
        self._until = 0.0
        if sys.platform == "linux":
            os.nice(GIVES_WAY)

    def __call__(self) -> None:
        """Leave the core to others, unless that was done just now."""
        now = time.perf_counter()
        if now >= self._until:
            if sys.platform == "linux":
                os.sched_yield()
            self._until = time.perf_counter() + SECONDS_AT_A_TIME

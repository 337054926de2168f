"""The core that a process works on is left to whoever waits for it, again and again while it works.

On a machine with few cores, who is asked a question may wait behind a process that computes until that one's slice is
over: some milliseconds, for whoever waits longest, whatever the niceness of either.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

GIVES_WAY = 15
"""The niceness of what is done apart: with few cores, whoever is answered at once goes first."""
SECONDS_AT_A_TIME = 0.0002
"""For how long it works before it looks up; that costs one or two hundredths of its time."""


def give_way() -> None:
    """Let this process stand back behind those that answer; where the system has no such thing, it does not."""
    if sys.platform == "linux":
        os.nice(GIVES_WAY)
        signal.signal(signal.SIGALRM, lambda *_: os.sched_yield())


@contextmanager
def in_turns() -> Iterator[None]:
    """What is computed within leaves the core to others every so often; to be called in the main thread."""
    if sys.platform != "linux":
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, SECONDS_AT_A_TIME, SECONDS_AT_A_TIME)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)

"""How long `teikyo import` takes, and how much memory: a new register, the same again, and one transfer corrected.

The targets at 100,000 transfers are 90 seconds and 1.5 GB, on either engine.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.judging import register
from tests.benchmarks.telling import say
from vendors.register.entries.register import Register
from vendors.register.write import write_register
from vendors.store.address import Engine


@dataclass(frozen=True)
class Files:
    """Register files of so many transfers."""

    size: int
    whole: Path
    corrected: Path
    """The same, but for the method of one transfer."""


@contextmanager
def files(size: int) -> Iterator[Files]:
    """Register files, for one measurement."""
    with tempfile.TemporaryDirectory(prefix="teikyo-bench-") as folder:
        made = Files(size, Path(folder) / "register.yaml", Path(folder) / "corrected.yaml")
        whole = register(size, deliveries=size // 20)
        made.whole.write_bytes(write_register(whole))
        made.corrected.write_bytes(write_register(corrected(whole)))
        yield made


def corrected(whole: Register) -> Register:
    """The register with one of its transfers corrected."""
    first, *others = whole.transfers
    return whole.model_copy(update={"transfers": (first.model_copy(update={"method": "by post"}), *others)})


def heading() -> None:
    """What the columns hold."""
    say(f"{'engine':10} {'transfers':>10} {'import':10} {'seconds':>8} {'cpu':>6} {'MB':>6}")


def measure(engine: Engine, place: str, of: Files) -> None:
    """Import the files one after the other into a database without tables, and tell of each."""
    for name, file in (("new", of.whole), ("again", of.whole), ("corrected", of.corrected)):
        begun = time.perf_counter()
        cpu, memory = imported(place, file)
        say(f"{engine:10} {of.size:>10} {name:10} {time.perf_counter() - begun:>8.1f} {cpu:>6.1f} {memory:>6.0f}")


def imported(place: str, file: Path) -> tuple[float, float]:
    """Import a file as a user does: seconds of one core that the command took, and the most memory, in MB."""
    command = [str(Path(sys.executable).parent / "teikyo"), "import", str(file), "--database", place]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        sys.exit(f"teikyo import {file}: exit status {running.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024

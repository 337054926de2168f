"""PostgreSQL servers of the tests' own, alone or with a streaming replica, on loopback, in a folder of their own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.graph.service import free_port

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))


def as_postgres(*command: str, within: Sequence[str] = ()) -> None:
    """Run a program of PostgreSQL's as a user that it allows, after words that say which disks it sees."""
    who = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    subprocess.run([*within, *who, *command], cwd="/", check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@dataclass
class Server:
    """One server."""

    folder: Path
    port: int
    within: Sequence[str] = ()
    """The words in front of its command, of a disk that only it sees."""

    @property
    def process(self) -> int:
        """The number of its first process."""
        return int((self.folder / "postmaster.pid").read_text().split()[0])

    @property
    def url(self) -> str:
        """Its own database."""
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        log, port = self.folder.with_suffix(".log"), f"-c port={self.port}"
        command = (f"{PROGRAMS[-1]}/pg_ctl", "-D", str(self.folder), "-s", "-w", "-l", str(log), "-o", port, "start")
        as_postgres(*command, within=self.within)

    def stop(self) -> None:
        """Stop it as a crash would."""
        as_postgres(f"{PROGRAMS[-1]}/pg_ctl", "-D", str(self.folder), "-s", "-w", "-m", "immediate", "stop")

    def end(self) -> None:
        """Stop it, if it runs."""
        if (self.folder / "postmaster.pid").exists():
            self.stop()


@contextmanager
def alone(within: Sequence[str] = ()) -> Iterator[Server]:
    """A server, running."""
    folder = Path(tempfile.mkdtemp(prefix="teikyo-server-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    server = Server(folder / "primary", free_port(), within)
    try:
        as_postgres(
            *(f"{PROGRAMS[-1]}/initdb", "-D", str(server.folder), "-U", "postgres"),
            *("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
        )
        with (server.folder / "postgresql.conf").open("a") as settings:
            settings.write(f"listen_addresses = '127.0.0.1'\nunix_socket_directories = '{folder}'\nfsync = off\n")
        server.start()
        yield server
    finally:
        server.end()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def replicated() -> Iterator[tuple[Server, Server]]:
    """A primary and its replica, both running."""
    with alone() as primary:
        replica = Server(primary.folder.with_name("replica"), free_port())
        try:
            as_postgres(
                *(f"{PROGRAMS[-1]}/pg_basebackup", "-D", str(replica.folder), "-R", "-c", "fast"),
                *("-h", "127.0.0.1", "-p", str(primary.port), "-U", "postgres"),
            )
            replica.start()
            yield primary, replica
        finally:
            replica.end()

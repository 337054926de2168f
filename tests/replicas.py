"""A PostgreSQL primary with a streaming replica, of processes of their own, on loopback, in a folder of their own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.graph.service import free_port

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))


def as_postgres(*command: str) -> None:
    """Run a program of PostgreSQL's as a user that it allows."""
    who = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    subprocess.run([*who, *command], cwd="/", check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@dataclass
class Server:
    """One server."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        """Its own database."""
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        log, port = self.folder.with_suffix(".log"), f"-c port={self.port}"
        as_postgres(f"{PROGRAMS[-1]}/pg_ctl", "-D", str(self.folder), "-s", "-w", "-l", str(log), "-o", port, "start")

    def stop(self) -> None:
        """Stop it as a crash would."""
        as_postgres(f"{PROGRAMS[-1]}/pg_ctl", "-D", str(self.folder), "-s", "-w", "-m", "immediate", "stop")


@contextmanager
def replicated() -> Iterator[tuple[Server, Server]]:
    """A primary and its replica, both running."""
    folder = Path(tempfile.mkdtemp(prefix="teikyo-replica-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    primary, replica = Server(folder / "primary", free_port()), Server(folder / "replica", free_port())
    try:
        as_postgres(
            *(f"{PROGRAMS[-1]}/initdb", "-D", str(primary.folder), "-U", "postgres"),
            *("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
        )
        with (primary.folder / "postgresql.conf").open("a") as settings:
            settings.write(f"listen_addresses = '127.0.0.1'\nunix_socket_directories = '{folder}'\nfsync = off\n")
        primary.start()
        as_postgres(
            *(f"{PROGRAMS[-1]}/pg_basebackup", "-D", str(replica.folder), "-R", "-c", "fast"),
            *("-h", "127.0.0.1", "-p", str(primary.port), "-U", "postgres"),
        )
        replica.start()
        yield primary, replica
    finally:
        for server in (replica, primary):
            if (server.folder / "postmaster.pid").exists():
                server.stop()
        shutil.rmtree(folder, ignore_errors=True)

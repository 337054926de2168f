"""The service as others meet it: in this process, or served by a process of its own; over the demo register."""

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
from starlette.applications import Starlette

from models.vocabulary import Role
from vendors import tokens
from vendors.store.address import address
from vendors.store.database import opened


async def token_for(place: str, name: str = "somebody", *roles: Role) -> str:
    """A new token for that database; of a reviewer, unless roles are given."""
    async with opened(address(place)) as database:
        return await tokens.create(database, name, roles or [Role.REVIEWER], datetime.now(UTC))


def bearer(token: str, **headers: str) -> dict[str, str]:
    """The headers of who holds that token, and further ones; `_` in a name stands for `-`."""
    return {"Authorization": f"Bearer {token}", **{name.replace("_", "-"): value for name, value in headers.items()}}


@dataclass(frozen=True)
class Caller:
    """Somebody with a token (or without one), asking an application in this process."""

    client: httpx2.AsyncClient
    token: str

    async def send(self, method: str = "POST", path: str = "/graphql", **how: Any) -> httpx2.Response:
        """One request with his token, and whatever else it is sent with."""
        how["headers"] = {**bearer(self.token), **how.get("headers", {})}
        return await self.client.request(method, path, **how)

    async def ask(self, query: str, **variables: object) -> httpx2.Response:
        """One question by POST."""
        return await self.send(json={"query": query, "variables": variables})


@asynccontextmanager
async def calling(app: Starlette, token: str) -> AsyncIterator[Caller]:
    """Ask that application, as who holds that token."""
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://test") as client,
    ):
        yield Caller(client, token)


def environment(**further: str) -> dict[str, str]:
    """What a process needs to find this installation, and nothing of ours that would lead it elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TEIKYO_")}
    return {**kept, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', os.defpath)}", **further}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(
    place: str, *options: str, settings: Mapping[str, str] | None = None, log: Path | None = None
) -> Iterator[str]:
    """`teikyo serve` in a process of its own, once it listens; gives its address. What it says goes into a log."""
    port = free_port()
    said = (log or Path(os.devnull)).open("w")
    server = subprocess.Popen(
        ["teikyo", "serve", "--port", str(port), *options],
        env=environment(TEIKYO_DATABASE_URL=place, **(settings or {})),
        stdout=said,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait(server, f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)
        said.close()


def _wait(server: subprocess.Popen[bytes], url: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310  # our own server's address
                return
        except OSError:
            assert server.poll() is None, "it ended"
            time.sleep(0.1)
    raise AssertionError("it never answered")


def made_token(place: str, name: str, *roles: Role) -> str:
    """The same as `token_for`, where nothing awaits."""
    return asyncio.run(token_for(place, name, *roles))

"""Who leaves before he is answered is worked for no longer: seen from a socket, and from the database."""

import asyncio
import json
import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from models.sqlite import sqlite3
from tests.graph.desk import TODAY, stored
from tests.graph.service import made_token, served
from vendors.demo.register import demo_register
from vendors.store.address import Engine, address

MANY = 300_000
SLOW = (
    "{ "
    + " ".join(f'a{n}: items(filter: {{not: {{code: ["nobody-{n}"]}}}}) {{ totalCount }}' for n in range(60))
    + " }"
)
QUICK = "{ items(first: 1) { nodes { code } totalCount } }"


async def filled(place: str) -> None:
    """The demo register, and so many items that looking at all of them takes its time."""
    await stored(place, demo_register(TODAY))
    if address(place).engine is Engine.SQLITE:
        with sqlite3.connect(place) as database:
            database.execute(
                "with recursive c (n) as (select 1 union all select n + 1 from c where n < ?)"
                " insert into item (code, name, sensitive, kind, source)"
                " select 'many-' || n, 'Item ' || n, 0, 'PERSONAL', 'PRINCIPAL' from c",
                (MANY,),
            )
        database.close()
    else:
        database = await asyncpg.connect(place)
        await database.execute(
            "insert into item (code, name, sensitive, kind, source)"
            " select 'many-' || n, 'Item ' || n, false, 'PERSONAL', 'PRINCIPAL' from generate_series(1, $1) n",
            MANY,
        )
        await database.close()


def sent(url: str, token: str, query: str) -> socket.socket:
    """A question on its way, over a socket of its own."""
    where = urlsplit(url)
    body = json.dumps({"query": query}).encode()
    head = (
        f"POST /graphql HTTP/1.1\r\nHost: {where.netloc}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    connection = socket.create_connection((where.hostname, where.port), timeout=60)
    connection.sendall(head.encode() + body)
    return connection


def answered(connection: socket.socket) -> str:
    """All that comes back."""
    parts = []
    while part := connection.recv(65_536):
        parts.append(part)
    connection.close()
    return b"".join(parts).decode()


def at_work(place: str) -> int:
    """How many statements PostgreSQL works on for others than us."""

    async def counted() -> int:
        database = await asyncpg.connect(place)
        try:
            return int(
                await database.fetchval(
                    "select count(*) from pg_stat_activity where datname = current_database() and state = 'active'"
                    " and pid <> pg_backend_pid()"
                )
            )
        finally:
            await database.close()

    return asyncio.run(counted())


def soon(place: str, *, some: bool) -> bool:
    """Whether PostgreSQL soon works on something, or on nothing."""
    for _ in range(60):
        if bool(at_work(place)) is some:
            return True
        time.sleep(0.1)
    return False


def test_the_work_ends_when_the_caller_leaves(place: str, tmp_path: Path) -> None:
    """Two slow questions, sockets closed: the database is free at once, long before they would have ended."""
    asyncio.run(filled(place))
    token = made_token(place, "impatient")
    on_postgresql = address(place).engine is Engine.POSTGRESQL
    free = {"TEIKYO_COST_BUDGET": "0", "TEIKYO_QUERY_SECONDS": "600"}

    with served(place, settings=free, log=tmp_path / "log") as url:
        slow = [sent(url, token, SLOW) for _ in range(2)]
        time.sleep(0.3)
        assert not on_postgresql or soon(place, some=True)
        begun = time.perf_counter()
        assert '"data"' in answered(sent(url, token, "{ items(first: 1) { nodes { code } } }"))
        during = time.perf_counter() - begun

        begun = time.perf_counter()
        for connection in slow:
            connection.close()
        assert not on_postgresql or soon(place, some=False)
        assert '"totalCount"' in answered(sent(url, token, QUICK))
        after = time.perf_counter() - begun
        begun = time.perf_counter()
        assert '"a59"' in answered(sent(url, token, SLOW))
        whole = time.perf_counter() - begun

    assert during < whole / 2
    assert after < whole / 2
    assert "Traceback" not in (tmp_path / "log").read_text()

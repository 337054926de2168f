"""Writers at once: what sixteen get done against one; and how long questions take while others write all the time."""

import asyncio
import json
import multiprocessing
import secrets
import threading
import time
from datetime import UTC, datetime
from http.client import HTTPConnection
from multiprocessing.pool import AsyncResult

from models.vocabulary import Role
from tests.benchmarks.databases import Filled
from tests.benchmarks.judging import register
from tests.benchmarks.operations import BODIES, Q2, body
from tests.benchmarks.serving import Request, answer, as_from_elsewhere, asked, teikyo
from tests.benchmarks.telling import say
from vendors import tokens
from vendors.register.entries.register import Register
from vendors.store.address import Engine, address
from vendors.store.database import opened
from vendors.store.loading import load
from vendors.store.migrating import migrate

CLIENTS = 16
SECONDS = 5.0
"""For as long each is measured; with fewer than five thousand transfers shorter, just to see that it runs."""
REGISTER = (
    "mutation($code: String!) { registerTransfer(input: {idempotencyKey: $code, transfer: {code: $code, service: "
    '"s", recipient: "r1", items: ["i1"], purposes: ["p1"], from: "2024-01-01"'
    "}}) { transfer { code } userErrors { code path message } } }"
)


def heading() -> None:
    """What the columns are."""
    say(f"{'engine':10} {'transfers':>10} {'':28} {'one':>9} {'sixteen':>9} {'ratio':>6}")


def measure(engine: Engine, place: str, size: int) -> None:
    """Verbs a second of one client and of sixteen; then the slowest of a hundred answers, without and with writers."""
    seconds = min(SECONDS, size / 1_000)
    whole = register(size, deliveries=size // 20)
    filled = Filled(engine, place, size, asyncio.run(_stored(place, whole)))
    questions = {"Q1": BODIES["Q1"], "Q2": body(Q2, code=whole.transfers[0].code)}
    with teikyo(filled) as port, multiprocessing.get_context("spawn").Pool(1) as pool:
        one, many = (pool.apply(written, (port, filled.token, clients, seconds)) for clients in (1, CLIENTS))
        line = f"{filled.engine:10} {filled.size:>10}"
        say(f"{line} {'verbs a second':28} {one:>9.0f} {many:>9.0f} {many / one:>6.2f}")
        for name, said in questions.items():
            question = asked(port, said, filled.token)
            idle = slowest(question, seconds * 0.8)
            writing: AsyncResult[float] = pool.apply_async(written, (port, filled.token, 1, seconds))
            busy = slowest(question, seconds * 0.8)
            writing.get()
            told = f"{name} p99 ms, idle and busy"
            say(f"{line} {told:28} {idle * 1000:>9.2f} {busy * 1000:>9.2f} {busy / idle:>6.2f}")


async def _stored(place: str, whole: Register) -> str:
    async with opened(address(place), make=True) as database:
        await migrate(database)
        await load(database, whole)
        return await tokens.create(database, "bench", [Role.RECORDER, Role.REVIEWER], datetime.now(UTC))


def written(port: int, token: str, clients: int, seconds: float) -> float:
    """How many verbs so many clients get done in a second."""
    until = time.monotonic() + seconds
    done = [0] * clients

    def write(place: int) -> None:
        line = HTTPConnection("127.0.0.1", port)
        run = secrets.token_hex(6)
        while not done[place] or time.monotonic() < until:
            body = json.dumps({"query": REGISTER, "variables": {"code": f"{run}-{done[place]}"}}).encode()
            text = answer(line, asked(port, body, token))
            assert b'"userErrors":[]' in text, text
            done[place] += 1
        line.close()

    threads = [threading.Thread(target=write, args=(place,)) for place in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / seconds


def slowest(question: Request, seconds: float) -> float:
    """The time within which 99 of 100 answers come, asked one after the other for somewhat less than others write."""
    line = HTTPConnection("127.0.0.1", question.port)
    times: list[float] = []
    with as_from_elsewhere():
        until = time.monotonic() + seconds
        while not times or time.monotonic() < until:
            begun = time.perf_counter()
            answer(line, question)
            times.append(time.perf_counter() - begun)
    line.close()
    return sorted(times)[int(len(times) * 0.99)]

"""Writers who do not give up: each sends a verb, under one key, until it is acknowledged; and servers that die."""

import asyncio
import os
import secrets
import signal
import subprocess
import time
import urllib.request
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import httpx2

from tests.graph.service import bearer, environment, free_port
from vendors.store.address import address
from vendors.store.database import opened

REGISTER = """mutation($code: String!) {
  registerService(input: {idempotencyKey: $code, service: {code: $code, name: "New"}}) {
    service { code } userErrors { code }
  }
}"""

LIST = "{ services(first: 100) { nodes { code } } transfers(first: 50) { nodes { code findings { code } } } }"


class Service:
    """`teikyo serve`, always at the same port, however often it dies."""

    def __init__(self, place: str, *options: str, folder: Path, within: Sequence[str] = ()) -> None:
        """`within` are the words in front of the command, of a disk that only it sees."""
        self.place = place
        self._within = within
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._options = options
        self._log = folder / f"served-{self.port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; whoever asks too early is refused a connection."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._within, "teikyo", "serve", "--port", str(self.port), *self._options],
                env=environment(TEIKYO_DATABASE_URL=self.place, TEIKYO_REQUESTS_BURST="0", TEIKYO_COST_BUDGET="0"),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait(self) -> None:
        """Wait until it answers."""
        end = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=5):  # noqa: S310  # our own server
                    return
            except OSError:
                assert time.monotonic() < end, self.log
                time.sleep(0.05)

    @property
    def process(self) -> int:
        """The number of its first process."""
        assert self._process is not None, "it was started"
        return self._process.pid

    @property
    def workers(self) -> list[int]:
        """The numbers of the processes that answer, where there are several."""
        return begun_by(self.process, b"spawn_main")

    @property
    def writing(self) -> list[int]:
        """The numbers of the processes that do verbs."""
        return [one for process in (self.process, *self.workers) for one in begun_by(process, b"graph.apart.worker")]

    def kill(self) -> None:
        """Kill it with all its workers, at once."""
        os.killpg(self.process, signal.SIGKILL)
        assert self._process is not None
        self._process.wait(30)

    @property
    def log(self) -> str:
        """What it has said."""
        return self._log.read_text()


def begun_by(process: int, known_by: bytes) -> list[int]:
    """The numbers of the processes that it began, of those with such a word in their command."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    commands = {int(one): Path(f"/proc/{one}/cmdline").read_bytes() for one in found}
    return [number for number, command in commands.items() if known_by in command]


class Writers:
    """Eight writers, and what was acknowledged to them."""

    def __init__(self, urls: list[str], token: str, number: int = 8) -> None:
        self._urls = urls
        self._token = token
        self._number = number
        self._ended = asyncio.Event()
        self.acknowledged: list[str] = []
        self.refused: Counter[str] = Counter()
        self.last_refusal: object = None
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        """Begin to write."""
        self._tasks = [asyncio.create_task(self._write(self._urls[n % len(self._urls)])) for n in range(self._number)]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Let each come to the end of what he is writing."""
        self._ended.set()
        await asyncio.wait_for(asyncio.gather(*self._tasks), 120)

    async def more(self, number: int) -> None:
        """Wait until so many more are acknowledged."""
        wanted, end = len(self.acknowledged) + number, time.monotonic() + 120
        while len(self.acknowledged) < wanted:
            assert time.monotonic() < end, (self.refused, self.last_refusal)
            await asyncio.sleep(0.01)

    async def _write(self, url: str) -> None:
        async with httpx2.AsyncClient(headers=bearer(self._token), timeout=40) as client:
            while not self._ended.is_set():
                await self._until_acknowledged(client, url, f"s-{secrets.token_hex(8)}")

    async def _until_acknowledged(self, client: httpx2.AsyncClient, url: str, code: str) -> None:
        while True:
            try:
                answer = await client.post(f"{url}/graphql", json={"query": REGISTER, "variables": {"code": code}})
            except httpx2.HTTPError:
                await asyncio.sleep(0.05)
                continue
            said = answer.json()
            if answer.status_code == 200 and "errors" not in said:
                assert said["data"]["registerService"] == {"service": {"code": code}, "userErrors": []}, said
                self.acknowledged.append(code)
                return
            (error,) = said["errors"]
            assert "lock" not in answer.text, answer.text
            self.refused[error["extensions"]["code"]] += 1
            self.last_refusal = error
            await asyncio.sleep(0.05)


async def say(service: Service, token: str, query: str, wait: float = 30, **variables: object) -> httpx2.Response:
    """One request, for which somebody waits so long."""
    # Without certificates, which take longer to read than the question takes to be answered.
    async with httpx2.AsyncClient(headers=bearer(token), timeout=wait, verify=False) as client:
        return await client.post(f"{service.url}/graphql", json={"query": query, "variables": variables})


async def check_all_there(place: str, acknowledged: list[str]) -> None:
    """Every acknowledged verb stands in the register and in the ledger, once; and the ledger holds."""
    async with opened(address(place)) as database:
        stored = Counter(row["code"] for row in await database.rows("SELECT code FROM service"))
        events = await database.rows(
            "SELECT key FROM ledger_event WHERE list = 'services' AND verb = 'registerService'"
        )
        recorded = Counter(row["key"] for row in events)

    assert len(set(acknowledged)) == len(acknowledged) > 0
    assert [code for code in acknowledged if (stored[code], recorded[code]) != (1, 1)] == []
    assert set(recorded.values()) == {1}
    verified = await asyncio.create_subprocess_exec(
        *("teikyo", "verify", "--database", place), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    said, _ = await verified.communicate()
    assert verified.returncode == 0, said

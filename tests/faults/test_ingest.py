"""Batches while things go wrong: killed, sent twice at once, spoilt at their end, and far larger than memory should be.

`TEIKYO_TEST_ROWS=1000000` makes them as large as those of a customer; otherwise they are smaller, to be quick.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.faults.writers import Service
from tests.graph.service import bearer, environment
from vendors.ledger.verifying import verify
from vendors.store.address import address
from vendors.store.database import opened

ROWS = int(os.environ.get("TEIKYO_TEST_ROWS") or 30_000)
FEW = ROWS // 3
"""Of a batch that is written while something else happens: as many as take about a second."""
TIMES = int(os.environ.get("TEIKYO_TEST_TIMES") or 2)
DELIVERY = "campaign-third"
PEAK = """
from graph.cli import main
try:
    main()
finally:
    print(open("/proc/self/status").read().split("VmHWM:")[1].split()[0])
"""
"""The command, and after it the KiB that it took at most; what its parent is told would begin with the parent's own."""


def persons(number: int) -> bytes:
    """So many persons, one a line."""
    return b"".join(b'"x-%d"\n' % place for place in range(number))


def consents(number: int) -> bytes:
    """So many consents."""
    row = b'{"text":"campaign-text","subject":"x-%d","given_at":"2026-01-01T00:00:00Z"}\n'
    return b"".join(row % place for place in range(number))


async def counted(place: str) -> tuple[int, int, int]:
    """How many are listed, how many consents there are, and how many events of batches; the ledger has to hold."""
    async with opened(address(place)) as database:
        await verify(database)
        (row,) = await database.rows(
            "SELECT (SELECT count(*) FROM delivery_subject WHERE subject LIKE 'x-%') AS listed,"
            " (SELECT count(*) FROM consent WHERE subject LIKE 'x-%') AS consents,"
            " (SELECT count(*) FROM ledger_event WHERE verb = 'ingest') AS events"
        )
    return row["listed"], row["consents"], row["events"]


async def send(service: Service, token: str, path: str, body: bytes, key: str) -> httpx2.Response:
    """Send a batch, once."""
    headers = bearer(token, Content_Type="application/x-ndjson", Idempotency_Key=key)
    async with httpx2.AsyncClient(headers=headers, timeout=300, verify=False) as client:
        return await client.post(f"{service.url}{path}", content=body)


async def until_acknowledged(service: Service, token: str, path: str, body: bytes, key: str) -> httpx2.Response:
    """Send a batch until somebody says that it is on record."""
    while True:
        try:
            answer = await send(service, token, path, body, key)
        except httpx2.HTTPError:
            await asyncio.sleep(0.1)
            continue
        if answer.status_code != 503:
            return answer
        await asyncio.sleep(0.1)


def test_a_batch_that_is_killed_is_there_whole_or_not_at_all_and_once_it_is_sent_again(
    service: Service, register: str, token: str
) -> None:
    """Killed at whatever moment: while it comes in, is checked, is written, is judged, or is answered."""
    chance = random.Random(7)
    path, body = f"/ingest/deliveries/{DELIVERY}/subjects", persons(FEW)

    async def killed() -> None:
        for number in range(TIMES):
            key = f"k-{number}"
            sent = body.replace(b"x-", b"x-%d-" % number)
            sending = asyncio.create_task(until_acknowledged(service, token, path, sent, key))
            await asyncio.sleep(chance.uniform(0.1, min(3.0, FEW / 10_000)))
            acknowledged = sending.done()
            await asyncio.to_thread(service.kill)
            listed, _, events = await counted(register)
            assert (listed, events) in {(number * FEW, number), ((number + 1) * FEW, number + 1)}
            service.start()
            answer = await asyncio.wait_for(sending, 300)
            assert answer.status_code == 200, answer.text
            assert answer.json()["again"] is (events == number + 1 and not acknowledged)

    asyncio.run(killed())

    assert asyncio.run(counted(register)) == (TIMES * FEW, 0, TIMES)


def test_a_batch_that_two_servers_get_at_once_is_written_once(
    service: Service, register: str, token: str, tmp_path: Path
) -> None:
    """Both say that it is on record, one of them that it was before."""
    other = Service(register, folder=tmp_path)
    other.start()
    other.wait()
    body = consents(FEW)

    async def both() -> list[httpx2.Response]:
        those = (until_acknowledged(one, token, "/ingest/consents", body, "k") for one in (service, other))
        return list(await asyncio.gather(*those))

    try:
        answers = asyncio.run(both())
    finally:
        other.kill()

    assert [one.status_code for one in answers] == [200, 200]
    assert sorted(one.json()["again"] for one in answers) == [False, True]
    assert len({one.json()["sequence"] for one in answers}) == 1
    assert asyncio.run(counted(register)) == (0, FEW, 1)


def ingest(place: str, *arguments: str, file: Path) -> subprocess.Popen[bytes]:
    """The command, in a process of its own."""
    return subprocess.Popen(
        ["teikyo", "ingest", *arguments, str(file), "--database", place],
        env=environment(),
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def test_a_command_that_is_killed_goes_on_where_it_ended(register: str, tmp_path: Path) -> None:
    """Of batches that a file is cut into, those that are on record are passed over."""
    file = tmp_path / "consents.ndjson"
    file.write_bytes(consents(ROWS))
    how = ("consents", "--rows-per-batch", str(ROWS // 10), "--batch", "b")

    first = ingest(register, *how, file=file)
    assert first.stderr is not None, "it says something"
    assert b"b/1" in first.stderr.readline()
    assert b"b/2" in first.stderr.readline()
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate()
    _, there, events = asyncio.run(counted(register))
    again = ingest(register, *how, file=file)
    _, told = again.communicate()

    assert 2 <= events < 10
    assert there == events * (ROWS // 10)
    assert (again.returncode, told.count(b"on record already")) == (0, events)
    assert asyncio.run(counted(register)) == (0, ROWS, 10)


def test_one_bad_row_at_the_end_of_many_refuses_all(register: str, tmp_path: Path) -> None:
    """It is told, and nothing is written."""
    file = tmp_path / "consents.ndjson"
    file.write_bytes(consents(ROWS) + b'{"text":"campaign-text","subject":"x","given_at":"soon"}\n')

    refused = ingest(register, "consents", file=file)
    _, told = refused.communicate()

    assert refused.returncode == 2
    assert f"row {ROWS + 1}, given_at: 'soon' is no moment".encode() in told
    assert asyncio.run(counted(register)) == (0, 0, 0)


@pytest.mark.parametrize("form", ["ndjson", "csv", "parquet"])
def test_ten_times_as_many_rows_take_no_more_memory(form: str, postgres_register: str, tmp_path: Path) -> None:
    """However many rows there are, this program holds neither them nor what comes of them; SQLite has its own cache."""

    def peak(number: int) -> int:
        """KiB that the command takes at most for so many rows."""
        file = tmp_path / f"{number}.{form}"
        if form == "parquet":
            pq.write_table(pa.table({"subject": [f"x-{number}-{place}" for place in range(number)]}), file)
        else:
            file.write_bytes(b"subject\n" * (form == "csv") + persons(number).replace(b"x-", b"x-%d-" % number))
        told = subprocess.run(
            [sys.executable, "-c", PEAK, "ingest", "subjects", DELIVERY, str(file), "--database", postgres_register],
            env=environment(),
            stdout=subprocess.PIPE,
            check=True,
        )
        return int(told.stdout)

    few, many = peak(ROWS), peak(ROWS * 10)

    assert many < few + 20 * 1024, f"{few} KiB, then {many} KiB"

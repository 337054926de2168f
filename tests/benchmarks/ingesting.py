"""Ingest beside COPY, or a prepared `executemany`, of the same rows into like tables of a database of its own.

Both begin with a crowd of that size and write the same batches in turns; so both have as many rows at each turn, in
tables with the same indexes and references. Ours takes a file of lines of JSON as it comes: it checks
each row, seals them, looks for doubles, judges what they touch, and puts the batch on the ledger. The bare form has its
rows at hand as its driver likes them. The target is 3 times.
"""

import asyncio
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import asyncpg
import orjson

from models.sqlite import PRAGMAS, as_sqlite, sqlite3
from tests.benchmarks.crowd import TEXT, deliveries_in, delivery_code, persons_in, register_deliveries, subject
from tests.benchmarks.databases import Filled, copied
from tests.benchmarks.telling import say
from vendors.ingest.batches import Batch, ingest, key_of
from vendors.ingest.checking import check
from vendors.ingest.formats import Form, Format
from vendors.ingest.spool import Checked, Spool
from vendors.ingest.targets import CONSENTS, SubjectsOf, Target
from vendors.store.address import Engine, address
from vendors.store.database import Database, opened

TURNS, MOST_ROWS = 5, 100_000
"""Batches that are measured, and rows of each at most."""
_ENOUGH = 1 << 40
_FIRST = datetime(2016, 1, 1, tzinfo=UTC)
_QUARTERS = 40
_DAYS = _QUARTERS * 91

Row = tuple[object, ...]
"""The values of a row as a driver takes them."""


@dataclass(frozen=True)
class Stream:
    """A stream of rows: what it is, as what the bare form writes it, and as what it comes to us."""

    name: str
    table: str
    columns: Sequence[str]
    rows: Callable[[range, int], Iterator[Row]]
    """The rows of these numbers; the other number is that of the row which they refer to."""
    target: Callable[[int], Target]
    """What those that go into a delivery, by its place, are written into."""
    refers_to: Callable[[int], str]
    """What finds the row to which they refer."""
    lines: Callable[[range], Iterator[bytes]]


def moment(number: int) -> datetime:
    """When a person consented: somewhere within so many quarters."""
    return _FIRST + timedelta(seconds=number * 7_919 % (_DAYS * 86_400))


def _consents(numbers: range, text: int) -> Iterator[Row]:
    for number in numbers:
        yield text, subject(number), moment(number), None if number % 40 else False, None if number % 80 else True, None


def _lines_of_consents(numbers: range) -> Iterator[bytes]:
    names = ("text", "subject", "given_at", "capable", "guardian")
    for _, *said in _consents(numbers, 0):
        yield orjson.dumps({name: one for name, one in zip(names, (TEXT, *said), strict=False) if one is not None})


def _persons(numbers: range, delivery: int) -> Iterator[Row]:
    for number in numbers:
        yield delivery, subject(number)


def _lines_of_persons(numbers: range) -> Iterator[bytes]:
    for number in numbers:
        yield orjson.dumps(subject(number))


STREAMS = (
    Stream(
        "consents",
        "consent",
        ("text_id", "subject", "given_at", "capable", "guardian", "batch"),
        _consents,
        lambda _: CONSENTS,
        lambda _: f"SELECT id FROM consent_text WHERE code = '{TEXT}'",  # noqa: S608  # ours
        _lines_of_consents,
    ),
    Stream(
        "subjects of a delivery",
        "delivery_subject",
        ("delivery_id", "subject"),
        _persons,
        lambda place: SubjectsOf(delivery_code(place)),
        lambda place: f"SELECT id FROM delivery WHERE code = '{delivery_code(place)}'",  # noqa: S608  # ours
        _lines_of_persons,
    ),
)


def heading() -> None:
    """What the columns are."""
    say(f"{'engine':10} {'rows':>10} {'ingest':28} {'bare ms':>9} {'teikyo ms':>10} {'ratio':>6} {'from':>6} {'to':>6}")


def measure(crowd: Filled) -> None:
    """Tell of each stream, by batches that come to two copies of a crowd."""
    with copied(crowd.engine, crowd.place) as ours, copied(crowd.engine, crowd.place) as theirs:
        asyncio.run(_measure(crowd.engine, crowd.size, ours, theirs))


async def _measure(engine: Engine, size: int, ours: str, theirs: str) -> None:
    at_once = max(min(MOST_ROWS, size // TURNS), 1)
    first, delivery = persons_in(size), deliveries_in(size)
    for place in (ours, theirs):
        async with opened(address(place)) as database:
            await register_deliveries(database, range(delivery, delivery + TURNS))
    desk = Bare(engine, theirs)
    async with opened(address(ours)) as database:
        for stream in STREAMS:
            taken = []
            for turn in range(TURNS):
                newcomers = range(first + turn * at_once, first + (turn + 1) * at_once)
                taken.append(await _turn(database, desk, stream, delivery + turn, newcomers))
            bare, teikyo = (statistics.median(one[place] for one in taken) * 1000 for place in (0, 1))
            ratios = [ours / bare for bare, ours in taken]
            line = f"{engine:10} {size:>10} {f'{at_once} {stream.name}':28} {bare:>9.0f} {teikyo:>10.0f}"
            say(f"{line} {statistics.median(ratios):>6.2f} {min(ratios):>6.2f} {max(ratios):>6.2f}")
    await desk.leave()


async def _turn(database: Database, desk: "Bare", stream: Stream, place: int, numbers: range) -> tuple[float, float]:
    """Seconds that the bare form and ours take for a batch."""
    write = await desk.ready(stream, place, numbers)
    sent = b"\n".join(stream.lines(numbers))
    begun = time.perf_counter()
    await write()
    between = time.perf_counter()
    await ingested(database, stream.target(place), sent, f"{stream.table}/{place}")
    return between - begun, time.perf_counter() - between


async def ingested(database: Database, target: Target, sent: bytes, key: str) -> None:
    """Take a batch in as the route and the command do, once its bytes have come."""
    with Spool(_ENOUGH) as spool, Checked(_ENOUGH) as rows:
        spool.write(sent)
        check(BytesIO(sent), Form(Format.NDJSON), target.shape, rows)
        batch = Batch(target, key_of(target, "bench", key, spool.digest), rows)
        done = await ingest(database, batch, "bench", datetime.now(UTC))
        assert done.written.rows == rows.number, "each row is written"


class Bare:
    """Writes rows by the engine's own driver, each batch in a transaction."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self._place = address(place).place
        self._open: Any = None

    async def ready(self, stream: Stream, place: int, numbers: range) -> Callable[[], Any]:
        """What writes the rows of these numbers, which are at hand then."""
        await self._come()
        if self._engine is Engine.POSTGRESQL:
            refers_to = await self._open.fetchval(stream.refers_to(place))
            return self._copy(stream, [*stream.rows(numbers, refers_to)])
        ((refers_to,),) = self._open.execute(stream.refers_to(place)).fetchall()
        return self._insert(stream, [as_sqlite(row) for row in stream.rows(numbers, refers_to)])

    def _copy(self, stream: Stream, rows: list[Row]) -> Callable[[], Any]:
        async def write() -> None:
            await self._open.copy_records_to_table(stream.table, records=rows, columns=stream.columns)

        return write

    def _insert(self, stream: Stream, rows: list[list[object]]) -> Callable[[], Any]:
        marks = ", ".join("?" * len(stream.columns))
        sql = f"INSERT INTO {stream.table} ({', '.join(stream.columns)}) VALUES ({marks})"  # noqa: S608  # ours

        async def write() -> None:
            self._open.execute("BEGIN IMMEDIATE")
            self._open.executemany(sql, rows)
            self._open.execute("COMMIT")

        return write

    async def _come(self) -> None:
        if self._open is None and self._engine is Engine.POSTGRESQL:
            self._open = await asyncpg.connect(self._place)
        elif self._open is None:
            self._open = sqlite3.connect(self._place, isolation_level=None)
            for name, value in PRAGMAS.items():
                self._open.execute(f"PRAGMA {name} = {value}")

    async def leave(self) -> None:
        """Close the database."""
        if self._engine is Engine.POSTGRESQL:
            await self._open.close()
        else:
            self._open.close()

"""Which deliveries list persons whose time has passed: found anew each time, from what was judged of them last."""

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.vocabulary import Verdict
from vendors.exports.quarters import quarter_of
from vendors.purging.keeping import Listing, last_day_of_keeping
from vendors.purging.purged import day_of
from vendors.purging.waiting import who_waits
from vendors.store.connection import Reads, Row
from vendors.store.refusals import Refusal, StoreRefused
from vendors.store.several import rows_among

_AT_ONCE = 10_000
"""Deliveries that are looked at together."""
_EXAMPLES = 3


@dataclass(frozen=True)
class Asked:
    """What is asked for."""

    on: date
    """On which day: what is kept until the day before, or was until earlier, may go."""
    without_record_after: int | None = None
    """Days after which persons go whom no record has to name; `None`: they stay."""


@dataclass(frozen=True)
class Passed:
    """A delivery whose persons may go."""

    number: int
    code: str
    transfer: str
    made_on: date
    persons: int
    """How many it lists."""
    kept_until: date
    """The last day on which they had to be kept."""


@dataclass
class Group:
    """What may go of one transfer and quarter."""

    deliveries: int = 0
    persons: int = 0
    kept_until: date = date.min
    """The last day on which any of them had to be kept."""
    examples: tuple[str, ...] = ()
    """Codes of deliveries, the first by their codes."""

    def add(self, one: Passed) -> None:
        """Count a delivery in."""
        self.deliveries += 1
        self.persons += one.persons
        self.kept_until = max(self.kept_until, one.kept_until)
        self.examples = tuple(sorted((*self.examples, one.code))[:_EXAMPLES])


@dataclass(frozen=True)
class Found:
    """What may go, and what is kept though its day has passed."""

    groups: Mapping[tuple[str, str], Group]
    """By transfer and calendar quarter, in their order."""
    deliveries: tuple[tuple[str, int], ...]
    """Each delivery by its code with its number of persons, in the order in which they were recorded."""
    held: int
    """Deliveries that are kept because somebody whom they list waits for an answer."""
    without_record: int
    """Deliveries that are kept because they need no record, and nobody said how long to keep them."""

    @property
    def persons(self) -> int:
        """How many rows may go."""
        return sum(persons for _, persons in self.deliveries)


async def today_there(database: Reads, now: datetime) -> date:
    """The day that it is where the operator is. Raises `StoreRefused` where no register is stored."""
    rows = await database.rows("SELECT time_zone FROM operator")
    if not rows:
        raise StoreRefused(Refusal.NO_REGISTER, database=database.engine)
    return now.astimezone(ZoneInfo(rows[0]["time_zone"])).date()


async def find(database: Reads, asked: Asked) -> Found:
    """Look through all deliveries that list persons."""
    held = await held_by_requests(database)
    groups: dict[tuple[str, str], Group] = {}
    deliveries: list[tuple[str, int]] = []
    holding = without_record = 0
    async for row in _listing(database):
        one = _passed(row, asked)
        if one is None:
            without_record += not row["record_required"] and asked.without_record_after is None
        elif one.code in held:
            holding += 1
        else:
            groups.setdefault((one.transfer, quarter_of(one.made_on).name), Group()).add(one)
            deliveries.append((one.code, one.persons))
    return Found(dict(sorted(groups.items())), tuple(deliveries), holding, without_record)


async def passed_among(database: Reads, deliveries: Iterable[str], asked: Asked) -> list[Passed]:
    """Of these deliveries those whose persons may go, as they stand now; in the order of their codes."""
    rows = await rows_among(database, f"{_LISTING} AND delivery.code AMONG THESE", deliveries)
    passed = {one.code: one for row in rows if (one := _passed(row, asked)) is not None}
    held = await held_by_requests(database)
    return [passed[code] for code in sorted(passed.keys() - held)]


async def held_by_requests(database: Reads) -> frozenset[str]:
    """The deliveries that list somebody whose request is not closed: what he asks about is not taken from him."""
    return frozenset(row["code"] for row in await rows_among(database, _LISTING_THEM, await who_waits(database)))


def listing_of(row: Row) -> Listing:
    """A delivery as it was judged last, from a row with its columns."""
    made_on = day_of(row["made_on"])
    assert made_on is not None, "a delivery has its day"
    return Listing(made_on, Verdict(row["verdict"]), bool(row["record_required"]), day_of(row["record_kept_until"]))


def _passed(row: Row, asked: Asked) -> Passed | None:
    listing = listing_of(row)
    last = last_day_of_keeping(listing, asked.without_record_after)
    if last is None or asked.on <= last:
        return None
    return Passed(row["id"], row["code"], row["transfer"], listing.made_on, row["listed_count"], last)


async def _listing(database: Reads) -> AsyncIterator[Row]:
    last = 0
    while rows := await database.rows(f"{_LISTING} AND delivery.id > ? ORDER BY delivery.id LIMIT {_AT_ONCE}", last):
        for row in rows:
            yield row
        last = rows[-1]["id"]


_LISTING = (
    "SELECT delivery.id, delivery.code, transfer.code AS transfer, made_on, verdict, record_required,"
    " record_kept_until, listed_count FROM delivery JOIN transfer ON transfer.id = delivery.transfer_id"
    " WHERE listed_count > 0"
)
_LISTING_THEM = (
    "SELECT DISTINCT delivery.code FROM delivery_subject JOIN delivery ON delivery.id = delivery_id"
    " WHERE subject AMONG THESE"
)

"""A register of any size, written straight into the tables: what the measurements and some tests read.

500 recipients, 1,500 contracts, 2 purposes and 3 items a transfer, 0 to 3 findings each, as PERFORMANCE.md describes.
The same size gives the same rows.
"""

import asyncio
import csv
import io
import random
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import date, timedelta
from itertools import chain, islice

import asyncpg

from models.sqlite import sqlite3
from vendors.rules import RULE_SET, RULES
from vendors.store.address import Engine, address
from vendors.store.counting.keeping import count_anew
from vendors.store.database import opened
from vendors.store.migrating import migrate

RECIPIENTS = 500
CONTRACTS = 1500
SERVICES = 10
ITEMS = 12
PURPOSES = 8
FIRST = date(2020, 1, 1)
ON = date(2026, 8, 15)
"""The day that the measurements ask about."""
MECHANISMS = ("DESIGNATED_COUNTRY", "EQUIVALENT_MEASURES", "CONSENT", "NONE")
KINDS = ("consent", "outsourcing", "merger", "government_cooperation", "other_law")
TERMS = ("purpose_limit", "safeguards", "staff_supervision", "incident_notice", "audit", "return_erasure")


async def empty_database(place: str) -> None:
    """Make a database with this version's tables, and nothing in them."""
    async with opened(address(place), make=True) as database:
        await migrate(database)


def fill(place: str, transfers: int) -> None:
    """Write a register with so many transfers into empty tables."""
    where = address(place)
    if where.engine is Engine.SQLITE:
        _fill_sqlite(where.place, transfers)
    else:
        asyncio.run(_fill_postgresql(where.place, transfers))
    asyncio.run(_count(place))


def _fill_sqlite(path: str, transfers: int) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma synchronous=off")
    connection.execute("begin")
    for table, rows in tables(transfers):
        first = next(rows, None)
        if first is not None:
            sql = f"insert into {table} ({', '.join(first)}) values ({', '.join('?' for _ in first)})"  # noqa: S608  # ours
            connection.executemany(sql, (list(row.values()) for row in chain([first], rows)))
    connection.execute("commit")
    connection.close()


async def _fill_postgresql(url: str, transfers: int) -> None:
    connection = await asyncpg.connect(url)
    async with connection.transaction():
        for table, rows in tables(transfers):
            first = next(rows, None)
            if first is not None:
                lines = _as_csv(chain([first], rows))
                await connection.copy_to_table(table, source=lines, columns=list(first), format="csv")
    await connection.close()


async def _count(place: str) -> None:
    async with opened(address(place)) as database:
        await database.write(count_anew)
        # No ANALYZE on SQLite: an import runs none there either.
        ending = "PRAGMA wal_checkpoint(TRUNCATE)" if database.engine is Engine.SQLITE else "VACUUM ANALYZE"
        await database.run(ending)


async def _as_csv(rows: Iterable[dict[str, object]]) -> AsyncIterator[bytes]:
    for some in batched(rows, 5_000):
        text = io.StringIO()
        csv.writer(text).writerows(row.values() for row in some)
        yield text.getvalue().encode()


def batched(rows: Iterable[dict[str, object]], number: int) -> Iterator[list[dict[str, object]]]:
    """The rows, so many at a time."""
    left = iter(rows)
    while some := list(islice(left, number)):
        yield some


def tables(transfers: int) -> Iterator[tuple[str, Iterator[dict[str, object]]]]:
    """The tables with their rows, in an order in which each row's references are there before it."""
    yield from _catalogue()
    yield from _recipients()
    yield from _contracts()
    yield from _transfers(transfers)
    yield from _recorded(transfers)


def _catalogue() -> Iterator[tuple[str, Iterator[dict[str, object]]]]:
    yield (
        "operator",
        iter(
            [
                {
                    "id": 1,
                    "name": "Operator",
                    "time_zone": "Asia/Tokyo",
                    "review_months": 12,
                    "equivalent_check_months": 12,
                    "return_days": 30,
                    "record_days": 7,
                }
            ]
        ),
    )
    yield "judged", iter([{"id": 1, "rule_set": RULE_SET, "judged_at": "2026-08-15 00:00:00+00:00"}])
    for table, number in (("service", SERVICES), ("purpose", PURPOSES)):
        yield table, ({"id": n, "code": f"{table}-{n}", "name": f"{table.title()} {n}"} for n in range(1, number + 1))
    yield (
        "item",
        (
            {
                "id": n,
                "code": f"item-{n}",
                "name": f"項目 {n}",
                "sensitive": n % 5 == 0,
                "kind": "personal",
                "source": "principal",
            }
            for n in range(1, ITEMS + 1)
        ),
    )


def _recipients() -> Iterator[tuple[str, Iterator[dict[str, object]]]]:
    yield "recipient", ({"id": n, "code": f"recipient-{n}"} for n in range(1, RECIPIENTS + 1))
    yield (
        "recipient_version",
        (
            {
                "id": n,
                "recipient_id": n,
                "from_on": date.min.isoformat(),
                "name": f"Recipient {n}",
                "kind": "company",
                "country": "US" if n % 4 == 0 else "JP",
                "abroad": n % 4 == 0,
            }
            for n in range(1, RECIPIENTS + 1)
        ),
    )


def _contracts() -> Iterator[tuple[str, Iterator[dict[str, object]]]]:
    numbers = range(1, CONTRACTS + 1)
    yield (
        "contract",
        (
            {
                "id": n,
                "code": f"contract-{n}",
                "recipient_id": (n - 1) % RECIPIENTS + 1,
                "kind": "outsourcing",
                "title": f"Contract {n}",
                "from_on": FIRST.isoformat(),
            }
            for n in numbers
        ),
    )
    yield (
        "contract_version",
        (
            {
                "id": n,
                "contract_id": n,
                "from_on": date.min.isoformat(),
                "ends_on": (ON + timedelta(days=n % 400)).isoformat(),
                "has_confidentiality": True,
                "survives_months": 36,
                "binds_staff": True,
                "limits_purposes": True,
                "limits_items": True,
            }
            for n in numbers
        ),
    )
    yield (
        "contract_run",
        (
            {"contract_id": n, "from_on": FIRST.isoformat(), "until_on": (ON + timedelta(days=n % 400)).isoformat()}
            for n in numbers
        ),
    )
    yield (
        "contract_version_term",
        ({"version_id": n, "term": term} for n in numbers for term in TERMS),
    )
    yield (
        "contract_version_item",
        ({"version_id": n, "item_id": (n + k) % ITEMS + 1} for n in numbers for k in range(3)),
    )
    yield (
        "contract_version_purpose",
        ({"version_id": n, "purpose_id": (n + k) % PURPOSES + 1} for n in numbers for k in range(2)),
    )


def _contract(n: int) -> int:
    return (n * 7) % CONTRACTS + 1


def _recipient(n: int) -> int:
    return (_contract(n) - 1) % RECIPIENTS + 1


def _begins(n: int) -> date:
    return FIRST + timedelta(days=n * 7919 % 2400)


def _transfers(number: int) -> Iterator[tuple[str, Iterator[dict[str, object]]]]:
    numbers = range(1, number + 1)
    yield (
        "transfer",
        (
            {
                "id": n,
                "code": f"transfer-{n:07}",
                "service_id": n % SERVICES + 1,
                "recipient_id": _recipient(n),
                "from_on": _begins(n).isoformat(),
                "subject_class": "users",
                "method": "API",
                "judgement": "-",
            }
            for n in numbers
        ),
    )
    yield (
        "transfer_version",
        (
            {
                "id": n,
                "transfer_id": n,
                "from_on": date.min.isoformat(),
                "contract_id": _contract(n),
                "declared_foreign": _recipient(n) % 4 == 0,
            }
            for n in numbers
        ),
    )
    yield (
        "transfer_version_item",
        ({"version_id": n, "item_id": (n + k) % ITEMS + 1} for n in numbers for k in range(3)),
    )
    yield (
        "transfer_version_purpose",
        ({"version_id": n, "purpose_id": (n + k) % PURPOSES + 1} for n in numbers for k in range(2)),
    )
    yield "basis", ({"id": n, "transfer_id": n, "position": 0, "kind": KINDS[n % 5]} for n in numbers)
    yield from _judgements(numbers)


def _recorded(transfers: int) -> Iterator[tuple[str, Iterator[dict[str, object]]]]:
    yield (
        "loading",
        (
            {"id": n, "loaded_at": f"2026-08-{n:02} 00:00:00+00:00", "added": transfers, "corrected": 0, "removed": 0}
            for n in (1, 2)
        ),
    )
    yield (
        "recorded",
        (
            {
                "list": "transfers",
                "key": f"transfer-{n:07}",
                "loading_id": 2 if n % 1000 == 0 else 1,
                "texts": f"transfer-{n:07}\nservice-{n % SERVICES}\nrecipient-{_recipient(n)}\nusers\napi\n"
                f"contract-{_contract(n)}\nitem-{n % ITEMS}\n覚書 第{n % 97}号",
            }
            for n in range(1, transfers + 1)
        ),
    )


def _judgements(numbers: range) -> Iterator[tuple[str, Iterator[dict[str, object]]]]:
    yield (
        "span",
        (
            {
                "transfer_id": n,
                "from_on": _begins(n).isoformat(),
                "verdict": "INVALID" if n % 4 in {1, 3} else "VALID",
                "basis_id": n,
                "basis_kind": KINDS[n % 5],
                "contract_id": _contract(n),
                "abroad": _recipient(n) % 4 == 0,
                "mechanism": MECHANISMS[n % 4] if _recipient(n) % 4 == 0 else "NOT_ABROAD",
                "record_required": n % 5 == 0,
            }
            for n in numbers
        ),
    )
    yield "finding", (finding for n in numbers for finding in _findings(n))


def _findings(n: int) -> Iterator[dict[str, object]]:
    chance = random.Random(n)  # rows to measure with, no secret
    for _ in range(n % 4):
        rule = chance.choice(RULES)
        begins = _begins(n) + timedelta(days=chance.randrange(400))
        yield {
            "transfer_id": n,
            "code": rule.code.value,
            "severity": rule.severities[0].value,
            "because": chance.choice(("ABSENT", "CONTRARY")),
            "from_on": begins.isoformat(),
            "until_on": (begins + timedelta(days=900)).isoformat() if chance.random() < 0.5 else None,
            "about": f"contracts.contract-{_contract(n)}",
        }

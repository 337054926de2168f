"""A journey on which everything is done that is done with persons, on whatever database it is made."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from models.tables import encrypted_columns
from tests.vendors.gate.test_deciding import ON_CONSENT
from tests.vendors.received import clerk as receiving
from tests.vendors.requests import clerk as requesting
from tests.vendors.verbs.test_answering import order
from vendors.consents.batch import in_portions
from vendors.consents.giving import append_consents
from vendors.consents.taking_back import append_withdrawals
from vendors.gate.deciding import Asking, decide
from vendors.gate.standing import Transfers
from vendors.ledger.verifying import verify
from vendors.register.entries.register import Register
from vendors.register.read import read_register
from vendors.requests.stored import stored
from vendors.store.address import Address, Engine
from vendors.store.change import Occasion
from vendors.store.database import Database, opened
from vendors.store.loading import load
from vendors.verbs.answering import answered

KEY, OTHER_KEY = bytes(range(64)), bytes(range(1, 65))
PEOPLE = [f"person-of-nowhere-{number}" for number in range(60)]
WORDS = "the passport of Nobody Whatsoever"
REGISTER = ON_CONSENT.replace("subjects: [p-2, p-1]", f"subjects: [{', '.join(PEOPLE)}]").replace(
    "subject: p-1", f"subject: {PEOPLE[0]}"
)
AT = datetime(2024, 7, 1, tzinfo=UTC)
LATER = datetime(2026, 8, 11, tzinfo=UTC)
"""After the day on which requests are decided."""
DELIVERY = {"code": "d-9", "transfer": "leads", "at": "2024-07-01T10:00:00+09:00", "subjects": PEOPLE[:3]}


async def journey(database: Database) -> dict[str, Any]:
    """Load, append, take back, hand over, ask, receive, decide and verify; what came of it."""
    await load(database, read_register(REGISTER.encode()))
    given = [{"text": "agreed", "subject": one, "given_at": "2024-01-02T00:00:00Z"} for one in PEOPLE[1:]]
    taken = [{"text": "agreed", "subject": PEOPLE[2], "withdrawn_at": "2024-01-03T00:00:00Z"}]
    occasion = Occasion("test", "hanako", None)
    await database.write(lambda one: append_consents(one, in_portions(given), occasion))
    await database.write(lambda one: append_withdrawals(one, in_portions(taken), occasion))
    done = [(await answered(database, order("registerDelivery", DELIVERY), "k")).again for _ in range(2)]
    said = {"outcome": "ACCEPTED", "explained": WORDS}
    await requesting.handled_to_the_end(database, "r-1", subject=PEOPLE[3], **said)
    received = {"subject": PEOPLE[4], "kind": "CORRECTION", "on": "2026-08-01", "asked": WORDS}
    await requesting.does(database, "receiveRequest", "r-2", **received)
    await receiving.registered(database, "got-1", subjects=PEOPLE[:2])
    asking = Asking("leads", "hanako", LATER)
    answer = await database.write(lambda one: decide(one, Transfers(), asking, PEOPLE[:5]))
    by_decision = {"code": "d-10", "transfer": "leads", "at": LATER.isoformat(), "subjects": PEOPLE[:6]}
    await answered(database, order("registerDelivery", by_decision | {"decision": asking.decision}), "k-10")
    outside = await database.rows("SELECT delivery, outside FROM delivery_decision ORDER BY id")
    request = await stored(database, "r-2")
    assert answer is not None
    assert request is not None
    deliveries = await database.rows("SELECT code, verdict, judgement FROM delivery ORDER BY code")
    allowed = await database.rows("SELECT persons FROM gate_answer ORDER BY id")
    return {
        "sent again": done,
        "persons": [(who, list(map(str, codes))) for who, codes in answer.persons],
        "allowed": [orjson.loads(row["persons"]) for row in allowed],
        "outside": [tuple(row.values()) for row in outside],
        "request": (request[1].subject, request[1].asked),
        "deliveries": [tuple(row.values()) for row in deliveries],
        "verified": (await verify(database)).transfers,
    }


async def as_stored(place: Address) -> dict[str, list[str]]:
    """What stands in each column that is encrypted where there is a key, as it is stored."""
    found: dict[str, list[str]] = {}
    async with opened(place, as_stored=True) as database:
        for table, columns in encrypted_columns().items():
            for column in columns:
                rows = await database.rows(f'SELECT "{column}" AS one FROM "{table}" ORDER BY id')  # noqa: S608  # ours
                found[f"{table}.{column}"] = [row["one"] for row in rows if row["one"] is not None]
    return found


async def rows_of_every_table(place: Address) -> dict[str, bytes]:
    """All rows of each table that is there as texts, as they are stored; tables that we know nothing of, too."""
    held: dict[str, bytes] = {}
    async with opened(place, as_stored=True) as database:
        if place.engine is Engine.SQLITE:
            tables = await database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        else:
            tables = await database.rows("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
        for table in sorted(row["name"] for row in tables):
            rows = await database.rows(f'SELECT * FROM "{table}"')  # noqa: S608  # ours
            held[table] = "\n".join(str(value) for row in rows for value in row.values()).encode()
    return held


async def all_that_lies_there(place: Address) -> bytes:
    """All bytes of an SQLite database, its log and what else it has beside it; on PostgreSQL, all rows as texts."""
    if place.engine is Engine.SQLITE:
        file = Path(place.place)
        return b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))
    return b"\n".join((await rows_of_every_table(place)).values())


def named_anew(register: Register) -> Register:
    """The register with persons of ours in the place of its own, each in the place of one."""
    ours: dict[str, str] = {}

    def anew(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: anew(one, name) for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [anew(one, key) for one in value]
        if key in {"subject", "subjects"} and isinstance(value, str):
            return ours.setdefault(value, PEOPLE[len(ours)])
        return value

    return Register.model_validate(anew(register.model_dump(by_alias=True, exclude_unset=True)))

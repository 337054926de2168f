"""Actors, tokens and requests of persons, the same wherever they are put: who asks and writes, or did once."""

import json
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime

from models.vocabulary import ActorKind, RefusalReason, RequestKind, RequestMethod, RequestOutcome, Role
from tests.graph.receipts import received_in
from vendors.store.address import address
from vendors.store.connection import Connection
from vendors.store.database import opened
from vendors.store.moments import kept

FIRST = datetime(2026, 8, 1, tzinfo=UTC)
SAME_DAY = datetime(2026, 8, 10, 9, 30, 15, 250_000, tzinfo=UTC)
LATE_THAT_DAY = datetime(2026, 8, 10, 23, 59, 59, tzinfo=UTC)


@dataclass(frozen=True)
class Known:
    """An actor."""

    name: str
    kind: ActorKind
    roles: tuple[Role, ...]
    created_at: datetime = FIRST
    ended_at: datetime | None = None


@dataclass(frozen=True)
class Given:
    """A token."""

    key: str
    name: str
    actor: str
    narrowed_to: tuple[Role, ...] = ()
    created_at: datetime = FIRST
    expires_at: datetime | None = None
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None


KNOWN = (
    Known("root", ActorKind.PERSON, (Role.ADMIN,)),
    Known("花子", ActorKind.PERSON, (Role.RECORDER, Role.REVIEWER), SAME_DAY),
    Known("board", ActorKind.PROGRAM, (Role.DASHBOARD,), LATE_THAT_DAY),
    Known("left", ActorKind.PERSON, (Role.ADMIN, Role.EXPORTER), FIRST, LATE_THAT_DAY),
    Known("nothing", ActorKind.PROGRAM, ()),
)
GIVEN = (
    Given("k00000000001", "root's laptop", "root", last_used_at=SAME_DAY),
    Given("k00000000002", "laptop", "花子", created_at=SAME_DAY, expires_at=LATE_THAT_DAY),
    Given("k00000000003", "script", "花子", (Role.EXPORTER, Role.REVIEWER), last_used_at=LATE_THAT_DAY),
    Given("k00000000004", "board", "board", revoked_at=SAME_DAY, last_used_at=FIRST),
    Given("k00000000005", "left's", "left", (Role.ADMIN,), expires_at=SAME_DAY),
)


@dataclass(frozen=True)
class Asked:
    """A request of a person, as far as it has come."""

    code: str
    kind: RequestKind
    subject: str
    received_on: date
    method: RequestMethod | None = None
    recipients: tuple[str, ...] = ()
    asked: str | None = None
    verified_on: date | None = None
    identity: str | None = None
    investigated_on: date | None = None
    found: str | None = None
    decided_on: date | None = None
    outcome: RequestOutcome | None = None
    reasons: tuple[RefusalReason, ...] = ()
    explained: str | None = None
    stopped_from: datetime | None = None
    notified_on: date | None = None
    overdue_from: date | None = None
    overdue_until: date | None = None
    suit_from: date | None = None


ASKED = (
    Asked(
        "r-1",
        RequestKind.DISCLOSURE_OF_RECORDS,
        "p-1",
        date(2026, 7, 1),
        overdue_from=date(2026, 8, 1),
        suit_from=date(2026, 7, 16),
    ),
    Asked(
        "r-2",
        RequestKind.STOP_OF_PROVISION,
        "p-2",
        date(2026, 6, 1),
        RequestMethod.PAPER,
        ("carrier", "printer"),
        "すぐに止めてほしい",
        date(2026, 6, 2),
        "passport",
        date(2026, 6, 3),
        "no consent",
        date(2026, 7, 10),
        RequestOutcome.PARTLY_ACCEPTED,
        (RefusalReason.ALTERNATIVE_MEASURES,),
        "the printer has to go on",
        SAME_DAY,
        date(2026, 7, 11),
        date(2026, 7, 2),
        date(2026, 7, 10),
        date(2026, 6, 16),
    ),
    Asked(
        "r-3",
        RequestKind.CORRECTION,
        "p-1",
        date(2026, 6, 1),
        decided_on=date(2026, 6, 5),
        outcome=RequestOutcome.WITHDRAWN,
        suit_from=date(2026, 6, 16),
    ),
)


def _row_of(one: Asked, connection: Connection) -> list[object]:
    said = vars(one) | {name: json.dumps(getattr(one, name)) or None for name in ("recipients", "reasons")}
    return connection.stored(*(said | {"stopped_from": kept(connection, one.stopped_from)}).values())


async def known_in(place: str, *, asked: bool = True) -> None:
    """Make them known in a database that knows of nobody, in this order.

    `asked`: with what persons asked and what was received, which is on no ledger there.
    """

    async def work(connection: Connection) -> None:
        for one in KNOWN:
            await connection.run(
                "INSERT INTO actor (name, kind, created_at, ended_at) VALUES (?, ?, ?, ?)",
                *(one.name, one.kind.value, kept(connection, one.created_at), kept(connection, one.ended_at)),
            )
            for role in one.roles:
                await connection.run(
                    "INSERT INTO actor_role (actor_id, role) SELECT id, ? FROM actor WHERE name = ?",
                    role.value,
                    one.name,
                )
        for token in GIVEN:
            moments = (token.created_at, token.expires_at, token.last_used_at, token.revoked_at)
            await connection.run(
                "INSERT INTO access_token"
                " (actor_id, key, name, digest, created_at, expires_at, last_used_at, revoked_at)"
                " SELECT id, ?, ?, ?, ?, ?, ?, ? FROM actor WHERE name = ?",
                *(token.key, token.name, token.key, *(kept(connection, one) for one in moments), token.actor),
            )
            for role in token.narrowed_to:
                await connection.run(
                    "INSERT INTO access_token_role (token_id, role) SELECT id, ? FROM access_token WHERE key = ?",
                    *(role.value, token.key),
                )

        names = [field.name for field in fields(Asked)]
        if asked:
            await connection.add_many("person_request", names, [_row_of(one, connection) for one in ASKED])
            await received_in(connection)

    async with opened(address(place)) as database:
        await database.write(work)

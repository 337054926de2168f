"""Somebody who handles data received on a stored register."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from models.vocabulary import Role
from vendors.ledger.records import look_at_records
from vendors.ledger.replaying import replay
from vendors.received.handling import ON_RECEIVED
from vendors.store.database import Database
from vendors.tokens import Holder
from vendors.verbs.refusals import VerbRefused
from vendors.verbs.stepping import Handled

HANAKO = Holder("hanako", frozenset({Role.RECORDER}))
NOW = datetime(2026, 8, 10, 1, 0, tzinfo=UTC)
"""Ten in the morning of that day in Tokyo."""
RECEIVED: dict[str, Any] = {
    "provider": "acme",
    "provider_kind": "company",
    "name": "アクメ株式会社",
    "address": "東京都千代田区1-1",
    "representative": "代表太郎",
    "basis": "CONSENT",
    "on": "2026-08-01",
    "items": ["氏名", "住所"],
    "subjects": ["p-1", "p-2"],
}
"""What comes from a company with consent."""
CONFIRMED: dict[str, Any] = {
    "on": "2026-08-01",
    "provider_method": "DECLARATION",
    "circumstances": "会員登録の際に本人から取得",
    "circumstances_method": "DOCUMENTS",
}
WHOLE = ["PROVIDER", "ADDRESS", "REPRESENTATIVE", "CIRCUMSTANCES", "SUBJECTS", "ITEMS", "CONSENT"]
RECORDED: dict[str, Any] = {"on": "2026-08-02", "method": "individual", "has": WHOLE}


async def does(
    database: Database, verb: str, code: str, /, *, key: str = "", reason: str | None = None, **said: Any
) -> Handled:
    """Do a verb on a receipt; under a key of its own, unless one is given."""
    given = {"code": code, **said}
    return await ON_RECEIVED.handled(database, verb, given, HANAKO, key or uuid4().hex, NOW, reason)


async def refused(
    database: Database, verb: str, code: str, /, reason: str | None = None, **said: Any
) -> tuple[str, str]:
    """The code and the field that a verb is refused for; fails where it is done, or changes anything."""
    before = await everything(database)
    try:
        await does(database, verb, code, reason=reason, **said)
    except VerbRefused as why:
        (one,) = why.refusals
        assert "{" not in one.message("en") + one.message("ja")
        assert await everything(database) == before
        return one.code, str(one.path[-1])
    raise AssertionError("it was done")


async def everything(database: Database) -> list[list[dict[str, Any]]]:
    """All that is stored of what was received, and how far the ledger is."""
    tables = ("received_provision", "received_subject", "received_finding", "sealed", "verb_answer", "ledger_head")
    return [[dict(row) for row in await database.rows(f"SELECT * FROM {table} ORDER BY id")] for table in tables]  # noqa: S608


async def registered(database: Database, code: str, **said: Any) -> None:
    """Register what was received, from a company with consent unless it is said otherwise."""
    await does(database, "registerReceivedProvision", code, **{**RECEIVED, **said})


async def received_and_recorded(database: Database, code: str, **said: Any) -> None:
    """Register it, confirm it and record it, all in time."""
    await registered(database, code, **said)
    await does(database, "confirmReceivedProvision", code, **CONFIRMED)
    await does(database, "recordReceivedProvision", code, **RECORDED)


async def findings(database: Database, code: str) -> list[tuple[str, str, str, str]]:
    """What rule 35 finds of a receipt, as it is stored: cause, first and last day, and what it rests on."""
    rows = await database.rows(
        "SELECT cause, from_on, until_on, because FROM received_finding"
        " JOIN received_provision ON received_provision.id = received_id WHERE code = ? ORDER BY received_finding.id",
        code,
    )
    return [(row["cause"], str(row["from_on"]), str(row["until_on"] or ""), row["because"]) for row in rows]


async def is_as_recorded(database: Database) -> None:
    """Compare what is stored with the ledger, as `verify` does; the register is not judged anew."""
    await look_at_records(database, await replay(database))

"""Data received from third parties, the same wherever it is put, beside the ledger: something of every kind."""

from dataclasses import replace
from datetime import date
from typing import Any

from models.received_words import ConfirmationMethod, ReceivedBasis, ReceivedItem
from models.vocabulary import RecipientKind, RecordMethod
from vendors.judging.received import ReceivedSaid, judge_received
from vendors.received.judging import columns_of
from vendors.received.stored import ReceivedProvision
from vendors.store.connection import Connection

_ACME = ReceivedProvision(
    code="in-1",
    provider="acme",
    provider_kind=RecipientKind.COMPANY,
    name="アクメ株式会社",
    address="東京都千代田区1-1",
    representative="代表太郎",
    basis=ReceivedBasis.CONSENT,
    received_on=date(2026, 7, 1),
    items=("氏名", "address"),
    confirmed_on=date(2026, 6, 30),
    provider_method=ConfirmationMethod.DECLARATION,
    circumstances="会員登録の際に取得",
    circumstances_method=ConfirmationMethod.DOCUMENTS,
    record_made_on=date(2026, 7, 2),
    record_method=RecordMethod.INDIVIDUAL,
    record_has=tuple(ReceivedItem)[:7],
    revision=3,
    subjects=("c-1001", "p-1"),
)
_UNSAID: dict[str, Any] = {
    "confirmed_on": None,
    "provider_method": None,
    "circumstances": None,
    "circumstances_method": None,
    "record_made_on": None,
    "record_method": None,
    "record_has": (),
    "revision": 1,
    "subjects": (),
}
RECEIVED = (
    _ACME,
    replace(
        _ACME,
        **{**_UNSAID, "code": "in-2", "provider": "list-broker", "name": "Broker", "subject_count": 5},
        basis=ReceivedBasis.OPT_OUT,
    ),
    replace(
        _ACME,
        code="in-3",
        received_on=date(2026, 4, 10),
        record_made_on=date(2026, 7, 9),
        record_method=RecordMethod.LUMP,
        record_has=(ReceivedItem.ITEMS,),
        subjects=(),
    ),
    replace(_ACME, **{**_UNSAID, "code": "in-4", "received_on": date(2026, 6, 30), "subjects": ("c-1001",)}),
    replace(
        _ACME,
        code="in-5",
        provider="somebody",
        provider_kind=RecipientKind.INDIVIDUAL,
        representative=None,
        basis=ReceivedBasis.NON_OPERATOR,
        confirmed_on=date(2026, 8, 1),
        record_deleted_on=date(2026, 8, 10),
        subjects=("p-2",),
    ),
    replace(_ACME, code="in-6", basis=ReceivedBasis.OUTSOURCING, **{**_UNSAID, "address": None}),
)
"""In the order in which they are recorded."""


def said_of(record_days: int) -> dict[str, ReceivedSaid]:
    """What is said of each of them, by code, where records are made within so many days."""
    said = judge_received([one.facts for one in RECEIVED], record_days)
    return {one.code: what for one, what in zip(RECEIVED, said, strict=True)}


async def received_in(connection: Connection) -> None:
    """Put them into a database, in this order."""
    operator = await connection.rows("SELECT record_days FROM operator")
    said = said_of(operator[0]["record_days"] if operator else 7)
    for one in RECEIVED:
        columns = {**one.columns(), **columns_of(said[one.code])}
        await connection.add_many("received_provision", list(columns), [connection.stored(*columns.values())])
    numbers = {
        row["code"]: row["id"] for row in await connection.rows("SELECT id, code FROM received_provision ORDER BY id")
    }
    await connection.add_many(
        "received_subject",
        ("received_id", "subject"),
        [(numbers[one.code], subject) for one in RECEIVED for subject in one.subjects],
    )
    await connection.add_many(
        "received_finding",
        ("received_id", "cause", "because", "from_on", "until_on"),
        [connection.stored(numbers[code], *finding) for code, what in said.items() for finding in what.findings],
    )

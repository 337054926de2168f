"""Appending consents (APPI 27(1), 28(1)): any number of them as one batch, all of them or none."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import models.person as tables
from vendors.consents.batch import Appended, Batch, Portion, Portions
from vendors.consents.faults import MOST, TEXTS, RowFaults
from vendors.consents.judging import touched_by_consents
from vendors.register.entries.person import Consent
from vendors.store.change import Occasion
from vendors.store.connection import Connection, Reads
from vendors.store.moments import moment_there
from vendors.store.persons.stored import CONSENTS
from vendors.store.projection.numbers import Numbers
from vendors.store.projection.persons import write_consents

_A_BREATH = 250
"""Rows that are gathered before what is being written may get on."""


async def append_consents(connection: Connection, portions: Portions, occasion: Occasion) -> Appended | None:
    """Append consents as one batch, judge anew what they touch, put them on record; in the transaction that is open.

    A row is an entry of the list `consents` of the register file. Of each portion no more is kept than its rows in the
    tables, so that a batch may be of any size; portions should be at hand, for whoever else writes waits. `None` where
    there was no row at all. Raises `RowsRefused` (undo the transaction then), and `StoreRefused` where no register is
    stored or another version's rules judged it.
    """
    batch = await Batch.begun(connection, CONSENTS, (tables.Consent, tables.Withdrawal))
    numbers, faults = Numbers(connection), RowFaults()
    await numbers.look_up_all([TEXTS])
    place = 0
    async with batch.rows.to_the_end() as rows:
        async for portion in portions:
            for some in _few(portion):
                bodies = faults.bodies(Consent, some, place)
                said = faults.known(bodies, numbers, place)
                write_consents(rows, said, numbers, batch.number)
                batch.seal.add(bodies)
                place += len(some)
                await rows.breathe()
            await rows.hand_over()
        first = rows.number(tables.Consent) - place
    await _look_for_given_twice(connection, batch.number, first, faults)
    faults.end()
    return await batch.appended(occasion, await touched_by_consents(connection, batch.number)) if place else None


def _few(portion: Portion) -> Iterator[Portion]:
    """Some rows of a portion after the other, as many as those before it may be written meanwhile for."""
    return (portion[start : start + _A_BREATH] for start in range(0, len(portion), _A_BREATH))


async def _look_for_given_twice(database: Reads, batch: int, first: int, faults: RowFaults) -> None:
    """A person consents to a text once at one moment: what is on record already is not recorded again."""
    rows: Sequence[Mapping[str, Any]] = await database.rows(_GIVEN_TWICE, batch)
    for row in rows:
        moment = moment_there(row["given_at"]).isoformat().replace("+00:00", "Z")
        faults.add("given_twice", row["id"] - first, "given_at", value=moment)


_GIVEN_TWICE = (
    "SELECT consent.id, consent.given_at FROM consent WHERE batch = ? AND EXISTS (SELECT 1 FROM consent earlier"  # noqa: S608  # ours
    " WHERE earlier.text_id = consent.text_id AND earlier.subject = consent.subject"
    f" AND earlier.given_at = consent.given_at AND earlier.id < consent.id) ORDER BY consent.id LIMIT {MOST}"
)

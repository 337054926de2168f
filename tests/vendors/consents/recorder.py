"""Somebody who records what persons say, on a register whose transfers rest on consent."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tests.vendors.store.test_loading import everything
from tests.vendors.verbs.clerk import REGISTER
from vendors.consents.batch import Appended, in_portions
from vendors.consents.faults import RowsRefused
from vendors.consents.giving import append_consents
from vendors.consents.taking_back import append_withdrawals
from vendors.register.entries.register import Register
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.change import Occasion
from vendors.store.connection import Connection
from vendors.store.database import Database, opened
from vendors.store.loading import load

Said = Mapping[str, Any]

ON_CONSENT = (
    REGISTER.replace(
        "purposes: [delivery]}]\nrecipients", "purposes: [delivery, ads], states_provision: true}]\nrecipients"
    )
    .replace("ads], expressed: true}", "ads], expressed: true, any_recipient: true}")
    .replace(
        "deliveries:\n",
        "  - {code: leads, service: shop, recipient: printer, items: [name], purposes: [ads], from: 2024-04-01,\n"
        "     bases: [{kind: consent, texts: [agreed]}]}\n"
        "deliveries:\n"
        '  - {code: l-1, transfer: leads, at: "2024-06-01T00:00:00Z", subjects: [p-1, p-2]}\n'
        '  - {code: l-2, transfer: leads, at: "2024-07-01T00:00:00Z", subjects: [p-2, p-3]}\n',
    )
)


@dataclass
class Recorder:
    """Appends batches of consents and withdrawals."""

    database: Database

    async def gives(self, *rows: Said) -> Appended:
        """Append consents; to the text `agreed` unless they say which."""
        return await self._does(append_consents, [{"text": "agreed", **row} for row in rows])

    async def withdraws(self, *rows: Said) -> Appended:
        """Append withdrawals, likewise."""
        return await self._does(append_withdrawals, [{"text": "agreed", **row} for row in rows])

    async def _does(self, append: Any, rows: Sequence[Said]) -> Appended:
        async def work(connection: Connection) -> Appended | None:
            return await append(connection, in_portions(rows), Occasion("test", "hanako"))  # type: ignore[no-any-return]

        done = await self.database.write(work)
        assert done is not None, "there were rows"
        return done

    async def refused(self, append: Any, *rows: Said) -> list[tuple[int | str, ...]]:
        """For what a batch is refused, as code, row and field; fails where it is done, or changes anything."""
        before = await everything(self.database)
        try:
            await self._does(append, [{"text": "agreed", **row} for row in rows])
        except RowsRefused as refused:
            assert await everything(self.database) == before
            for one in refused.faults:
                assert "{" not in one.message("en") + one.message("ja")
            return [(one.code, *one.path) for one in refused.faults]
        raise AssertionError("it was done")

    async def findings(self) -> dict[str, dict[str, int | None]]:
        """What is said of each delivery under the transfer that rests on consent: codes with numbers of persons."""
        found: dict[str, dict[str, int | None]] = {}
        for row in await self.database.rows(
            "SELECT delivery.code, finding.code AS finding, finding.subjects FROM delivery"
            " LEFT JOIN delivery_finding finding ON finding.delivery_id = delivery.id AND finding.subjects IS NOT NULL"
            " AND finding.code LIKE 'CONSENT%' JOIN transfer ON transfer.id = transfer_id"
            " WHERE transfer.code = 'leads' ORDER BY delivery.code"
        ):
            of_delivery = found.setdefault(row["code"], {})
            if row["finding"] is not None:
                of_delivery[row["finding"]] = row["subjects"]
        return found


@asynccontextmanager
async def recorder(place: str, register: Register | None = None) -> AsyncIterator[Recorder]:
    """Somebody who records what persons say on a register that is loaded into that database."""
    async with opened(address(place)) as database:
        await load(database, register or read_register(ON_CONSENT.encode()))
        yield Recorder(database)

"""A register to do verbs on, and who does them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tests.vendors.store.test_loading import everything
from vendors.register.entries.register import Register
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.database import Database, opened
from vendors.store.loading import load, the_register
from vendors.verbs.doing import Done, Order, do
from vendors.verbs.refusals import VerbRefused
from vendors.verbs.table import BY_NAME

REGISTER = """
register: 1
operator: {name: ACME Japan, country: JP}
services: [{code: shop, name: Shop}]
purposes: [{code: delivery, name: Delivery}, {code: ads, name: Advertising}]
items: [{code: name, name: Name}, {code: address, name: Address}]
policies: [{version: v1, from: 2020-01-01, purposes: [delivery]}]
recipients:
  - {code: carrier, name: Carrier, kind: company, country: JP, screenings: [2024-01-01]}
  - {code: printer, name: Printer, kind: company, country: JP}
contracts:
  - {code: carrier-2024, recipient: carrier, kind: outsourcing, signed_on: 2024-03-01, from: 2024-04-01,
     until: 2025-03-31, confidentiality: {}, terms: [audit, safeguards], items: [address, name], purposes: [delivery],
     amendments: [{on: 2024-10-01, adds: [incident_notice], removes: [audit], items: [address]}]}
consent_texts: [{code: agreed, from: 2020-01-01, items: [name], purposes: [ads], expressed: true}]
transfers:
  - {code: parcels, service: shop, recipient: carrier, contract: carrier-2024, items: [address, name],
     purposes: [delivery], from: 2024-04-01, bases: [{kind: outsourcing}]}
deliveries:
  - {code: d-1, transfer: parcels, at: "2024-05-01T10:00:00+09:00", subject_count: 3, items: [name]}
  - {code: d-2, transfer: parcels, at: "2024-06-01T10:00:00+09:00", subjects: [p-2, p-1]}
consents: [{text: agreed, subject: p-1, given_at: "2024-01-01T00:00:00+09:00"}]
"""


@dataclass
class Clerk:
    """Does verbs on a stored register."""

    database: Database

    async def do(self, verb: str, *given: Any, many: bool = False, **more: Any) -> Done:
        """Do a verb; on several entries at once where `many`."""
        place = ("entries",) if many else ("entry",)
        order = Order(BY_NAME[verb], [dict(one) for one in given], place, many=many, **more)
        return await self.database.write(lambda connection: do(connection, order))

    async def refused(self, verb: str, *given: Any, **more: Any) -> list[tuple[str, tuple[str | int, ...]]]:
        """The codes and places that a verb is refused for; fails where it is done, or changes anything."""
        before = await everything(self.database)
        try:
            await self.do(verb, *given, **more)
        except VerbRefused as refused:
            assert await everything(self.database) == before
            for one in refused.refusals:
                assert "{" not in one.message("en") + one.message("ja")
            return [(one.code, one.path) for one in refused.refusals]
        raise AssertionError("it was done")

    async def register(self) -> Register:
        """What is stored now."""
        return await the_register(self.database)

    async def revision(self, list_name: str, key: str) -> str:
        """The revision of an entry."""
        sql = "SELECT loading_id FROM recorded WHERE list = ? AND key = ?"
        (row,) = await self.database.rows(sql, list_name, key)
        return str(row["loading_id"])


@asynccontextmanager
async def clerk(place: str, register: str = REGISTER) -> AsyncIterator[Clerk]:
    """Somebody who does verbs on a register that is loaded into that database."""
    async with opened(address(place)) as database:
        await load(database, read_register(register.encode()))
        yield Clerk(database)

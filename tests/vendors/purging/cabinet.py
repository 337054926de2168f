"""A register whose deliveries list persons, each kept for another reason, and somebody who purges it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.vendors.verbs.clerk import Clerk
from vendors.purging.deleting import PURGE, Gone, purge
from vendors.purging.finding import Asked, Found, find
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.change import Occasion
from vendors.store.database import Database, opened
from vendors.store.loading import load

RECORD = "has: [recipient, representative, address, subjects, items, consent]"
REGISTER = f"""
register: 1
operator: {{name: ACME Japan, country: JP}}
services: [{{code: shop, name: Shop}}]
purposes: [{{code: ads, name: Advertising}}, {{code: parcels, name: Parcels}}]
items: [{{code: name, name: Name}}]
policies: [{{version: v1, from: 2020-01-01, purposes: [ads, parcels], states_provision: true}}]
recipients:
  - {{code: partner, name: Partner, kind: company, country: JP}}
  - {{code: carrier, name: Carrier, kind: company, country: JP, screenings: [2023-01-01], reviews: [2024-01-01]}}
contracts:
  - {{code: carriage, recipient: carrier, kind: outsourcing, signed_on: 2023-01-01, from: 2023-01-01,
     until: 2024-12-31, confidentiality: {{}}, items: [name], purposes: [parcels],
     terms: [purpose_limit, safeguards, staff_supervision, reentrustment_approval, no_onward_provision,
             incident_notice, audit, return_erasure]}}
consent_texts:
  - {{code: agreed, from: 2020-01-01, recipients: [partner], items: [name], purposes: [ads], expressed: true}}
transfers:
  - {{code: feed, service: shop, recipient: partner, items: [name], purposes: [ads], from: 2024-01-01,
     bases: [{{kind: consent, texts: [agreed]}}]}}
  - {{code: joint, service: shop, recipient: partner, items: [name], purposes: [ads], from: 2024-01-01,
     bases: [{{kind: consent, texts: [agreed]}}]}}
  - {{code: parcels, service: shop, recipient: carrier, contract: carriage, items: [name], purposes: [parcels],
     from: 2023-01-01, bases: [{{kind: outsourcing}}]}}
consents:
  - {{text: agreed, subject: p-1, given_at: "2024-01-01T00:00:00+09:00"}}
  - {{text: agreed, subject: p-2, given_at: "2024-01-01T00:00:00+09:00", withdrawn_at: "2024-02-01T00:00:00+09:00"}}
  - {{text: agreed, subject: p-3, given_at: "2024-01-01T00:00:00+09:00"}}
stops: [{{subject: p-3, from: "2024-03-01T00:00:00+09:00"}}]
deliveries:
  - {{code: each, transfer: feed, at: "2024-04-10T10:00:00+09:00", subjects: [p-1, p-2, p-3],
     record: {{made_on: 2024-04-12, method: individual, {RECORD}}}}}
  - {{code: never-recorded, transfer: feed, at: "2024-04-11T10:00:00+09:00", subjects: [p-1]}}
  - {{code: counted, transfer: feed, at: "2024-04-12T10:00:00+09:00", subject_count: 7,
     record: {{made_on: 2024-04-12, method: individual, {RECORD}}}}}
  - {{code: lump-first, transfer: joint, at: "2024-04-10T10:00:00+09:00", subjects: [p-1]}}
  - {{code: lump-last, transfer: joint, at: "2024-06-20T10:00:00+09:00", subjects: [p-1, p-2],
     record: {{made_on: 2024-06-25, method: lump, {RECORD}}}}}
  - {{code: substituted, transfer: feed, at: "2024-08-31T10:00:00+09:00", subjects: [p-1],
     record: {{made_on: 2024-08-01, method: contract_substitute, {RECORD}}}}}
  - {{code: parcel, transfer: parcels, at: "2024-05-01T10:00:00+09:00", subjects: [p-1, p-4]}}
  - {{code: late-parcel, transfer: parcels, at: "2025-01-10T10:00:00+09:00", subjects: [p-4]}}
"""
"""The contract with the carrier ends before its last parcel; nobody recorded one of the feed's deliveries."""

LATER = date(2029, 11, 1)
"""A day on which all but one of the records have had their time."""


@dataclass
class Purger:
    """Purges a stored register."""

    database: Database

    @property
    def clerk(self) -> Clerk:
        """Somebody who does verbs on it."""
        return Clerk(self.database)

    async def found(self, on: date, without_record_after: int | None = None) -> Found:
        """What may go on a day."""
        return await self.database.read(lambda connection: find(connection, Asked(on, without_record_after)))

    async def codes(self, on: date, without_record_after: int | None = None) -> list[str]:
        """The deliveries whose persons may go on a day."""
        return sorted(code for code, _ in (await self.found(on, without_record_after)).deliveries)

    async def purges(self, on: date = LATER, without_record_after: int | None = None) -> Gone:
        """Purge all that may go on a day."""
        asked = Asked(on, without_record_after)
        found = await self.found(on, without_record_after)
        return await purge(self.database, found, asked, on, Occasion(PURGE, "hanako"))

    async def said_of(self, delivery: str) -> list[dict[str, Any]]:
        """All that is said of a delivery: its head, but for whom it lists, and its findings."""
        (head,) = await self.database.rows("SELECT * FROM delivery WHERE code = ?", delivery)
        findings = await self.database.rows(
            "SELECT code, severity, because, about, subjects, from_on, until_on FROM delivery_finding"
            " WHERE delivery_id = ? ORDER BY id",
            head["id"],
        )
        of_persons = {"listed_count", "subject_count", "purged_on"}
        return [{name: value for name, value in head.items() if name not in of_persons}, *map(dict, findings)]


@asynccontextmanager
async def purger(place: str, register: str = REGISTER) -> AsyncIterator[Purger]:
    """Somebody who purges a register that is loaded into that database."""
    async with opened(address(place)) as database:
        await load(database, read_register(register.encode()))
        yield Purger(database)

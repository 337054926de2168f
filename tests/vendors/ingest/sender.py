"""Somebody who sends batches of rows, to a register whose transfers rest on consent."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import orjson
import pytest

from tests.vendors.consents.recorder import ON_CONSENT
from tests.vendors.store.test_loading import everything
from vendors.ingest.batches import Batch, Ingested, ingest, key_of
from vendors.ingest.checking import check
from vendors.ingest.faults import BatchRefused
from vendors.ingest.formats import Form, Format
from vendors.ingest.spool import Checked, Spool
from vendors.ingest.targets import CONSENTS, SubjectsOf, Target
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.database import Database, opened
from vendors.store.loading import load

ENOUGH = 1 << 26


@dataclass
class Sender:
    """Sends batches."""

    database: Database
    by: str | None = "hanako"

    async def lists(self, delivery: str, *subjects: str, key: str = "k") -> Ingested:
        """List persons in a delivery."""
        return await self.sends(SubjectsOf(delivery), subjects, key)

    async def gives(self, *subjects: str, given_at: str = "2024-02-01T00:00:00Z", key: str = "k") -> Ingested:
        """Record that these persons consented."""
        rows = [{"text": "agreed", "subject": subject, "given_at": given_at} for subject in subjects]
        return await self.sends(CONSENTS, rows, key)

    async def sends(self, target: Target, rows: Iterable[object], key: str = "k") -> Ingested:
        """Send rows."""
        with Spool(ENOUGH) as spool, Checked(ENOUGH) as checked:
            for row in rows:
                spool.write(orjson.dumps(row) + b"\n")
            spool.file.seek(0)
            check(BytesIO(spool.file.read()), Form(Format.NDJSON), target.shape, checked)
            given = key_of(target, self.by, key, spool.digest)
            return await ingest(self.database, Batch(target, given, checked), self.by, datetime.now(UTC))

    async def refused(self, target: Target, rows: Iterable[object]) -> list[tuple[int | str, ...]]:
        """For what rows are refused, as code, row and column; fails where they are written, or anything changes."""
        before = await everything(self.database)
        with pytest.raises(BatchRefused) as refusal:
            await self.sends(target, rows)
        assert await everything(self.database) == before
        faults = refusal.value.faults
        assert not any("{" in one.message("en") + one.message("ja") for one in faults)
        assert len(faults) == refusal.value.number
        return [(one.code, *one.path) for one in faults]

    async def said(self, delivery: str) -> tuple[int, str, int | None]:
        """How many persons a delivery lists, and of how many a consent is missing."""
        (row,) = await self.database.rows(
            "SELECT listed_count, verdict, (SELECT sum(subjects) FROM delivery_finding WHERE delivery_id = delivery.id"
            " AND code = 'CONSENT_MISSING') AS missing FROM delivery WHERE code = ?",
            delivery,
        )
        return row["listed_count"], row["verdict"], row["missing"]


@asynccontextmanager
async def sender(place: str, more: str = "") -> AsyncIterator[Sender]:
    """Somebody who sends batches to that database, in which the register is; with further deliveries."""
    async with opened(address(place)) as database:
        await load(database, read_register(ON_CONSENT.replace("consents:", f"{more}consents:").encode()))
        yield Sender(database)

"""Who waits for an answer: what he asks about is not taken from him (APPI 33), wherever he is named."""

from vendors.requests.stored import request_of
from vendors.store.connection import Reads


async def who_waits(database: Reads) -> frozenset[str]:
    """The persons whose request is not closed."""
    rows = await database.rows("SELECT * FROM person_request WHERE notified_on IS NULL")
    return frozenset(row["subject"] for row in rows if request_of(row).facts.closed_on is None)

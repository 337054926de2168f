"""What was stored before there was a ledger becomes its first events, as it stands.

They say when they were written, not when the entries were recorded: of the time before, the ledger proves nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from models.ledger import Sealed
from models.vocabulary import LedgerAction
from vendors.ledger.appending import append, head_of
from vendors.ledger.events import Happened, as_moment, canonical, moment_in_full
from vendors.ledger.recording import judged
from vendors.ledger.sealing import LARGEST_BATCH, TABLES, Seals
from vendors.register.entries.delivery import Delivery
from vendors.store.change import Occasion
from vendors.store.connection import Connection, Row
from vendors.store.entries import IN_OWN_ROWS, entries_of, stored_register, without_persons
from vendors.store.judgements import JUDGED
from vendors.store.persons.stored import batches
from vendors.store.rows import Rows
from vendors.store.several import portions

LOADING = "loading"
"""The list under which imports from before the ledger stand in it, by their number."""

MIGRATE = "migrate"
"""The verb of whoever brings a database to this version."""


async def adopt(connection: Connection) -> int:
    """Write the register as it stands as the ledger's first events; how many there are, 0 where nothing was to do."""
    register = None if (await head_of(connection)).size else await stored_register(connection)
    if register is None:
        return 0
    rows, seals = Rows(connection), Seals()
    await rows.reserve((Sealed,))
    for entry in entries_of(register)["deliveries"].values():
        assert isinstance(entry, Delivery), "a list of deliveries"
        seals.seal_delivery(rows, entry, without_persons(entry, b""))
    in_batches = [batch for name in IN_OWN_ROWS for batch in await _batches(connection, rows, seals, name)]
    await rows.write()
    await rows.settle()
    (said,) = await connection.rows("SELECT rule_set, judged_at FROM judged WHERE id = ?", JUDGED)
    imports = await connection.rows("SELECT * FROM loading ORDER BY id")
    entries = await connection.rows(
        "SELECT entry.list, entry.key, body, loading_id FROM entry"
        " JOIN recorded ON recorded.list = entry.list AND recorded.key = entry.key ORDER BY entry.id"
    )
    happened = (
        judged(said["rule_set"], judged_at=moment_in_full(as_moment(said["judged_at"]))),
        *_in_order(imports, entries, seals.deliveries),
        *in_batches,
    )
    await append(connection, [(happened, Occasion(MIGRATE))])
    return len(happened)


async def _batches(connection: Connection, rows: Rows, seals: Seals, list_name: str) -> list[Happened]:
    """Put the rows of a list into batches."""
    found = [row async for some in batches(connection, list_name, None) for row in some]
    happened = []
    for portion in portions(found, LARGEST_BATCH):
        batch, said = seals.new_batch(rows, list_name, [body for _, body in portion])
        happened.append(Happened(LedgerAction.ADOPTED, list_name, str(batch), said))
        await connection.run_many(
            f"UPDATE {TABLES[list_name]} SET batch = ? WHERE id = ?",  # noqa: S608  # ours
            [(batch, number) for number, _ in portion],
        )
    return happened


def _in_order(imports: Iterable[Row], entries: Iterable[Row], deliveries: Mapping[str, str]) -> Iterator[Happened]:
    """Each import that was, and after it the entries that it recorded last."""
    by_import: dict[int, list[Row]] = defaultdict(list)
    for entry in entries:
        by_import[entry["loading_id"]].append(entry)
    for loading in imports:
        yield Happened(LedgerAction.ADOPTED, LOADING, str(loading["id"]), _imported(loading))
        for entry in by_import[loading["id"]]:
            name, key = entry["list"], entry["key"]
            sealed = deliveries.get(key) if name == "deliveries" else None
            yield Happened(LedgerAction.ADOPTED, name, key, sealed or entry["body"])


def _imported(loading: Row) -> str:
    """An import that was before the ledger, as the ledger has it."""
    return canonical(
        {
            **{name: loading[name] for name in ("added", "corrected", "removed")},
            "at": moment_in_full(as_moment(loading["loaded_at"])),
            "by": loading["loaded_by"],
        }
    )

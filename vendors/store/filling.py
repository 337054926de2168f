"""What newer tables say of a register that was stored before there were such tables."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from models.contract import ContractRun
from models.entry import Recorded
from vendors.folding import searched
from vendors.ledger.adopting import adopt
from vendors.register.documents import ENTRY_TYPES
from vendors.store.connection import Connection
from vendors.store.counting.keeping import count_anew
from vendors.store.entries import IN_OWN_ROWS, LIMITS, OPERATOR, entries_of, stored_register
from vendors.store.projection.contracts import write_contract_runs
from vendors.store.projection.numbers import known_numbers
from vendors.store.rows import Rows

COUNTS, RECORDED, RUNS, LEDGER = "0014_counts", "0015_recorded", "0016_calendar", "0019_ledger"


async def _find_anew(connection: Connection) -> None:
    """What entries are found by. When each was recorded is not known any more: at the latest, by the last import."""
    register = await stored_register(connection)
    if register is None:
        return
    (last,) = await connection.rows("SELECT max(id) AS id FROM loading")
    rows = Rows(connection)
    await rows.reserve((Recorded,))
    entries = entries_of(register)
    for name in (OPERATOR, LIMITS, *ENTRY_TYPES):
        if name not in IN_OWN_ROWS:
            for key in sorted(entries[name]):
                rows.add(Recorded, list=name, key=key, loading_id=last["id"], texts=searched(entries[name][key]))
    await rows.write()
    await rows.settle()


async def _lay_out_contracts(connection: Connection) -> None:
    """The days on which contracts are in force."""
    register = await stored_register(connection)
    if register is None:
        return
    numbers = await known_numbers(connection)
    rows = Rows(connection)
    await rows.reserve((ContractRun,))
    for contract in register.contracts:
        write_contract_runs(rows, contract, numbers)
    await rows.write()
    await rows.settle()


async def _begin_the_ledger(connection: Connection) -> None:
    """The register as it stands, as the ledger's first events."""
    await adopt(connection)


FILLED: Mapping[str, Callable[[Connection], Awaitable[None]]] = MappingProxyType(
    {COUNTS: count_anew, RECORDED: _find_anew, RUNS: _lay_out_contracts, LEDGER: _begin_the_ledger}
)
"""The migrations that bring such tables, each with what fills them."""

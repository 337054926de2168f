"""What newer tables say of a register that was stored before there were such tables."""

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

import orjson

from models.actor import Actor
from models.browser_session import BrowserSession
from models.columns import is_moment
from models.contract import ContractRun
from models.entry import Recorded
from models.token import AccessToken
from vendors.folding import searched
from vendors.ledger.adopting import adopt
from vendors.register.documents import ENTRY_TYPES
from vendors.requests.stored import request_of
from vendors.store.address import Engine
from vendors.store.connection import Connection
from vendors.store.counting.keeping import count_anew
from vendors.store.entries import IN_OWN_ROWS, LIMITS, OPERATOR, entries_of, stored_register
from vendors.store.projection.contracts import write_contract_runs
from vendors.store.projection.numbers import known_numbers
from vendors.store.rows import Rows

COUNTS, RECORDED, RUNS, LEDGER = "0014_counts", "0015_recorded", "0016_calendar", "0019_ledger"
MOMENTS, SALTED, SUITS = "0021_moments", "0028_answers_without_persons", "0032_suits"


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


async def _keep_moments_alike(connection: Connection) -> None:
    """Moments of actors, tokens and sessions, which SQLite kept with a `T` in them, and all others with a blank.

    They are compared as texts there, so all of them have to be written alike.
    """
    if connection.engine is not Engine.SQLITE:
        return
    for table in (Actor, AccessToken, BrowserSession):
        meta = table._meta  # noqa: SLF001  # Tortoise's own way to tell what a model has
        for column in (
            column for name, column in meta.fields_db_projection.items() if is_moment(meta.fields_map[name])
        ):
            await connection.run(f"UPDATE {meta.db_table} SET {column} = replace({column}, 'T', ' ')")  # noqa: S608  # ours


async def _salt_what_is_kept_of_verbs(connection: Connection) -> None:
    """Digests of what verbs were told, which were plain: anew under a salt, or gone where persons may have been named.

    What was answered to steps on process named it by its code, which may tell whom it is about; now by its row.
    """
    kept: list[tuple[str | None, str, str, int]] = []
    for row in await connection.rows("SELECT id, digest, answer FROM verb_answer WHERE salt IS NULL ORDER BY id"):
        answer, salt = orjson.loads(row["answer"]), secrets.token_hex(32)
        if "code" in answer:
            kept.append((None, "", '{"number": 0}', row["id"]))
        elif any(list_name == "deliveries" for list_name, _ in answer.get("entries", ())):
            kept.append((None, "", row["answer"], row["id"]))
        else:
            digest = hmac.new(bytes.fromhex(salt), bytes.fromhex(row["digest"]), "sha256").hexdigest()
            kept.append((salt, digest, row["answer"], row["id"]))
    await connection.run_many("UPDATE verb_answer SET salt = ?, digest = ?, answer = ? WHERE id = ?", kept)


async def _tell_of_suits(connection: Connection) -> None:
    """From when on persons can file a suit on what they asked for before that was told."""
    for row in await connection.rows("SELECT * FROM person_request"):
        day = request_of(row).suit_from
        await connection.run("UPDATE person_request SET suit_from = ? WHERE id = ?", day, row["id"])


FILLED: Mapping[str, Callable[[Connection], Awaitable[None]]] = MappingProxyType(
    {
        COUNTS: count_anew,
        RECORDED: _find_anew,
        RUNS: _lay_out_contracts,
        LEDGER: _begin_the_ledger,
        MOMENTS: _keep_moments_alike,
        SALTED: _salt_what_is_kept_of_verbs,
        SUITS: _tell_of_suits,
    }
)
"""The migrations that bring such tables, each with what fills them."""

"""Loading a register: applied as a difference, judged in the same transaction, and got back whole."""

import asyncio
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tortoise.models import Model

from models.counted import CountedState
from models.entry import Entry, Loading, Recorded
from models.ledger import LedgerEvent
from models.tables import tables
from models.vocabulary import Term
from tests.registers import nasty_registers, registers
from vendors.demo.register import demo_register
from vendors.judgement import judge
from vendors.register.entries.contract import Amendment
from vendors.register.entries.recipient import RecipientChange
from vendors.register.entries.register import Register
from vendors.register.entries.transfer import TransferChange
from vendors.register.read import read_register
from vendors.register.write import write_register
from vendors.store.address import Engine, address
from vendors.store.changing import Changed
from vendors.store.connection import Connection
from vendors.store.database import Database, opened
from vendors.store.loading import judge_anew, load, the_register
from vendors.store.refusals import Refusal, StoreRefused

SCENARIOS = sorted(Path(__file__).parents[2].joinpath("scenarios").glob("*.yaml"))
LEDGER_TABLES = {"ledger_event", "ledger_head", "sealed"}
WHO_ENTERS = {"actor", "actor_role", "access_token", "access_token_role", "browser_session"}
GATE_TABLES = {"gate_answer", "delivery_decision"}
NO_PART_OF_A_REGISTER = {"loading", "judged", "verb_answer", *GATE_TABLES, *WHO_ENTERS, *LEDGER_TABLES}
THE_WAY_THERE = ("loading_id", "batch")
"""Which import an entry came with, and in which batch a person's row is sealed: other ways leave others."""


def scenario(name: str) -> Register:
    """The register of a scenario, by the beginning of its name."""
    (path,) = (path for path in SCENARIOS if path.name.startswith(name))
    return read_register(path.read_bytes(), frozenset({"scenario", "expect"}))


async def told(database: Database) -> Mapping[str, list[str]]:
    """Everything that the tables say of the register, with rows in place of their numbers, in one order."""
    rows = {table: {row["id"]: dict(row) for row in await all_rows(database, table)} for table in tables()}
    known: dict[tuple[type[Model], int], str] = {}

    def says(table: type[Model], number: int) -> str:
        if (table, number) not in known:
            values = dict(rows[table][number])
            del values["id"]
            if table is CountedState:
                del values["key"]  # it holds the number of the service
            for column in THE_WAY_THERE:
                values.pop(column, None)
            for name in table._meta.fk_fields:
                column = f"{name}_id"
                other: Any = table._meta.fields_map[name]
                if values.get(column) is not None:
                    values[column] = says(other.related_model, values[column])
            known[table, number] = repr(sorted(values.items()))
        return known[table, number]

    return {
        table._meta.db_table: sorted(says(table, number) for number in rows[table])
        for table in tables()
        if table._meta.db_table not in NO_PART_OF_A_REGISTER
    }


def loaded(migrated: Path, folder: Path, *those: Register) -> tuple[Mapping[str, list[str]], Register]:
    """What the tables of a database say once these registers were loaded into it, in turn; and the one got back."""
    place = str(shutil.copy(migrated, folder / "loaded.db"))

    async def by_turns() -> tuple[Mapping[str, list[str]], Register]:
        async with opened(address(place)) as database:
            for register in those:
                await load(database, register)
            return await told(database), await the_register(database)

    return asyncio.run(by_turns())


async def all_rows(database: Database, table: type[Model]) -> list[Mapping[str, Any]]:
    """The rows of a table, numbers and all."""
    rows = await database.rows(f'SELECT * FROM "{table._meta.db_table}" ORDER BY id')  # noqa: S608  # tables of ours
    return [dict(row) for row in rows]


async def everything(database: Database) -> list[list[Mapping[str, Any]]]:
    """Every row of every table, to see that nothing was written."""
    return [await all_rows(database, table) for table in tables()]


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
async def test_every_scenario_comes_back_as_it_went_in(path: Path, store: str) -> None:
    """Dump, import into an empty database, dump gives the same bytes."""
    register = scenario(path.name)

    async with opened(address(store)) as database:
        await load(database, register)
        back = await the_register(database)

    assert write_register(back) == write_register(register)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=registers(), after=registers())
def test_a_difference_leaves_what_a_fresh_load_leaves(
    before: Register, after: Register, migrated_file: Path, tmp_path: Path
) -> None:
    """However a register got there, its rows say the same, and it comes back whole."""
    rows, back = loaded(migrated_file, tmp_path, before, after)

    assert rows == loaded(migrated_file, tmp_path, after)[0]
    assert back == after


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(register=nasty_registers())
def test_texts_of_any_kind_come_back_byte_for_byte(register: Register, store: str) -> None:
    """Quotes, line breaks, question marks, unseen signs: neither engine changes a text."""

    async def back() -> Register:
        async with opened(address(store)) as database:
            await load(database, register)
            return await the_register(database)

    assert write_register(asyncio.run(back())) == write_register(register)


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chain=st.lists(registers(), min_size=3, max_size=5))
@pytest.mark.postgres
def test_postgres_keeps_every_reference_whole_at_every_statement(chain: list[Register], postgres_store: str) -> None:
    """Any register follows any other on PostgreSQL too, which looks at references at once."""

    async def loaded() -> None:
        async with opened(address(postgres_store)) as database:
            for register in chain:
                await load(database, register)
                assert await the_register(database) == register

    asyncio.run(loaded())


async def test_loading_a_register_again_writes_nothing(store: str) -> None:
    """The second import finds no difference, and no row is touched, not even that of the loading."""
    register = scenario("49")

    async with opened(address(store)) as database:
        first = await load(database, register, by="a reviewer")
        before = await everything(database)
        second = await load(database, register, by="another")
        after = await everything(database)

    assert first.added > 0
    assert second == Changed()
    assert second.nothing_changed
    assert after == before


async def test_an_entry_keeps_the_import_that_recorded_it_last(store: str) -> None:
    """An import is named by what it added or corrected, and by nothing else; judging anew records nothing."""
    register = scenario("02")
    corrected = register.model_copy(
        update={"services": tuple(one.model_copy(update={"name": "another"}) for one in register.services)}
    )

    async with opened(address(store)) as database:
        await load(database, register)
        await load(database, corrected)
        await database.run("UPDATE judged SET rule_set = 'another'")
        await judge_anew(database)
        first, second = await all_rows(database, Loading)
        recorded = await all_rows(database, Recorded)
        entries = await all_rows(database, Entry)

    assert {row["list"] for row in recorded if row["loading_id"] == second["id"]} == {"services"}
    assert {row["loading_id"] for row in recorded} == {first["id"], second["id"]}
    assert first["loaded_at"] < second["loaded_at"]
    assert sorted((row["list"], row["key"]) for row in recorded) == sorted((row["list"], row["key"]) for row in entries)


async def test_a_correction_keeps_the_rows_of_what_stays(store: str) -> None:
    """A changed name corrects one entry; every head keeps its number, so that ids of the service stay good."""
    register = scenario("02")
    corrected = register.model_copy(
        update={"services": tuple(one.model_copy(update={"name": "another"}) for one in register.services)}
    )

    async with opened(address(store)) as database:
        await load(database, register)
        before = await everything(database)
        done = await load(database, corrected)
        after = await everything(database)
        back = await the_register(database)

    assert (done.added, done.corrected, done.removed, done.judged_anew) == (0, len(register.services), 0, 0)
    assert back == corrected
    kept = [
        [(row["id"], row.get("code")) for row in rows]
        for table, rows in zip(tables(), before, strict=True)
        if table not in {Loading, LedgerEvent}
    ]
    assert kept == [
        [(row["id"], row.get("code")) for row in rows]
        for table, rows in zip(tables(), after, strict=True)
        if table not in {Loading, LedgerEvent}
    ]


async def test_a_number_is_never_given_twice(store: str) -> None:
    """A transfer that was removed and comes back is another row: an old id does not lead to it."""
    register = scenario("02")
    without = register.model_copy(update={"transfers": (), "deliveries": ()})

    async with opened(address(store)) as database:
        await load(database, register)
        first = {row["id"] for row in await database.rows("SELECT id FROM transfer")}
        await load(database, without)
        assert not await database.rows("SELECT id FROM transfer")
        await load(database, register)
        second = {row["id"] for row in await database.rows("SELECT id FROM transfer")}

    assert first
    assert first.isdisjoint(second)


async def test_the_stored_spans_and_findings_are_those_of_the_judge(store: str) -> None:
    """What the tables say of a transfer is what the law's code says, day for day."""
    register = scenario("02")
    judged = judge(register)

    async with opened(address(store)) as database:
        await load(database, register)
        spans = await database.rows(
            "SELECT code, span.from_on, span.until_on, verdict FROM span JOIN transfer ON transfer.id = transfer_id "
            "ORDER BY code, span.from_on"
        )
        findings = await database.rows(
            "SELECT transfer.code, finding.code AS rule, finding.from_on, finding.until_on, about "
            "FROM finding JOIN transfer ON transfer.id = transfer_id ORDER BY finding.id"
        )

    assert [tuple(str(value) for value in row.values()) for row in spans] == [
        (one.code, str(span.from_), str(span.until), span.verdict.value)
        for one in judged.transfers
        for span in one.spans
    ]
    assert sorted(tuple(str(value) for value in row.values()) for row in findings) == sorted(
        (one.code, found.code.value, str(found.from_), str(found.until), found.about)
        for one in judged.transfers
        for found in one.findings
    )


async def test_who_loaded_how_much_is_kept(store: str) -> None:
    """Each loading that changed something leaves who, when, and how many entries."""
    register = scenario("02")

    async with opened(address(store)) as database:
        done = await load(database, register, by="法務 佐藤")
        (row,) = await database.rows("SELECT loaded_by, added, corrected, removed FROM loading")

    assert dict(row) == {"loaded_by": "法務 佐藤", "added": done.added, "corrected": 0, "removed": 0}


async def test_what_another_rule_set_judged_is_judged_anew(store: str) -> None:
    """After a change of the rules nothing of the register changes, but all that is said of it is said anew."""
    register = scenario("20")

    async with opened(address(store)) as database:
        await load(database, register)
        right = await told(database)
        await database.run("UPDATE judged SET rule_set = 'sha256:older'")
        await database.run("UPDATE transfer SET judgement = 'older'")
        await database.run("UPDATE span SET verdict = 'VALID'")
        await database.run("DELETE FROM finding")
        await database.run("UPDATE recipient_version SET abroad = ?", False)
        done = await judge_anew(database)
        after = await told(database)
        again = await judge_anew(database)

    assert done.rules_changed
    assert (done.added, done.corrected, done.removed) == (0, 0, 0)
    assert after == right
    assert again == Changed()


async def test_what_an_older_version_did_not_write_is_written_with_the_next_judgement(store: str) -> None:
    """After an upgrade, versions say what began them and contracts when they are in force, as after an import."""
    register = register_of_changes()

    async with opened(address(store)) as database:
        await load(database, register)
        right = await told(database)
        for table in ("recipient_version", "transfer_version", "contract_version"):
            await database.run(f"UPDATE {table} SET changed = NULL, note = NULL, owner = NULL")  # noqa: S608  # ours
        await database.run("UPDATE contract_version SET adds = NULL, removes = NULL")
        await database.run("DELETE FROM contract_run")
        await database.run("UPDATE judged SET rule_set = ''")
        await judge_anew(database)
        after = await told(database)

    assert after == right


def register_of_changes() -> Register:
    """The demo, with a dated change of a recipient, of a contract and of a transfer."""
    register = demo_register(date(2026, 8, 15))
    said: dict[str, Any] = {"on": date(2026, 1, 1), "note": "変更", "owner": "法務"}
    first = {
        "recipients": {"changes": (RecipientChange(address="大阪", **said),)},
        "contracts": {"amendments": (Amendment(adds=(Term.AUDIT,), removes=(Term.SAFEGUARDS,), **said),)},
        "transfers": {"changes": (TransferChange(mixed=True, **said),)},
    }
    return register.model_copy(
        update={
            name: (entries[0].model_copy(update=update), *entries[1:])
            for name, update in first.items()
            for entries in [getattr(register, name)]
        }
    )


async def test_a_loading_that_fails_changes_nothing(store: str) -> None:
    """Whatever goes wrong on the way, the register before it stands as it was."""
    before, after = scenario("02"), scenario("49")

    async with opened(address(store)) as database:
        await load(database, before)
        was = await everything(database)

        async def fail(connection: Connection) -> None:
            await connection.run("DELETE FROM finding")
            await connection.run("DELETE FROM span")
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            await _in_one_transaction(database, fail)
        is_now = await everything(database)
        done = await load(database, after)

    assert is_now == was
    assert done.removed > 0


async def _in_one_transaction(database: Database, work: Any) -> None:
    """Do the work as `write` does; what it raises would end the loop if it were a task of its own."""
    if database.engine is Engine.SQLITE:
        async with database._writer.transaction() as connection:
            await work(connection)
    else:
        async with database._turn() as connection:
            await work(connection)


async def test_an_empty_database_has_no_register(store: str) -> None:
    """Asked for its register, a database without one says what to run."""
    async with opened(address(store)) as database:
        with pytest.raises(StoreRefused) as refused:
            await the_register(database)

    assert refused.value.refusal is Refusal.NO_REGISTER
    assert "teikyo import FILE" in refused.value.message("ja")

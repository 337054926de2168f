"""What a change puts on record: one event for each entry, in the transaction that changes it, never changed again."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from models.vocabulary import LedgerAction
from tests.graph.desk import TODAY
from tests.vendors.store.test_loading import everything, scenario
from vendors.demo.register import demo_register
from vendors.ledger.appending import append, head_of
from vendors.ledger.events import COLUMNS, Event, as_moment, event_of
from vendors.ledger.recording import judged
from vendors.ledger.tree import grown, leaf_hash, tree_root
from vendors.register.documents import ENTRY_TYPES
from vendors.register.entries.register import Register
from vendors.rules import RULE_SET
from vendors.store.address import address
from vendors.store.change import Occasion
from vendors.store.connection import Connection
from vendors.store.database import Database, opened
from vendors.store.entries import IN_OWN_ROWS, bodies_of, entries_of
from vendors.store.loading import load
from vendors.store.refusals import StoreRefused

Rows = Sequence[Mapping[str, Any]]

OUT_OF_TURN = (
    f"INSERT INTO ledger_event ({', '.join(COLUMNS)})"  # noqa: S608  # names of ours
    f" SELECT 1000, {', '.join(COLUMNS[1:])} FROM ledger_event WHERE id = 1"
)


async def events(database: Database, after: int = 0) -> Rows:
    """The events of the ledger after one of them, in order."""
    return await database.rows("SELECT * FROM ledger_event WHERE id > ? ORDER BY id", after)


def said(rows: Rows) -> list[tuple[str, str, str]]:
    """What each event did, and to which entry."""
    return [(row["action"], row["list"], row["key"]) for row in rows]


async def test_an_import_puts_every_entry_on_record_as_it_is_stored(store: str) -> None:
    """Each entry in the shape of the file, in canonical JSON; what it was judged by first; numbers without a gap."""
    register = demo_register(TODAY)

    async with opened(address(store)) as database:
        await load(database, register, by="hanako")
        rows = await events(database)

    bodies = bodies_of(entries_of(register))
    assert [row["id"] for row in rows] == list(range(1, len(rows) + 1))
    assert (rows[0]["action"], orjson.loads(rows[0]["entry"])) == ("JUDGED", {"rule_set": RULE_SET})
    assert {row["verb"] for row in rows} == {"import"}
    assert {row["actor"] for row in rows} == {"hanako"}
    assert len({row["recorded_at"] for row in rows}) == 1
    for name in ("operator", "limits", *ENTRY_TYPES):
        if name not in {*IN_OWN_ROWS, "deliveries"}:
            of_list = {row["key"]: row["entry"].encode() for row in rows if row["list"] == name}
            assert of_list == bodies[name]


async def test_the_moment_on_record_is_that_of_the_import_and_of_its_judgement(store: str) -> None:
    """One moment for all that a change does, so that a moment never lies in the midst of one."""
    async with opened(address(store)) as database:
        await load(database, demo_register(TODAY))
        (event, *_) = await events(database)
        (loading,) = await database.rows("SELECT loaded_at FROM loading")
        (judged,) = await database.rows("SELECT judged_at FROM judged")

    assert as_moment(event["recorded_at"]) == as_moment(loading["loaded_at"]) == as_moment(judged["judged_at"])


async def test_what_is_added_corrected_and_removed_is_told_apart(store: str) -> None:
    """The next import appends what it did, and nothing about what stays."""
    before, after = demo_register(TODAY), demo_register(TODAY)
    first, second, *others = after.services
    renamed = first.model_copy(update={"name": "Renamed"})
    third = second.model_copy(update={"code": "another"})
    after = after.model_copy(update={"services": (renamed, second, *others, third)})

    async with opened(address(store)) as database:
        await load(database, before)
        size = len(await events(database))
        await load(database, after, by="taro")
        appended = await events(database, size)
        await load(database, before)
        undone = await events(database, size + len(appended))

    assert said(appended) == [("ADDED", "services", "another"), ("CORRECTED", "services", first.code)]
    assert orjson.loads(appended[1]["entry"])["name"] == "Renamed"
    assert {row["actor"] for row in appended} == {"taro"}
    assert said(undone) == [("CORRECTED", "services", first.code), ("REMOVED", "services", "another")]
    assert undone[1]["entry"] is None


async def test_an_import_that_changes_nothing_appends_nothing(store: str) -> None:
    """The same register again leaves the ledger as it is."""
    async with opened(address(store)) as database:
        await load(database, demo_register(TODAY))
        before = await everything(database)
        await load(database, demo_register(TODAY))

        assert await everything(database) == before


async def test_every_leaf_is_the_hash_of_its_event_and_the_frontier_has_the_root_of_all(store: str) -> None:
    """The tree grows in the same transaction, over several of them."""
    async with opened(address(store)) as database:
        for name in ("08", "49", "16", "49"):
            await load(database, scenario(name))
        rows = await events(database)
        head = await head_of(database)

    assert [row["leaf"] for row in rows] == [event_of(row).leaf().hex() for row in rows]
    assert head.size == len(rows) > 30
    assert head.root == tree_root([leaf_hash(event_of(row).canonical()) for row in rows])


async def test_an_undone_change_leaves_no_gap(store: str) -> None:
    """Numbers are those of what was committed: a change that fails at its very end has never had any."""
    async with opened(address(store)) as database:
        await load(database, scenario("08"))
        before = await everything(database)

        async def break_off(connection: Connection) -> None:
            await append(connection, [([judged("sha256:another")], Occasion("import"))])
            raise RuntimeError("the power failed")

        with pytest.raises(RuntimeError, match="the power failed"):
            await database.write(break_off)
        assert await everything(database) == before
        size = len(await events(database))
        await load(database, scenario("49"))
        rows = await events(database)

    assert [row["id"] for row in rows] == list(range(1, len(rows) + 1))
    assert len(rows) > size


async def test_a_clock_that_is_set_back_does_not_set_back_the_ledger(store: str) -> None:
    """The next event is later than the one before, by the least that there is."""
    ahead = datetime(2999, 1, 1, tzinfo=UTC)
    async with opened(address(store)) as database:
        await load(database, scenario("08"))
        head = await head_of(database)
        event = Event(head.size + 1, ahead, None, "import", judged("sha256:ahead"), None)
        frontier, size = grown(head.frontier, head.size, [event.leaf()])
        await database.add_many("ledger_event", COLUMNS, [event.row(event.leaf())])
        nodes = " ".join(node.hex() for node in frontier)
        await database.run("UPDATE ledger_head SET size = ?, frontier = ?", size, nodes)

        await load(database, scenario("49"))
        rows = await events(database, size)

    assert {as_moment(row["recorded_at"]) for row in rows} == {ahead.replace(microsecond=1)}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_event SET actor = 'nobody' WHERE id = 1",
        "DELETE FROM ledger_event WHERE id = (SELECT max(id) FROM ledger_event)",
        OUT_OF_TURN,
    ],
    ids=["change", "delete", "leave a gap"],
)
async def test_the_database_itself_refuses_to_change_the_past(statement: str, store: str) -> None:
    """Whatever program asks for it: an event is neither changed nor deleted, and none is appended out of its turn."""
    async with opened(address(store)) as database:
        await load(database, scenario("08"))
        before = await everything(database)

        with pytest.raises(StoreRefused, match="append-only"):
            async with opened(address(store)) as another:
                await another.run(statement)

        assert await everything(database) == before


async def test_sqlite_refuses_to_replace_an_event(sqlite_store: str) -> None:
    """`INSERT OR REPLACE` deletes without asking whoever looks after deletions."""
    async with opened(address(sqlite_store)) as database:
        await load(database, scenario("08"))
        before = await everything(database)

        with pytest.raises(StoreRefused, match="append-only"):
            async with opened(address(sqlite_store)) as another:
                await another.run("REPLACE INTO ledger_event SELECT * FROM ledger_event WHERE id = 1")

        assert await everything(database) == before


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE ledger_event",
        "INSERT INTO ledger_event TABLE ledger_event ON CONFLICT (id) DO UPDATE SET actor = 'nobody'",
    ],
    ids=["truncate", "replace"],
)
async def test_postgres_refuses_what_it_alone_has(statement: str, postgres_store: str) -> None:
    """Emptying the table, and writing over what is there."""
    async with opened(address(postgres_store)) as database:
        await load(database, scenario("08"))
        before = await everything(database)

        with pytest.raises(StoreRefused, match="append-only"):
            async with opened(address(postgres_store)) as another:
                await another.run(statement)

        assert await everything(database) == before


def persons(register: Register) -> set[str]:
    """Everyone whom a register refers to."""
    return {
        *(consent.subject for consent in register.consents),
        *(stop.subject for stop in register.stops),
        *(subject for delivery in register.deliveries for subject in delivery.subjects or ()),
    }


async def test_no_reference_to_a_person_stands_in_the_ledger(store: str) -> None:
    """Consents, requests to stop, and who was in a delivery: the ledger has numbers of them and a digest."""
    register = demo_register(TODAY)
    assert len(persons(register)) > 2

    async with opened(address(store)) as database:
        await load(database, register)
        rows = await events(database)

    told = repr(rows)
    assert [subject for subject in persons(register) if f'"{subject}"' in told or f"'{subject}'" in told] == []
    of_persons = [row for row in rows if row["list"] in IN_OWN_ROWS]
    assert {name: sum(orjson.loads(row["entry"])["persons"] for row in of_persons if row["list"] == name)
            for name in IN_OWN_ROWS} == {"consents": len(register.consents), "stops": len(register.stops)}  # fmt: skip


async def test_who_leaves_the_register_takes_the_salt_along(store: str) -> None:
    """What is left of the batch has another digest under another salt; the old one can be made by nobody any more."""
    register = scenario("08")
    others = register.consents[1:]
    assert others

    async with opened(address(store)) as database:
        await load(database, register)
        size = len(await events(database))
        (before,) = await database.rows("SELECT * FROM sealed WHERE list = 'consents'")
        await load(database, register.model_copy(update={"consents": tuple(others)}))
        (after,) = await database.rows("SELECT * FROM sealed WHERE list = 'consents'")
        (event,) = await events(database, size)
        await load(database, register.model_copy(update={"consents": ()}))
        none = await database.rows("SELECT * FROM sealed WHERE list = 'consents'")
        (last,) = await events(database, size + 1)

    assert (event["action"], event["key"]) == (LedgerAction.CORRECTED, str(before["id"]))
    assert orjson.loads(event["entry"])["persons"] == after["persons"] == len(others)
    assert after["salt"] not in {None, before["salt"]}
    assert none == []
    assert (last["action"], last["key"], last["entry"]) == (LedgerAction.REMOVED, str(before["id"]), None)


async def test_a_corrected_delivery_is_sealed_anew(store: str) -> None:
    """The persons that it listed can't be told from its old digest, for the salt of that is gone."""
    register = demo_register(TODAY)
    delivery = next(one for one in register.deliveries if one.subjects)
    others = tuple(one for one in register.deliveries if one is not delivery)
    shorter = delivery.model_copy(update={"subjects": delivery.subjects[1:], "subject_count": None})
    mine = "SELECT salt, persons FROM sealed WHERE list = 'deliveries' AND key = ?"

    async with opened(address(store)) as database:
        await load(database, register)
        (before,) = await database.rows(mine, delivery.code)
        await load(database, register.model_copy(update={"deliveries": (*others, shorter)}))
        after = await database.rows(mine, delivery.code)
        await load(database, register.model_copy(update={"deliveries": others}))
        gone = await database.rows(mine, delivery.code)

    assert before["persons"] == len(delivery.subjects)
    assert [(row["persons"], row["salt"] == before["salt"]) for row in after] == (
        [(len(shorter.subjects), False)] if shorter.subjects else []
    )
    assert gone == []

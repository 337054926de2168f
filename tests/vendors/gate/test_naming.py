"""A delivery names the gate's decision; how many of its persons the gate had not allowed is told, and stays true."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
import pytest

from tests.vendors.gate.decided import AT, REGISTER, Recorder, asked_gate, recorder
from tests.vendors.purging.cabinet import Purger, purger
from tests.vendors.references.people import KEY
from tests.vendors.store.test_loading import everything
from tests.vendors.verbs.clerk import Clerk
from vendors.gate.deciding import Asking
from vendors.ledger.differs import LedgerDiffers
from vendors.ledger.remembering import as_recorded
from vendors.ledger.verifying import verify
from vendors.purging.answers import find_answers, purge_answers
from vendors.purging.finding import Asked as AskedOfPurge
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.loading import load, the_register
from vendors.verbs.answering import Asked, answered, foreseen
from vendors.verbs.doing import Order
from vendors.verbs.joining import joined
from vendors.verbs.refusals import KeyTaken
from vendors.verbs.table import BY_NAME


async def test_who_was_not_allowed_is_outside_of_the_decision(store: str) -> None:
    """Whom the gate forbade, and whom nobody asked it about; of those whom it allowed, nobody."""
    async with recorder(store) as desk:
        decision = await desk.asks("p-1", "p-2", "p-3")
        await desk.records("within", decision, ["p-1", "p-3"])
        await desk.records("outside", decision, ["p-1", "p-2", "p-4", "p-9"])
        await desk.records("without", None, ["p-1"])

        assert await desk.said("within") == (decision, 0)
        assert await desk.said("outside") == (decision, 3)
        assert await desk.said("without") is None


async def test_the_answers_of_several_portions_are_one_decision(store: str) -> None:
    """Whoever asks about many has one name for all that was answered."""
    async with recorder(store) as desk:
        asking = await asked_gate(desk.database, "p-1")
        await asked_gate(desk.database, "p-2", "p-3", asking=asking)
        await desk.records("d-9", asking.decision, ["p-1", "p-2", "p-3"])

        assert await desk.outside("d-9") == 1


async def test_the_ledger_says_which_decision_and_names_nobody(store: str) -> None:
    """Its name, how many it had allowed, with their seal, and how many were outside of it."""
    async with recorder(store) as desk:
        decision = await desk.asks("p-1", "p-2", "p-3")
        await desk.records("d-9", decision, ["p-1", "p-2"])

        ((action, entry),) = await desk.events("d-9")
        assert action == "ADDED"
        assert entry == {
            "allowed": {"persons": 2, "root": entry["allowed"]["root"]},
            "decision": decision,
            "outside": 1,
        }
        for row in await desk.database.rows("SELECT entry FROM ledger_event WHERE list IN ('decisions', 'deliveries')"):
            assert not any(f'"p-{number}"' in (row["entry"] or "") for number in range(1, 5))


@pytest.mark.parametrize(
    ("asked", "given", "outside"),
    [
        (None, None, 0),
        (None, ["name"], 0),
        (("address", "name"), None, 0),
        (("name",), ["name"], 0),
        (("name",), ["address"], 2),
        (("name",), None, 2),
    ],
)
async def test_items_beyond_those_asked_about_put_everybody_outside(
    asked: tuple[str, ...] | None, given: list[str] | None, outside: int, store: str
) -> None:
    """Of the delivery's own items, or of all that the transfer gives."""
    async with recorder(store) as desk:
        decision = await desk.asks("p-1", "p-3", items=asked)
        await desk.records("d-9", decision, ["p-1", "p-3"], **({"items": given} if given else {}))

        assert await desk.outside("d-9") == outside


@pytest.mark.parametrize(
    ("later", "outside"),
    [
        (timedelta(seconds=-1), 1),
        (timedelta(0), 0),
        (timedelta(days=1), 0),
        (timedelta(days=1, seconds=1), 1),
    ],
)
async def test_a_decision_is_one_for_its_moment_and_a_day_from_then_on(
    later: timedelta, outside: int, store: str
) -> None:
    """Before the moment that was asked about, and more than a day after it, everybody is outside; fractions apart."""
    async with recorder(store) as desk:
        decision = await desk.asks("p-1", at=AT + timedelta(microseconds=700_000))
        await desk.records("d-9", decision, ["p-1"], at=(AT + later).isoformat())

        assert await desk.outside("d-9") == outside


@pytest.mark.parametrize(("earlier", "outside"), [(timedelta(0), 0), (timedelta(seconds=1), 2)])
async def test_what_was_delivered_before_the_gate_answered_is_outside(
    earlier: timedelta, outside: int, store: str
) -> None:
    """Whoever asks afterwards did not ask before data left, whatever moment he asks about."""
    async with recorder(store) as desk:
        decision = await desk.asks("p-1", "p-3", at=AT - timedelta(hours=1))
        (row,) = await desk.database.rows("SELECT id FROM gate_answer")
        await desk.database.run("UPDATE gate_answer SET decided_at = ? WHERE id = ?", *_kept(desk, row["id"]))
        await desk.records("d-9", decision, ["p-1", "p-3"], at=(AT - earlier).isoformat())

        assert await desk.outside("d-9") == outside


def _kept(desk: Recorder, number: int) -> list[Any]:
    moment: Any = AT.isoformat(" ") if desk.database.engine == "sqlite" else AT
    return [moment, number]


@pytest.mark.parametrize(("counted", "outside"), [(2, 0), (3, 1), (None, None)])
async def test_of_persons_who_are_counted_as_many_are_outside_as_are_more(
    counted: int | None, outside: int | None, store: str
) -> None:
    """Who they are nobody knows, so at least so many; nothing is told where it is not said how many they are."""
    async with recorder(store) as desk:
        decision = await desk.asks("p-1", "p-3", "p-2")
        more: dict[str, Any] = {} if counted is None else {"subject_count": counted}
        await desk.records("d-9", decision, **more)

        assert await desk.outside("d-9") == outside


async def test_who_is_listed_later_is_counted_then(store: str) -> None:
    """Batch by batch, each on the ledger; where the number stays as it is, the ledger has no more of it."""
    async with recorder(store) as desk:
        decision = await desk.asks("p-1", "p-2", "p-3", "p-4")
        await desk.records("d-9", decision)
        told = [await desk.outside("d-9")]
        for batch in (["p-1", "p-2"], ["p-9", "p-8"], ["p-3"]):
            done = await desk.sender.lists("d-9", *batch, key="-".join(batch))
            told.append(await desk.outside("d-9"))

        assert told == [None, 1, 3, 3]
        (last,) = await desk.database.rows("SELECT list, key FROM ledger_event ORDER BY id DESC LIMIT 1")
        assert (last["list"], last["key"]) == ("deliveries", "d-9")
        assert done.written.sequence == (await verify(desk.database)).size
        assert [(action, entry.get("outside")) for action, entry in await desk.events("d-9")] == [
            ("ADDED", None),
            ("CORRECTED", 1),
            ("CORRECTED", 3),
        ]


async def test_a_corrected_delivery_is_counted_anew(store: str) -> None:
    """Other persons, another moment, another transfer; by a verb or by a file. Another note changes nothing."""
    async with recorder(store) as desk:
        decision = await desk.asks("p-1", "p-3")
        await desk.records("d-9", decision, ["p-1", "p-3"])
        told = []
        for correction in ({"note": "x"}, {"subjects": ["p-1", "p-2"]}, {"at": "2099-08-01T00:00:00Z"}):
            await desk.clerk.do("correctDelivery", {"code": "d-9", **correction}, reason="typo")
            told.append(await desk.outside("d-9"))
        await desk.clerk.do("correctDelivery", {"code": "d-9", "at": AT.isoformat()}, reason="typo")
        by_file: list[dict[str, Any]] = [
            {"subjects": ("p-7", "p-8", "p-9")},
            {"subjects": ("p-1", "p-3"), "transfer": "parcels"},
        ]
        for other in by_file:
            register = await desk.clerk.register()
            deliveries = tuple(
                one.model_copy(update=other) if one.code == "d-9" else one for one in register.deliveries
            )
            await load(desk.database, register.model_copy(update={"deliveries": deliveries}))
            told.append(await desk.outside("d-9"))

        assert told == [0, 1, 2, 3, 2]
        assert [entry["outside"] for _, entry in await desk.events("d-9")] == [0, 1, 2, 1, 3, 2]


async def test_what_is_removed_names_no_decision_any_more(store: str) -> None:
    """Recorded again without one, it has none."""
    async with recorder(store) as desk:
        decision = await desk.asks("p-1")
        await desk.records("d-9", decision, ["p-1"])
        await desk.clerk.do("removeDelivery", {"code": "d-9"}, reason="twice")
        gone = await desk.said("d-9")
        await desk.records("d-9", None, ["p-1"])

        assert (gone, await desk.said("d-9")) == (None, None)
        assert [action for action, _ in await desk.events("d-9")] == ["ADDED", "REMOVED"]
        assert await desk.database.rows("SELECT id FROM sealed WHERE list = 'decisions'") == []


async def test_a_decision_that_the_gate_did_not_give_for_the_transfer_is_refused(store: str) -> None:
    """Beside the field, with nothing changed; whichever of several deliveries names it."""
    async with recorder(store) as desk:
        others = await desk.asks("p-1", transfer="parcels")
        given = {"code": "d-9", "transfer": "leads", "at": AT.isoformat()}
        refused = desk.clerk.refused
        at = ("entry", "decision")

        assert await refused("registerDelivery", {**given, "decision": "unheard-of"}) == [("unknown_decision", at)]
        assert await refused("registerDelivery", {**given, "decision": "a\0b"}) == [("unknown_decision", at)]
        assert await refused("registerDelivery", {**given, "decision": others}) == [
            ("decision_of_another_transfer", at)
        ]
        several = [{**given, "code": "d-8"}, {**given, "decision": "unheard-of"}]
        assert await refused("registerDelivery", *several, many=True) == [
            ("unknown_decision", ("entries", 1, "decision"))
        ]
        corrected = await refused("correctDelivery", {"code": "d-1", "decision": others}, reason="typo")
        assert [code for code, _ in corrected] == ["unknown_key"]


async def test_several_deliveries_name_their_decisions_at_once(store: str) -> None:
    """Each its own, or none."""
    async with recorder(store) as desk:
        first, second = await desk.asks("p-1"), await desk.asks("p-3")
        given = [
            {
                "code": f"m-{number}",
                "transfer": "leads",
                "at": AT.isoformat(),
                "subjects": ["p-1"],
                "decision": decision,
            }
            for number, decision in enumerate((first, second, None))
        ]
        await desk.clerk.do("registerDelivery", *given, many=True)

        assert [await desk.said(f"m-{number}") for number in range(3)] == [(first, 0), (second, 1), None]


async def test_a_dry_run_says_what_would_be_refused_and_keeps_nothing(store: str) -> None:
    """Of a decision that may be named, and one that may not."""
    async with recorder(store) as desk:
        decision = await desk.asks("p-1")
        given = {"code": "d-9", "transfer": "leads", "at": AT.isoformat(), "subjects": ["p-1"], "decision": decision}
        before = await everything(desk.database)
        done, _ = await foreseen(desk.database, Order(BY_NAME["registerDelivery"], [given], ("delivery",)))

        assert done.changed.added == 1
        assert await everything(desk.database) == before
        assert await desk.said("d-9") is None


async def test_the_same_key_with_another_decision_is_another_input(store: str) -> None:
    """Sent again it is answered again; what is to be done with a decision is never done along with others."""
    async with recorder(store) as desk:
        first, second = await desk.asks("p-1"), await desk.asks("p-3")
        orders = [
            Order(
                BY_NAME["registerDelivery"],
                [{"code": "d-9", "transfer": "leads", "at": AT.isoformat(), "subjects": ["p-1"], "decision": decision}],
                ("delivery",),
                by="feed",
            )
            for decision in (first, second)
        ]
        await answered(desk.database, orders[0], "k-1")
        again = await answered(desk.database, orders[0], "k-1")
        with pytest.raises(KeyTaken):
            await answered(desk.database, orders[1], "k-1")

        assert again.again
        assert await desk.said("d-9") == (first, 0)
        assert joined([Asked(orders[0], "k-2")]) == []


async def test_the_register_and_its_file_say_nothing_of_it(store: str) -> None:
    """As it is, and as it was recorded; the same file again changes nothing."""
    async with recorder(store) as desk:
        decision = await desk.asks("p-1")
        await desk.records("d-9", decision, ["p-1", "p-2"])
        known = await the_register(desk.database)
        then = await desk.database.read(lambda connection: as_recorded(connection, datetime.now(UTC)))

        assert then.register == known
        assert decision.encode() not in orjson.dumps(known.model_dump(mode="json", by_alias=True))
        assert (await load(desk.database, known)).nothing_changed
        assert await desk.said("d-9") == (decision, 1)


async def test_purging_its_persons_leaves_the_number(store: str) -> None:
    """Nobody is listed any more, and how many had been outside is told as before; the ledger holds."""
    async with purger(store) as one:
        asking = await asked_gate(one.database, "p-1", "p-2", transfer="feed", at=datetime(2024, 9, 1, tzinfo=UTC))
        await one.database.run("UPDATE gate_answer SET decided_at = at")
        given = {
            "code": "named",
            "transfer": "feed",
            "at": "2024-09-01T10:00:00+09:00",
            "subjects": ["p-1", "p-2", "p-3"],
            "decision": asking.decision,
            "record": {"made_on": "2024-09-02", "method": "individual", "has": ["items"]},
        }
        await one.clerk.do("registerDelivery", given)
        before = await _outside(one)
        assert (await one.purges(date(2029, 11, 1))).persons > 3
        (purged,) = await one.database.rows("SELECT purged_on, listed_count FROM delivery WHERE code = 'named'")

        assert (str(purged["purged_on"]), purged["listed_count"]) == ("2029-11-01", 0)
        assert (before, await _outside(one)) == (2, 2)
        assert await verify(one.database) is not None
        await one.clerk.do("removeDelivery", {"code": "named"}, reason="never made")
        assert await verify(one.database) is not None


async def _outside(one: Purger) -> int | None:
    (row,) = await one.database.rows("SELECT outside FROM delivery_decision WHERE delivery = 'named'")
    outside: int | None = row["outside"]
    return outside


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE gate_answer SET persons = replace(persons, 'p-1', 'p-2')",
        "UPDATE gate_answer SET decision = 'another'",
        "DELETE FROM gate_answer",
        "UPDATE delivery_decision SET decision = 'another'",
        "UPDATE delivery_decision SET outside = 0",
        "UPDATE delivery_decision SET outside = NULL",
        "UPDATE delivery_decision SET persons = 9",
        "DELETE FROM delivery_decision",
        "DELETE FROM sealed WHERE list = 'decisions'",
        "INSERT INTO delivery_decision (delivery, decision, persons, root) VALUES ('d-1', 'x', 0, 'x')",
    ],
)
async def test_what_is_changed_behind_the_program_s_back_is_found(change: str, store: str) -> None:
    """Of what the delivery names, and of whom the gate had allowed; what the gate answers later is no change."""
    async with recorder(store) as desk:
        asking = Asking("leads", "feed", AT)
        await asked_gate(desk.database, "p-1", asking=asking)
        await desk.records("d-9", asking.decision, ["p-1", "p-2"])
        await asked_gate(desk.database, "p-3", asking=asking)
        assert await verify(desk.database) is not None
        await desk.database.run(change)

        with pytest.raises(LedgerDiffers):
            await verify(desk.database)


async def test_the_gate_may_forget_whom_it_allowed_and_what_was_said_stands(store: str) -> None:
    """The number stays, though others are listed; the salt goes, and nobody names that decision any more."""
    async with recorder(store) as desk:
        decision = await desk.asks("p-1", "p-2")
        await desk.records("d-9", decision, ["p-1", "p-2"])
        record = {"made_on": AT.date().isoformat(), "method": "individual", "has": ["items"]}
        await desk.clerk.do("recordProvision", {"code": "d-9", "record": record})
        asked = AskedOfPurge(date(2199, 1, 1))
        found = await desk.database.read(lambda connection: find_answers(connection, asked, None))
        gone = await purge_answers(desk.database, found, asked, None, lambda _: None)
        await desk.sender.lists("d-9", "p-7", "p-8")

        assert (gone, await desk.said("d-9")) == (1, (decision, 1))
        assert await desk.database.rows("SELECT id FROM sealed WHERE list = 'decisions'") == []
        given = {"code": "d-8", "transfer": "leads", "at": AT.isoformat(), "decision": decision}
        refused = await desk.clerk.refused("registerDelivery", given)
        assert refused == [("purged_decision", ("entry", "decision"))]


async def test_under_a_key_it_is_counted_as_without(store: str) -> None:
    """What is stored of persons is compared with what is stored, or said with what is said; somebody twice is one."""
    async with opened(address(store, KEY)) as database:
        await load(database, read_register(REGISTER.encode()))
        desk = Recorder(Clerk(database))
        asking = await asked_gate(database, "p-1", "p-2", "p-1")
        await asked_gate(database, "p-3", "p-1", asking=asking)
        await desk.records("d-9", asking.decision, ["p-1", "p-2", "p-3", "p-9"])
        told = [await desk.outside("d-9")]
        await desk.sender.lists("d-9", "p-7", "p-4")
        told.append(await desk.outside("d-9"))
        rows = await database.rows("SELECT entry FROM ledger_event WHERE list = 'decisions' ORDER BY id")

    assert told == [2, 4]
    assert [orjson.loads(row["entry"])["allowed"]["persons"] for row in rows] == [4, 4]

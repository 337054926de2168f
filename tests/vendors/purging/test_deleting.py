"""What a purge deletes and what it leaves: persons and salts go, digests stay, and so does what was said."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from models.vocabulary import RuleCode
from tests.vendors.purging.cabinet import REGISTER, Purger, purger
from vendors.backups.making import make_backup
from vendors.backups.restoring import restore
from vendors.ledger.remembering import as_recorded
from vendors.ledger.verifying import verify
from vendors.register.read import read_register
from vendors.register.write import write_register
from vendors.store.address import Engine, address
from vendors.store.database import opened
from vendors.store.loading import load, the_register
from vendors.store.refusals import Refusal, StoreRefused

NOW = datetime(2029, 11, 1, tzinfo=UTC)
PURGED = ("each", "lump-first", "lump-last", "substituted")


async def numbers(one: Purger) -> dict[str, int]:
    """How many rows there are of each kind that a purge might touch."""
    found = {}
    for table in ("delivery", "delivery_subject", "sealed", "consent", "stop", "entry", "loading"):
        (row,) = await one.database.rows(f"SELECT count(*) AS number FROM {table}")  # noqa: S608  # ours
        found[table] = row["number"]
    return found


async def test_persons_and_salts_go_and_nothing_else_does(place: str) -> None:
    """Consents and stops stay, and so do the persons whose day has not come."""
    async with purger(place) as one:
        before = await numbers(one)
        gone = await one.purges()
        after = await numbers(one)
        left = await one.database.rows(
            "SELECT DISTINCT code FROM delivery JOIN delivery_subject ON delivery_id = delivery.id ORDER BY code"
        )

    assert (gone.deliveries, gone.persons) == (4, 7)
    assert {name: before[name] - after[name] for name in before} == {
        **dict.fromkeys(before, 0),
        "delivery_subject": 7,
        "sealed": 4,
        "loading": -1,
    }
    assert [row["code"] for row in left] == ["late-parcel", "never-recorded", "parcel"]


async def test_what_was_said_stands_and_says_that_the_persons_are_gone(place: str) -> None:
    """Verdict, findings with their numbers of persons, what record was needed and until when it was kept."""
    async with purger(place) as one:
        before = {code: await one.said_of(code) for code in PURGED}
        await one.purges()
        after = {code: await one.said_of(code) for code in PURGED}
        rows = await one.database.rows(
            "SELECT code, subject_count, listed_count, purged_on FROM delivery ORDER BY code"
        )

    assert after == before
    assert [finding["code"] for finding in after["each"][1:]] == [
        RuleCode.CONSENT_WITHDRAWN,
        RuleCode.STOP_ORDER_ACTIVE,
    ]
    assert {row["code"]: (row["subject_count"], row["listed_count"], str(row["purged_on"])) for row in rows} == {
        "each": (3, 0, "2029-11-01"),
        "lump-first": (1, 0, "2029-11-01"),
        "lump-last": (2, 0, "2029-11-01"),
        "substituted": (1, 0, "2029-11-01"),
        "counted": (7, 0, "None"),
        "never-recorded": (None, 1, "None"),
        "parcel": (None, 2, "None"),
        "late-parcel": (None, 1, "None"),
    }


async def test_the_ledger_says_who_purged_what_and_when_and_still_fits_all_that_is_stored(place: str) -> None:
    """One event for each delivery; the digest of whom it listed stays where it was recorded."""
    async with purger(place) as one:
        await one.purges()
        events = await one.database.rows("SELECT * FROM ledger_event WHERE action = 'PURGED' ORDER BY id")
        (recorded,) = await one.database.rows(
            "SELECT entry FROM ledger_event WHERE list = 'deliveries' AND key = 'each' AND action = 'ADDED'"
        )
        verified = await verify(one.database)

    assert [(event["actor"], event["verb"], event["list"], event["key"]) for event in events] == [
        ("hanako", "purge", "deliveries", code) for code in PURGED
    ]
    assert len({event["recorded_at"] for event in events}) == 1
    said = orjson.loads(events[0]["entry"])
    assert (said["subject_count"], said["purged"]["on"], said["purged"]["persons"]) == (3, "2029-11-01", 3)
    assert not any(person in event["entry"] for event in events for person in ("p-1", "p-2", "p-3"))
    assert orjson.loads(recorded["entry"])["subjects"]["persons"] == 3
    assert verified.size == events[-1]["id"]


async def test_rule_34_does_not_speak_of_what_was_purged_in_time(place: str) -> None:
    """Neither on the last day of keeping, when nothing goes, nor on the next, when it does (Rules 21, 25)."""
    last = date(2027, 4, 12)
    async with purger(place) as one:
        nothing = await one.purges(last)
        kept = await one.said_of("each")
        await one.purges(last.replace(day=13))
        (row,) = await one.database.rows("SELECT purged_on, record_deleted_on FROM delivery WHERE code = 'each'")
        gone = await one.said_of("each")

    assert nothing.deliveries == 1  # of the contract that was kept for a year
    assert str(row["purged_on"]) == "2027-04-13"
    assert gone == kept
    assert RuleCode.RECORD_RETENTION_BREACH not in {finding["code"] for finding in gone[1:]}


async def test_nothing_judges_it_anew(place: str) -> None:
    """Not another policy, nor a corrected transfer, a basis that goes, a consent that comes, or limits that change."""
    register = read_register(REGISTER.encode())
    consents = register.consents[:1]
    without = register.transfers[0].model_copy(update={"bases": ()})
    others = tuple(one for one in register.transfers if one.code != without.code)
    async with purger(place) as one:
        await one.purges()
        before = {code: await one.said_of(code) for code in PURGED}
        never = await one.said_of("never-recorded")
        stored = await the_register(one.database)
        changed = {
            "policies": (),
            "consents": consents,
            "stops": (),
            "transfers": (without, *others),
            "limits": stored.limits.model_copy(update={"record_days": 1}),
        }
        await load(one.database, stored.model_copy(update=changed))
        after = {code: await one.said_of(code) for code in PURGED}
        judged = await one.said_of("never-recorded")
        await verify(one.database)

    assert after == before
    assert judged != never


async def test_what_is_purged_again_is_not_there(place: str) -> None:
    """The second time nothing is found, and nothing is written."""
    async with purger(place) as one:
        await one.purges()
        before = await numbers(one)
        again = await one.purges()

        assert (again.deliveries, again.persons, await numbers(one)) == (0, 0, before)


async def test_what_must_be_kept_by_the_time_its_turn_comes_stays(place: str) -> None:
    """Another delivery by the same contract was recorded after it was found: both are kept for a year from that one."""
    register = REGISTER.replace("until: 2024-12-31", "until: 2025-12-31")
    async with purger(place, register) as one:
        found = await one.found(date(2025, 9, 1))
        entry = next(
            delivery for delivery in read_register(register.encode()).deliveries if delivery.code == "substituted"
        )
        another = entry.model_copy(update={"code": "another", "at": entry.at.replace(month=12)})
        stored = await the_register(one.database)
        await load(one.database, stored.model_copy(update={"deliveries": (*stored.deliveries, another)}))

        gone = await one.purges(date(2025, 9, 1))

        assert [code for code, _ in found.deliveries] == ["substituted"]
        assert gone.deliveries == 0
        assert "substituted" in {
            row["code"] for row in await one.database.rows("SELECT code FROM delivery WHERE listed_count > 0")
        }


async def test_it_is_corrected_no_more(place: str) -> None:
    """By a verb as by a file, whatever it would say; the rest of the register goes on."""
    async with purger(place) as one:
        clerk = one.clerk
        await one.purges()
        for said in ({"subjects": ["p-1"]}, {"note": "x"}, {"record": None}):
            refused = await clerk.refused("correctDelivery", {"code": "each", **said}, reason="so")
            assert refused == [("persons_purged", ("entry",))]
        with pytest.raises(StoreRefused) as why:
            await load(one.database, read_register(REGISTER.encode()))
        await clerk.do("correctDelivery", {"code": "never-recorded", "note": "looked for"}, reason="so")
        await verify(one.database)

    assert why.value.refusal is Refusal.PURGED
    assert why.value.params["delivery"] == "each"
    assert why.value.params["number"] == 4
    assert "{" not in why.value.message("en") + why.value.message("ja")


async def test_it_can_be_removed_and_with_it_what_was_said(place: str) -> None:
    """As every delivery can; one of that code that is registered then is another one, and is judged."""
    async with purger(place) as one:
        await one.purges()
        await one.clerk.do("removeDelivery", {"code": "each"}, reason="so")
        await verify(one.database)
        again = {"code": "each", "transfer": "feed", "at": "2024-04-10T10:00:00+09:00", "subjects": ["p-1"]}
        await one.clerk.do("registerDelivery", again)
        await verify(one.database)
        (row,) = await one.database.rows("SELECT purged_on, listed_count FROM delivery WHERE code = 'each'")

    assert (row["purged_on"], row["listed_count"]) == (None, 1)


async def test_a_dump_says_how_many_there_were_and_loads_as_it_stands(
    place: str, migrated_file: Path, tmp_path: Path
) -> None:
    """Into the same database it changes nothing; an empty one dumps the same bytes, and judges the number alone."""
    async with purger(place) as one:
        await one.purges()
        dumped = write_register(await the_register(one.database))
        unchanged = await load(one.database, read_register(dumped))
    another = shutil.copy(migrated_file, tmp_path / "another.db")
    async with opened(address(str(another))) as database:
        await load(database, read_register(dumped))
        again = write_register(await the_register(database))
        said = await Purger(database).said_of("each")
        (row,) = await database.rows("SELECT purged_on, subject_count FROM delivery WHERE code = 'each'")
        await verify(database)

    assert unchanged.nothing_changed
    assert again == dumped
    assert (row["purged_on"], row["subject_count"]) == (None, 3)
    assert [finding["code"] for finding in said[1:]] == [RuleCode.CONSENT_MISSING]


async def test_an_earlier_register_comes_without_the_persons_and_says_how_many_it_lacks(place: str) -> None:
    """Of a moment before the purge: nothing brings them back."""
    async with purger(place) as one:
        (head,) = await one.database.rows("SELECT size FROM ledger_head")
        before = await one.database.read(lambda connection: as_recorded(connection, head["size"]))
        await one.purges()
        after = await one.database.read(lambda connection: as_recorded(connection, head["size"]))
        now = await one.database.read(lambda connection: as_recorded(connection, head["size"] + 4))

    assert (before.persons_missing, after.persons_missing, now.persons_missing) == (0, 7, 0)
    listed = {delivery.code: delivery.subjects for delivery in after.register.deliveries}
    counted = {delivery.code: delivery.subject_count for delivery in after.register.deliveries}
    assert {code: counted[code] for code in PURGED} == {"each": 3, "lump-first": 1, "lump-last": 2, "substituted": 1}
    assert not any(listed[code] for code in PURGED)
    assert listed["parcel"] == ("p-1", "p-4")
    assert sorted(now.purged) == list(PURGED)


async def test_other_rules_purge_nothing(place: str) -> None:
    """Until when a record is kept is for today's rules to say: what others judged is judged anew first."""
    async with purger(place) as one:
        before = await numbers(one)
        await one.database.run("UPDATE judged SET rule_set = 'sha256:another'")
        with pytest.raises(StoreRefused) as why:
            await one.purges()

        assert why.value.refusal is Refusal.JUDGED_OTHERWISE
        assert await numbers(one) == before


async def test_what_is_deleted_is_overwritten_in_the_file(sqlite_store: str) -> None:
    """No page that is free now, and no log beside the file, still has who was there or the salt."""
    name = "person-who-was-here"
    register = REGISTER.replace(
        "subjects: [p-1, p-2, p-3]", f"subjects: [{', '.join(f'{name}-{n}' for n in range(8000))}]"
    )
    async with purger(sqlite_store, register) as one:
        assert one.database.engine is Engine.SQLITE
        (salt,) = await one.database.rows("SELECT salt FROM sealed WHERE list = 'deliveries' AND key = 'each'")
        await one.purges()
    left = b"".join(path.read_bytes() for path in Path(sqlite_store).parent.glob("teikyo.db*"))

    assert name.encode() not in left
    assert salt["salt"].encode() not in left
    assert b"late-parcel" in left


async def test_a_backup_brings_back_what_it_holds(place: str, migrated_file: Path, tmp_path: Path) -> None:
    """One of after the purge what stands, and nobody; one of before the persons, too, and they can be purged again."""
    backups = {name: tmp_path / f"{name}.backup" for name in ("before", "after")}
    async with purger(place) as one:
        await make_backup(one.database, backups["before"], NOW, lambda _: None)
        await one.purges()
        said = short(await one.said_of("each"))
        await make_backup(one.database, backups["after"], NOW, lambda _: None)
    restored = {}
    for name, backup in backups.items():
        async with opened(address(str(shutil.copy(migrated_file, tmp_path / f"{name}.db")))) as database:
            await restore(database, backup, lambda _: None)
            again = Purger(database)
            restored[name] = (await again.purges()).persons
            assert short(await again.said_of("each")) == said
            await verify(database)

    assert restored == {"before": 7, "after": 0}


def short(said: list[dict[str, Any]]) -> list[object]:
    """What is said of a delivery, in words that both engines keep alike."""
    head, *findings = said
    return [head["verdict"], head["judgement"], *((one["code"], one["subjects"]) for one in findings)]

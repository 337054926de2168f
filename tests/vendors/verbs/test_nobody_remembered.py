"""What is remembered of verbs tells of nobody once the persons are gone whom they named."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.vendors.received import clerk as receiving
from tests.vendors.requests import clerk as requesting
from tests.vendors.store.test_loading import everything
from tests.vendors.verbs.clerk import Clerk, clerk
from tests.vendors.verbs.test_answering import order
from vendors.store.database import Database
from vendors.store.filling import SALTED
from vendors.store.migrating import migrate
from vendors.verbs.answering import answered
from vendors.verbs.doing import Done
from vendors.verbs.keys import Key
from vendors.verbs.refusals import KeyTaken

PERSON = "customer-4711-of-nowhere"
DELIVERY: dict[str, Any] = {
    "code": "d-9",
    "transfer": "parcels",
    "at": "2024-07-01T10:00:00+09:00",
    "subjects": [PERSON, "p-1"],
}


async def given(one: Clerk, key: str = "k", **said: Any) -> Done:
    """Register a delivery that lists a person, under a key."""
    return await answered(one.database, order("registerDelivery", DELIVERY | said), key)


async def removed(one: Clerk) -> None:
    """Remove that delivery again."""
    revision = await one.revision("deliveries", "d-9")
    await answered(
        one.database, order("removeDelivery", {"code": "d-9", "revision": revision}, reason="a test"), "gone"
    )


def guesses(key: Key, salts: list[str]) -> set[str]:
    """All that could be made of an input that is guessed rightly, by whoever has these salts."""
    under = [b"", *(bytes.fromhex("".join(some)) for count in (1, 2) for some in permutations(salts, count))]
    keyed = {hmac.new(salt, key.said_digest, "sha256").hexdigest() for salt in under}
    return keyed | {key.said_digest.hex(), hashlib.sha256(key.said_digest).hexdigest()}


async def confirmed(database: Database, key: Key) -> bool:
    """Whether who has all that is stored could confirm that he guessed an input rightly."""
    remembered: Sequence[Mapping[str, Any]] = await database.rows("SELECT * FROM verb_answer")
    sealed = await database.rows("SELECT salt FROM sealed ORDER BY id DESC")
    salts = [row["salt"] for row in [*remembered, *sealed[:5]] if row.get("salt")]
    return any(row["digest"] in guesses(key, salts) for row in remembered)


def asked(**said: Any) -> Key:
    """What that delivery's key stands for."""
    one = order("registerDelivery", DELIVERY | said)
    return Key("Sato", "k", [one.verb.name, one.many, one.reason, list(one.given)])


async def test_an_input_that_named_persons_cannot_be_guessed_once_they_are_gone(store: str) -> None:
    """While they are there it is compared; afterwards whoever guesses it rightly is not told so."""
    async with clerk(store) as one:
        await given(one)
        before = await confirmed(one.database, asked()), (await given(one)).again
        await removed(one)
        after = await confirmed(one.database, asked())
        rows = await everything(one.database)
        with pytest.raises(KeyTaken):
            await given(one)
        assert await everything(one.database) == rows

    assert (before, after) == ((True, True), False)
    assert PERSON not in str(rows)


async def test_the_file_names_nobody_who_was_removed(sqlite_store: str) -> None:
    """Not in its free pages either, nor in what is left of older rows."""
    async with clerk(sqlite_store) as one:
        await given(one)
        await given(one, "k-2", code="d-8", subjects=[f"{PERSON}-{number}" for number in range(2_000)])
        there = found_in(sqlite_store, PERSON, asked().said_digest.hex())
        await removed(one)
        revision = await one.revision("deliveries", "d-8")
        gone = order("removeDelivery", {"code": "d-8", "revision": revision}, reason="a test")
        await answered(one.database, gone, "gone-2")

    assert there == {PERSON}
    assert not list(Path(sqlite_store).parent.glob("*-wal"))
    assert found_in(sqlite_store, PERSON, asked().said_digest.hex()) == set()


def found_in(place: str, *texts: str) -> set[str]:
    """Those of these texts that stand anywhere in a database's files."""
    files = b"".join(file.read_bytes() for file in Path(place).parent.glob(f"{Path(place).name}*"))
    return {text for text in texts if text.encode() in files}


async def test_other_persons_than_those_who_went_are_remembered(store: str) -> None:
    """A verb that is sent again is answered again though another delivery was removed; and one that names nobody."""
    async with clerk(store) as one:
        await given(one)
        await given(one, "k-8", code="d-8", subjects=["p-1"])
        await given(one, "k-7", code="d-7", subjects=[], subject_count=3)
        await removed(one)
        again = [
            await given(one, "k-8", code="d-8", subjects=["p-1"]),
            await given(one, "k-7", code="d-7", subjects=[], subject_count=3),
        ]
        for key, other in (("k-8", {"code": "d-8", "subjects": ["p-2"]}), ("k-7", {"code": "d-7", "subject_count": 4})):
            with pytest.raises(KeyTaken):
                await given(one, key, **other)

    assert [done.again for done in again] == [True, True]


async def test_a_request_is_remembered_by_its_row_and_goes_with_it(store: str) -> None:
    """Each later step leaves what was remembered as it was; who asked, and under which code, is not in it."""
    said = {"subject": PERSON, "kind": "CORRECTION", "on": "2026-08-01", "asked": "about me"}
    key = Key("hanako", "key", ["receiveRequest", {"code": "of-nobody-4711", **said}])
    async with clerk(store) as one:
        await requesting.does(one.database, "receiveRequest", "of-nobody-4711", "key", **said)
        await requesting.does(one.database, "verifyIdentity", "of-nobody-4711", on="2026-08-02", identity="passport")
        again = await requesting.does(one.database, "receiveRequest", "of-nobody-4711", "key", **said)
        before = await confirmed(one.database, key)
        kept = [dict(row) for row in await one.database.rows("SELECT * FROM verb_answer")]
        await one.database.run("DELETE FROM person_request")
        await one.database.run("DELETE FROM sealed WHERE list = 'requests'")
        after = await confirmed(one.database, key)
        with pytest.raises(KeyTaken):
            await requesting.does(one.database, "receiveRequest", "of-nobody-4711", "key", **said)

    assert (again.again, again.code) == (True, "of-nobody-4711")
    assert (before, after) == (True, False)
    assert "4711" not in str(kept)


async def test_who_is_taken_out_of_what_was_received_is_not_remembered(store: str) -> None:
    """A step that takes nobody out leaves it comparable; one that does makes it another salt."""
    said = receiving.RECEIVED | {"subjects": [PERSON, "p-1"]}
    key = Key("hanako", "key", ["registerReceivedProvision", {"code": "of-nobody-4711", **said}])
    async with clerk(store) as one:
        await receiving.does(one.database, "registerReceivedProvision", "of-nobody-4711", key="key", **said)
        await receiving.does(one.database, "confirmReceivedProvision", "of-nobody-4711", **receiving.CONFIRMED)
        again = await receiving.does(one.database, "registerReceivedProvision", "of-nobody-4711", key="key", **said)
        before = await confirmed(one.database, key)
        await receiving.does(
            *(one.database, "correctReceivedProvision", "of-nobody-4711"),
            reason="asked to",
            revision="2",
            subjects=["p-1"],
        )
        after = await confirmed(one.database, key)
        rows = await everything(one.database)
        await receiving.is_as_recorded(one.database)

    assert (again.again, before, after) == (True, True, False)
    assert PERSON not in str(rows)


async def test_plain_digests_are_salted_after_migrating_or_gone(store: str) -> None:
    """What named no person is answered again as before; what may have named any is not compared any more."""
    service = order("registerService", {"code": "mail", "name": "Mail"})
    said = {"subject": PERSON, "kind": "CORRECTION", "on": "2026-08-01"}
    plain = [
        (Key("Sato", "k-s", [service.verb.name, service.many, service.reason, list(service.given)]), None),
        (asked(), None),
        (Key("hanako", "key", ["receiveRequest", {"code": "r-1", **said}]), {"code": "r-1"}),
    ]
    async with clerk(store) as one:
        await answered(one.database, service, "k-s")
        await given(one)
        await requesting.does(one.database, "receiveRequest", "r-1", "key", **said)
        await _as_before(one.database, plain)
        before = [await confirmed(one.database, key) for key, _ in plain]

        assert await migrate(one.database) == [SALTED]

        after = [await confirmed(one.database, key) for key, _ in plain[1:]]
        answers = [row["answer"] for row in await one.database.rows("SELECT answer FROM verb_answer")]
        again = await answered(one.database, service, "k-s")
        for sent in (given(one), requesting.does(one.database, "receiveRequest", "r-1", "key", **said)):
            with pytest.raises(KeyTaken):
                await sent
    assert again.again
    assert before == [True, True, True]
    assert after == [False, False]
    assert "r-1" not in str(answers)


async def _as_before(database: Database, plain: Sequence[tuple[Key, object]]) -> None:
    """Make what is remembered what it was when digests were plain."""
    for column in ("salt", "about"):
        await database.run(f"ALTER TABLE verb_answer DROP COLUMN {column}")
    for key, answer in plain:
        await database.run("UPDATE verb_answer SET digest = ? WHERE key = ?", key.said_digest.hex(), key.key)
        if answer is not None:
            await database.run(
                "UPDATE verb_answer SET answer = ? WHERE key = ?", orjson.dumps(answer).decode(), key.key
            )
    await database.run("DELETE FROM tortoise_migrations WHERE name = ?", SALTED)

"""References of persons with a key set: the register is used as without one, and its files name nobody."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.tables import encrypted_columns
from tests.vendors.references.people import KEY, OTHER_KEY, PEOPLE, WORDS, as_stored, journey
from vendors.backups.making import make_backup
from vendors.references.cipher import PREFIX, Cipher, cipher_of
from vendors.references.rewriting import rewrite
from vendors.register.write import write_register
from vendors.store.address import address
from vendors.store.database import Database, opened
from vendors.store.loading import the_register
from vendors.store.migrating import migrate
from vendors.store.refusals import Refusal, StoreRefused


@pytest.fixture
async def keyed(store: str) -> AsyncIterator[Database]:
    """A database whose references are encrypted from the first on."""
    async with opened(address(store, KEY)) as database:
        yield database


def quietly(_rows: int) -> None:
    """Hear of progress, and say nothing."""


async def test_all_is_answered_as_without_a_key(keyed: Database, migrated_file: Path, tmp_path: Path) -> None:
    """Judgement, gate, requests, receipts and the ledger's replay; and each such column is stored encrypted.

    A new column of references belongs into the journey: one that it leaves empty fails here.
    """
    with_key = await journey(keyed)
    register = write_register(await the_register(keyed))
    stored = await as_stored(keyed.address)
    async with opened(address(str(shutil.copy(migrated_file, tmp_path / "plain.db")))) as database:
        without = await journey(database)

    assert with_key == without
    assert with_key["allowed"] == [[PEOPLE[0], PEOPLE[1], PEOPLE[4]]]
    assert with_key["outside"] == [("d-10", 6)], "it was made before the gate was asked"
    assert PEOPLE[7].encode() in register
    assert [name for name, values in stored.items() if not values] == []
    assert [name for name, values in stored.items() if not all(one.startswith(PREFIX) for one in values)] == []


async def test_the_same_reference_is_stored_alike_wherever_it_stands(keyed: Database) -> None:
    """So that it is found, compared and counted by what is stored."""
    await journey(keyed)
    stored = await as_stored(keyed.address)

    sealed = cipher_of(KEY).sealed(PEOPLE[0])
    for column in ("consent", "delivery_subject", "received_subject"):
        assert sealed in stored[f"{column}.subject"]


async def test_the_files_name_nobody(sqlite_store: str, tmp_path: Path) -> None:
    """Neither the database, while it is written or after, nor its log, nor a backup; without a key all of them do."""

    async def names_in(key: bytes, name: str) -> set[str]:
        place, backup = shutil.copy(sqlite_store, tmp_path / f"{name}.db"), tmp_path / f"{name}.backup"
        async with opened(address(str(place), key)) as database:
            await journey(database)
            found = _names(*files_of(place))
        async with opened(address(str(place)), as_stored=True) as database:
            await make_backup(database, backup, datetime.now(UTC), quietly)
        return found | _names(place, backup)

    assert await names_in(KEY, "keyed") == set()
    assert await names_in(b"", "plain") == {*PEOPLE, WORDS}


def files_of(place: Path | str) -> list[Path]:
    """A database's file, its log, and what else it has beside it."""
    return sorted(Path(place).parent.glob(f"{Path(place).name}*"))


def _names(*files: Path | str) -> set[str]:
    held = b"".join(Path(file).read_bytes() for file in files)
    return {text for text in (*PEOPLE, WORDS) if text.encode() in held}


@pytest.mark.parametrize(
    ("key", "why"), [(b"", Refusal.KEY_WANTED), (OTHER_KEY, Refusal.KEY_DIFFERS)], ids=["no key", "another key"]
)
async def test_who_has_not_the_key_opens_nothing(key: bytes, why: Refusal, store: str) -> None:
    """The refusal says which setting it wants; nothing is changed."""
    async with opened(address(store, KEY)) as database:
        await journey(database)
    before = await as_stored(address(store))

    with pytest.raises(StoreRefused) as refused:
        async with opened(address(store, key)):
            pass

    assert refused.value.refusal is why
    assert "TEIKYO_REFERENCE_KEY" in refused.value.message("en")
    assert "TEIKYO_REFERENCE_KEY" in refused.value.message("ja")
    assert await as_stored(address(store)) == before


async def test_a_program_that_knows_no_key_writes_no_reference(store: str) -> None:
    """One that was opened before there was a key is refused by the database itself."""
    async with opened(address(store)) as before:
        async with opened(address(store, KEY)) as database:
            await journey(database)
        stored = await as_stored(address(store))
        new = "INSERT INTO received_subject (received_id, subject) VALUES (1, 'p-1')"
        for sql in (new, "UPDATE received_subject SET subject = 'p-1'"):
            with pytest.raises(Exception, match="encrypted"):
                await before.run(sql)

    assert await as_stored(address(store)) == stored


async def test_a_migration_changes_encrypted_tables_and_leaves_them_guarded(store: str) -> None:
    """What it fills in is reckoned from what is said, and a reference that is not encrypted is refused as before."""
    async with opened(address(store, KEY)) as database:
        await journey(database)
        suits = "SELECT code, subject, suit_from FROM person_request ORDER BY id"
        before = await database.rows(suits)
        await database.run("DELETE FROM tortoise_migrations WHERE name = '0032_suits'")
        await database.run("ALTER TABLE person_request DROP COLUMN suit_from")
        assert await migrate(database) == ["0032_suits"]
        assert await database.rows(suits) == before
        assert any(row["suit_from"] for row in before)
    async with opened(address(store), as_stored=True) as database:
        with pytest.raises(Exception, match="encrypted"):
            await database.run("UPDATE person_request SET subject = 'p-1'")


async def test_what_was_plain_is_encrypted_given_another_key_and_decrypted(store: str) -> None:
    """Each way nothing is said otherwise; in between nobody opens it without the right key."""
    async with opened(address(store)) as database:
        plain = await journey(database)
        register = write_register(await the_register(database))
    was = await as_stored(address(store))
    with pytest.raises(StoreRefused) as refused:
        async with opened(address(store, KEY)):
            pass
    assert refused.value.refusal is Refusal.NOT_ENCRYPTED

    one, other = cipher_of(KEY), cipher_of(OTHER_KEY)
    steps: list[tuple[Cipher | None, Cipher | None, bytes]] = [
        (None, one, KEY), (one, other, OTHER_KEY), (other, None, b"")
    ]  # fmt: skip
    for before, after, key in steps:
        async with opened(address(store), as_stored=True) as database:
            assert await rewrite(database, before, after, quietly)
            assert not await rewrite(database, before, after, quietly)
        stored = await as_stored(address(store))
        assert all(one.startswith(PREFIX) is bool(key) for values in stored.values() for one in values)
        async with opened(address(store, key)) as database:
            assert write_register(await the_register(database)) == register
    assert await as_stored(address(store)) == was
    assert plain["verified"] == 2


async def test_rewriting_that_breaks_off_goes_on_where_it_was(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Meanwhile nobody opens it, with or without a key; with another key than it began with it does not go on."""
    monkeypatch.setattr("vendors.references.rewriting.AT_ONCE", 7)
    async with opened(address(store)) as database:
        await journey(database)
    heard: list[int] = []

    def break_off(rows: int) -> None:
        heard.append(rows)
        if len(heard) == 12:
            raise RuntimeError("the power failed")

    async with opened(address(store), as_stored=True) as database:
        with pytest.raises(RuntimeError, match="the power failed"):
            await rewrite(database, None, cipher_of(KEY), break_off)
        for key in (b"", KEY):
            with pytest.raises(StoreRefused) as refused:
                async with opened(address(store, key)):
                    pass
            assert refused.value.refusal is Refusal.HALF_ENCRYPTED
        with pytest.raises(StoreRefused) as refused:
            await rewrite(database, None, cipher_of(OTHER_KEY), quietly)
        assert refused.value.refusal is Refusal.KEY_DIFFERS
        assert await rewrite(database, None, cipher_of(KEY), heard.append)

    stored = await as_stored(address(store))
    assert all(one.startswith(PREFIX) for values in stored.values() for one in values)
    assert sum(heard) == sum(len(stored[f"{table}.{columns[0]}"]) for table, columns in encrypted_columns().items())


async def test_encrypting_leaves_nothing_plain_in_the_file(sqlite_store: str) -> None:
    """Not in pages that are free, nor in the log."""
    async with opened(address(sqlite_store)) as database:
        await journey(database)
    assert _names(sqlite_store) == {*PEOPLE, WORDS}

    async with opened(address(sqlite_store), as_stored=True) as database:
        await rewrite(database, None, cipher_of(KEY), quietly)
        assert _names(*files_of(sqlite_store)) == set()

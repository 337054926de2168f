import asyncio
from pathlib import Path

import pytest

from tests.graph.commands.command import teikyo
from tests.looking import seen, spoilt
from tests.vendors.store.test_filling import without_a_ledger
from vendors.rules import RULE_SET
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.migrating import known_migrations


def test_the_tables_are_made_and_doing_it_twice_is_fine(nothing: str) -> None:
    """Each migration is told as it is applied; the second time there is nothing to do."""
    first = teikyo("migrate", "--database", nothing)
    again = teikyo("migrate", "--database", nothing, "--lang", "ja")

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.stderr.splitlines() == [f"applied {name}" for name in known_migrations()]
    assert again.stderr == "スキーマはこの版のものです。\n"


def test_what_another_rule_set_judged_is_judged_anew(store: str, tmp_path: Path) -> None:
    """Migrating brings the judgement to this version too, and says so."""
    (tmp_path / "demo.yaml").write_bytes(teikyo("demo", "--on", "2026-11-24").stdout_bytes)
    teikyo("import", str(tmp_path / "demo.yaml"), "--database", store)
    before = seen(store, "SELECT transfer_id, code, from_on, until_on FROM finding")
    spoilt(
        store,
        "UPDATE judged SET rule_set = 'sha256:older'",
        "UPDATE transfer SET judgement = 'older'",
        "DELETE FROM finding",
    )

    done = teikyo("migrate", "--database", store)

    after = seen(store, "SELECT transfer_id, code, from_on, until_on FROM finding")
    assert "Judged anew" in done.stderr
    assert seen(store, "SELECT rule_set FROM judged") == [(RULE_SET,)]
    assert sorted(map(str, after)) == sorted(map(str, before))


def test_a_register_from_before_the_ledger_is_taken_into_it(store: str, tmp_path: Path) -> None:
    """Who migrates is told that the ledger begins there; who had nothing stored is told nothing of it."""
    (tmp_path / "demo.yaml").write_bytes(teikyo("demo", "--on", "2026-11-24").stdout_bytes)
    teikyo("import", str(tmp_path / "demo.yaml"), "--database", store)
    asyncio.run(before_the_ledger(store))

    done = teikyo("migrate", "--database", store)

    events = len(seen(store, "SELECT id FROM ledger_event"))
    assert f"the ledger begins with {events} events" in done.stderr
    assert events > 50


async def before_the_ledger(place: str) -> None:
    """Make a database what it was before there was a ledger."""
    async with opened(address(place)) as database:
        await without_a_ledger(database)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("mysql://x/y", "'mysql' is no engine"),
        ("sqlite://", "names no file"),
        (":memory:", "needs a file"),
        ("postgres://user:secret@host", "names no host or no database"),
        ("postgres://user:secret@127.0.0.1:1/none", "can't be reached"),
        ("/proc/nothing/teikyo.db", "can't be reached"),
    ],
)
def test_a_place_that_can_t_be_a_database_is_refused(given: str, why: str) -> None:
    """The message says why, shows no password, and is no traceback."""
    refused = teikyo("migrate", "--database", given)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert why in refused.stderr
    assert "secret" not in refused.stderr


def test_the_environment_names_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """TEIKYO_DATABASE_URL serves where no option is given; the option speaks louder."""
    monkeypatch.setenv("TEIKYO_DATABASE_URL", f"sqlite://{tmp_path / 'one.db'}")

    teikyo("migrate")
    teikyo("migrate", "--database", str(tmp_path / "two.db"))

    assert sorted(path.name for path in tmp_path.glob("*.db")) == ["one.db", "two.db"]

"""What docs/ledger.md says that the ledger proves, and what it does not: each sentence of it is shown to be so."""

import importlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.graph.commands.test_verify import KEY, database, later, teikyo, written
from tests.looking import seen, spoilt
from vendors.ledger.checkpoints import read_checkpoint
from vendors.ledger.notes import Signer

__all__ = ["database", "later"]

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "ledger.md"
HERE = "tests.graph.commands.test_ledger_claims"
VERIFY = "tests.graph.commands.test_verify"
VERIFYING = "tests.vendors.ledger.test_verifying"
RECORDING = "tests.vendors.ledger.test_recording"
SHOWN = {
    "`verify` proves that what is stored is what comes of the ledger": (
        f"{VERIFYING}:test_any_stored_value_that_is_changed_is_found_and_named",
        f"{VERIFYING}:test_any_row_that_is_deleted_is_found_and_named",
        f"{VERIFY}:test_a_rewritten_past_does_not_pass_an_old_checkpoint",
    ),
    "Against a checkpoint it proves that the events up to there are the same": (
        f"{VERIFY}:test_a_ledger_that_lost_its_last_events_does_not_pass",
        f"{HERE}:test_what_came_after_the_last_checkpoint_can_be_dropped_or_rewritten",
    ),
    "A signature proves that somebody with the key signed": (
        f"{HERE}:test_who_has_the_key_and_the_database_can_sign_another_past",
    ),
    "The triggers refuse to change, delete or skip an event": (
        f"{RECORDING}:test_the_database_itself_refuses_to_change_the_past",
        f"{HERE}:test_the_owner_of_the_database_can_take_the_triggers_away",
    ),
    "The moments are those of the database's own machine": (
        f"{RECORDING}:test_a_clock_that_is_set_back_does_not_set_back_the_ledger",
    ),
    "That an event says who did it proves what the program was told": (
        f"{HERE}:test_whoever_is_named_and_whatever_is_said_stands_on_record",
    ),
    "That a fact is on record proves that it was recorded": (
        f"{HERE}:test_whoever_is_named_and_whatever_is_said_stands_on_record",
    ),
    "What was stored before there was a ledger stands in it as `ADOPTED`": (
        "tests.vendors.store.test_filling:test_a_register_from_before_the_ledger_becomes_its_first_events",
    ),
    "Tokens, actors, sessions and remembered answers of verbs are not in the ledger": (
        f"{HERE}:test_of_who_enters_nothing_is_said",
    ),
    "Numbers of rows (`id`) differ from one loading to the next and say nothing": (
        f"{HERE}:test_what_number_a_row_has_is_nothing_but_which_row_it_goes_by_is",
    ),
}
"""By how each sentence begins, the tests that show it."""


def test_every_sentence_has_a_test_that_shows_it() -> None:
    """A new claim, or one that is worded anew, fails here until a test for it is named."""
    text = DOCUMENT.read_text(encoding="utf-8").split("## What it proves, and what it does not\n")[1].split("\n## ")[0]
    claims = [" ".join(one.split()) for one in re.split(r"^- ", text, flags=re.MULTILINE)[1:]]

    assert [next((begins for begins in SHOWN if claim.startswith(begins)), claim) for claim in claims] == list(SHOWN)
    for tests in SHOWN.values():
        for test in tests:
            module, name = test.split(":")
            assert callable(getattr(importlib.import_module(module), name)), test


def test_what_came_after_the_last_checkpoint_can_be_dropped_or_rewritten(
    database: str, tmp_path: Path, later: Callable[[], None]
) -> None:
    """Nobody who holds that checkpoint alone can tell; whoever holds a later one can."""
    checkpoint = written(tmp_path, "checkpoint", teikyo("checkpoint", "--database", database, key=KEY))
    backup, another = str(tmp_path / "backup"), str(tmp_path / "another.db")
    assert teikyo("backup", backup, "--database", database).exit_code == 0
    later()
    kept = written(tmp_path, "kept", teikyo("checkpoint", "--database", database, key=KEY))
    assert teikyo("restore", backup, "--database", another).exit_code == 0

    dropped = [
        teikyo("verify", "--against", one, "--database", another, key=KEY).exit_code for one in (checkpoint, kept)
    ]
    text = teikyo("dump", "--database", another).stdout.replace("name: ", "name: Another ", 1)
    (tmp_path / "another.yaml").write_text(text, encoding="utf-8")
    assert teikyo("import", str(tmp_path / "another.yaml"), "--database", another).exit_code == 0
    changed = [
        teikyo("verify", "--against", one, "--database", another, key=KEY).exit_code for one in (checkpoint, kept)
    ]

    assert (dropped, changed) == ([0, 1], [0, 1])


def test_who_has_the_key_and_the_database_can_sign_another_past(database: str, tmp_path: Path) -> None:
    """His checkpoint is as good as any, until somebody holds it against an older one."""
    older = written(tmp_path, "older", teikyo("checkpoint", "--database", database, key=KEY))
    rewritten = str(tmp_path / "rewritten.db")
    dumped = written(tmp_path, "dumped.yaml", teikyo("dump", "--database", database))
    assert teikyo("import", dumped, "--database", rewritten).exit_code == 0

    signed = teikyo("checkpoint", "--database", rewritten, key=KEY)
    his = written(tmp_path, "his", signed)

    name = signed.stdout.splitlines()[0]
    assert read_checkpoint(signed.stdout, Signer(name, bytes(32)).verifier).size > 100
    assert teikyo("verify", "--against", his, "--database", rewritten, key=KEY).exit_code == 0
    assert teikyo("verify", "--against", older, "--database", rewritten, key=KEY).exit_code == 1


@pytest.mark.parametrize("what", ["change", "delete"])
def test_the_owner_of_the_database_can_take_the_triggers_away(what: str, database: str) -> None:
    """What he then does is still found by `verify`, as long as he does not write all of it anew."""
    event = {
        "change": "UPDATE ledger_event SET actor = 'x' WHERE id = 5",
        "delete": "DELETE FROM ledger_event WHERE id = 5",
    }
    triggers = ("update", "delete", "append")
    off = (
        ["ALTER TABLE ledger_event DISABLE TRIGGER USER"]
        if database.startswith("postgres")
        else [f"DROP TRIGGER ledger_event_{name}" for name in triggers]
    )
    spoilt(database, *off, event[what])

    verified = teikyo("verify", "--database", database)

    assert verified.exit_code == 1
    assert "ledger_event" in verified.stderr


def test_whoever_is_named_and_whatever_is_said_stands_on_record(database: str, tmp_path: Path) -> None:
    """Nobody of that name is known, and no service of that name exists; `verify` finds nothing wrong."""
    text = teikyo("dump", "--database", database).stdout.replace(
        "services:\n", "services:\n  - code: invented\n    name: X\n"
    )
    (tmp_path / "untrue.yaml").write_text(text, encoding="utf-8")
    imported = teikyo("import", str(tmp_path / "untrue.yaml"), "--as", "Nobody At All", "--database", database)
    assert imported.exit_code == 0, imported.stderr

    verified = teikyo("verify", "--database", database)

    said = seen(database, "SELECT actor, action FROM ledger_event WHERE list = 'services' AND key = 'invented'")
    assert verified.exit_code == 0
    assert said == [("Nobody At All", "ADDED")]


def test_of_who_enters_nothing_is_said(database: str) -> None:
    """A token that is given to somebody else behind the program's back is no matter of the ledger."""
    teikyo("token", "create", "--name", "board", "--role", "DASHBOARD", "--database", database)
    teikyo("actor", "create", "root", "--kind", "person", "--role", "ADMIN", "--database", database)
    spoilt(database, "UPDATE access_token SET actor_id = (SELECT id FROM actor WHERE name = 'root')")

    verified = teikyo("verify", "--database", database)

    assert verified.exit_code == 0
    assert seen(database, "SELECT count(*) FROM ledger_event WHERE actor = 'root'") == [(0,)]


def test_what_number_a_row_has_is_nothing_but_which_row_it_goes_by_is(database: str) -> None:
    """Items of a transfer under other numbers are the same items; those of another transfer are not."""
    spoilt(database, "UPDATE transfer_version_item SET id = id + 1000000")
    numbered = teikyo("verify", "--database", database)
    spoilt(
        database,
        "UPDATE transfer_version_item SET item_id = (SELECT max(item.id) FROM item"
        " WHERE item.id NOT IN (SELECT link.item_id FROM transfer_version_item link"
        " WHERE link.version_id = transfer_version_item.version_id))"
        " WHERE id = (SELECT min(id) FROM transfer_version_item)",
    )
    another = teikyo("verify", "--database", database)

    assert [numbered.exit_code, another.exit_code] == [0, 1]
    assert "transfer" in another.stderr

"""`teikyo verify` and `checkpoint`: what a user sees of the ledger, with and without the database."""

import base64
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from tests.looking import seen, spoilt

KEY = base64.b64encode(bytes(32)).decode()
ANOTHER_KEY = base64.b64encode(bytes(range(32))).decode()


def teikyo(*arguments: str, key: str | None = None) -> Result:
    """The command as a user calls it, with a key in the settings or without."""
    return CliRunner(env={"TEIKYO_LEDGER_KEY": key}).invoke(main, list(arguments))


@pytest.fixture
def database(store: str, tmp_path: Path) -> str:
    """A database with the demo register."""
    file = tmp_path / "demo.yaml"
    file.write_text(teikyo("demo", "--on", "2026-11-24").stdout, encoding="utf-8")
    assert teikyo("import", str(file), "--database", store).exit_code == 0
    return store


@pytest.fixture
def later(database: str, tmp_path: Path) -> Callable[[], None]:
    """Changes one service's name, which appends to the ledger."""

    def change() -> None:
        text = teikyo("dump", "--database", database).stdout
        file = tmp_path / "later.yaml"
        first = text[text.index("services:") :].split("name: ", 1)[1].split("\n", 1)[0]
        file.write_text(text.replace(f"name: {first}\n", "name: Renamed\n", 1), encoding="utf-8")
        assert "0 entries added, 1 corrected" in teikyo("import", str(file), "--database", database).stderr

    return change


def written(folder: Path, name: str, result: Result) -> str:
    """The path of a file with what a command printed."""
    assert result.exit_code == 0, result.stderr
    path = folder / name
    path.write_bytes(result.stdout_bytes)
    return str(path)


def test_a_register_that_nobody_touched_is_what_the_ledger_has(database: str) -> None:
    """Exit status 0, with the number of events and the root."""
    verified = teikyo("verify", "--database", database)
    in_japanese = teikyo("verify", "--database", database, "--lang", "ja")

    assert (verified.exit_code, verified.stdout) == (0, "")
    events = len(seen(database, "SELECT id FROM ledger_event"))
    assert f"{events} events replayed" in verified.stderr
    assert "イベントを再現しました" in in_japanese.stderr


def test_an_empty_database_is_verified(store: str) -> None:
    """There is nothing that could differ."""
    verified = teikyo("verify", "--database", store)

    assert (verified.exit_code, verified.stderr) == (0, "The ledger has no event, and no register is stored.\n")


def test_a_finding_that_is_changed_by_hand_is_named(database: str) -> None:
    """Exit status 1, with table, row and column."""
    spoilt(database, "UPDATE finding SET until_on = '2031-01-01' WHERE id = 3")

    verified = teikyo("verify", "--database", database)

    assert verified.exit_code == 1
    assert "finding 3 (transfer (" in verified.stderr
    assert "until_on is not what the ledger recorded" in verified.stderr


def test_a_checkpoint_is_signed_and_the_ledger_found_to_begin_with_it(
    database: str, tmp_path: Path, later: Callable[[], None]
) -> None:
    """However much is appended afterwards."""
    checkpoint = written(tmp_path, "checkpoint", teikyo("checkpoint", "--database", database, key=KEY))
    later()

    verified = teikyo("verify", "--against", checkpoint, "--database", database, key=KEY)

    size = Path(checkpoint).read_text(encoding="utf-8").splitlines()[1]
    assert verified.exit_code == 0
    assert f"The first {size} events are those of the checkpoint." in verified.stderr
    assert "was not checked" not in verified.stderr


def test_a_rewritten_past_does_not_pass_an_old_checkpoint(database: str, tmp_path: Path) -> None:
    """Though every table agrees with the ledger: whoever rewrote it wrote all of it anew."""
    checkpoint = written(tmp_path, "checkpoint", teikyo("checkpoint", "--database", database, key=KEY))
    rewritten = str(tmp_path / "rewritten.db")
    dumped = written(tmp_path, "dumped.yaml", teikyo("dump", "--database", database))
    teikyo("import", dumped, "--database", rewritten)

    assert teikyo("verify", "--database", rewritten).exit_code == 0
    differs = teikyo("verify", "--against", checkpoint, "--database", rewritten, key=KEY)

    assert differs.exit_code == 1
    assert "the past was rewritten" in differs.stderr


def test_a_ledger_that_lost_its_last_events_does_not_pass(
    database: str, tmp_path: Path, later: Callable[[], None]
) -> None:
    """A checkpoint of more events than there are is one of a longer ledger."""
    shorter = str(tmp_path / "shorter.db")
    teikyo("import", written(tmp_path, "dumped.yaml", teikyo("dump", "--database", database)), "--database", shorter)
    later()
    checkpoint = written(tmp_path, "checkpoint", teikyo("checkpoint", "--database", database, key=KEY))

    differs = teikyo("verify", "--against", checkpoint, "--database", shorter, key=KEY)

    assert differs.exit_code == 1
    assert "events are gone" in differs.stderr


def test_one_event_is_proven_to_whoever_has_the_checkpoint_alone(
    database: str, tmp_path: Path, later: Callable[[], None]
) -> None:
    """Without the database, by the public key; the event itself is printed."""
    checkpoint = written(tmp_path, "checkpoint", teikyo("checkpoint", "--database", database, key=KEY))
    public = teikyo("checkpoint", "--public-key", key=KEY).stdout.strip()
    later()
    asked = ("verify", "--inclusion", "5", "--against", checkpoint, "--database", database)
    proof = written(tmp_path, "proof.json", teikyo(*asked, key=KEY))

    proven = teikyo("verify", "--proof", proof, "--against", checkpoint, "--public-key", public)

    ((key,),) = seen(database, "SELECT key FROM ledger_event WHERE id = 5")
    assert proven.exit_code == 0
    assert orjson.loads(proven.stdout)["key"] == key
    assert orjson.loads(proven.stdout)["sequence"] == 5


def test_a_proof_that_is_changed_proves_nothing(database: str, tmp_path: Path) -> None:
    """Another event, another place, another path: exit status 1."""
    checkpoint = written(tmp_path, "checkpoint", teikyo("checkpoint", "--database", database, key=KEY))
    proof = orjson.loads(teikyo("verify", "--inclusion", "5", "--database", database).stdout)
    others: tuple[object, ...] = (
        {**proof, "event": proof["event"].replace('"action":"ADDED"', '"action":"ADOPTED"')},
        {**proof, "sequence": 6},
        {**proof, "size": proof["size"] - 1},
        {**proof, "path": proof["path"][1:]},
        {"sequence": 5},
        [],
    )

    for other in others:
        (tmp_path / "proof.json").write_bytes(orjson.dumps(other))
        refused = teikyo("verify", "--proof", str(tmp_path / "proof.json"), "--against", checkpoint, key=KEY)
        assert (refused.exit_code, refused.stdout) == (1, ""), other
        assert "does not prove anything" in refused.stderr


def test_the_ledger_is_proven_to_have_only_grown_between_two_checkpoints(
    database: str, tmp_path: Path, later: Callable[[], None]
) -> None:
    """To whoever has both and no database; under the earlier one the same proof proves nothing."""
    earlier = written(tmp_path, "earlier", teikyo("checkpoint", "--database", database, key=KEY))
    later()
    now = written(tmp_path, "now", teikyo("checkpoint", "--database", database, key=KEY))
    asked = ("verify", "--consistency", "--against", earlier, "--database", database)
    proof = written(tmp_path, "proof.json", teikyo(*asked, key=KEY))

    proven = teikyo("verify", "--proof", proof, "--against", now, key=KEY)
    not_proven = teikyo("verify", "--proof", proof, "--against", earlier, key=KEY)

    _, size, root, *_ = Path(earlier).read_text(encoding="utf-8").splitlines()
    assert proven.exit_code == 0
    assert f"begin with the {size} of the earlier one, whose root is {root}." in proven.stderr
    assert not_proven.exit_code == 1


def test_a_checkpoint_signed_by_somebody_else_is_refused(database: str, tmp_path: Path) -> None:
    """And one whose signature nobody can check is told as such."""
    checkpoint = written(tmp_path, "checkpoint", teikyo("checkpoint", "--database", database, key=KEY))

    refused = teikyo("verify", "--against", checkpoint, "--database", database, key=ANOTHER_KEY)
    unchecked = teikyo("verify", "--against", checkpoint, "--database", database)

    assert refused.exit_code == 1
    assert "is not signed by that key" in refused.stderr
    assert unchecked.exit_code == 0
    assert "signature was not checked" in unchecked.stderr


def test_nothing_is_signed_that_is_not_as_it_was_written(database: str) -> None:
    """Every event is hashed again before the root is signed."""
    spoilt(database, "UPDATE ledger_head SET size = size - 1")

    refused = teikyo("checkpoint", "--database", database, key=KEY)

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "ledger_head: size" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "key", "said"),
    [
        (("checkpoint",), None, "There is no key to sign with"),
        (("checkpoint",), "nonsense", "TEIKYO_LEDGER_KEY names no Ed25519 key"),
        (("checkpoint",), KEY, "there is nothing to sign"),
        (("verify", "--inclusion", "1"), None, "there are events 1 to 0"),
        (("verify", "--consistency"), None, "--consistency needs an earlier checkpoint"),
        (("verify", "--against", "/no/such/file"), None, "can't be read"),
        (("verify", "--against", "pyproject.toml"), None, "is no checkpoint"),
        (("verify", "--against", "pyproject.toml", "--public-key", "x"), None, "--public-key has to be"),
    ],
)
def test_what_can_t_be_done_is_refused_with_the_way_out(
    arguments: tuple[str, ...], key: str | None, said: str, sqlite_store: str
) -> None:
    """Exit status 2, and nothing on standard output; no key is shown."""
    refused = teikyo(*arguments, "--database", sqlite_store, key=key)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert said in refused.stderr
    assert "nonsense" not in refused.stderr

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from models.sqlite import PRAGMAS
from tests.looking import seen, spoilt
from vendors.store.address import address
from vendors.store.connection import Connection
from vendors.store.database import opened
from vendors.store.migrating import known_migrations


def teikyo(*arguments: str, input: bytes | None = None) -> Result:
    """The command as a user calls it."""
    return CliRunner().invoke(main, list(arguments), input=input)


def dumped(database: str) -> str:
    """The stored register as a file."""
    return teikyo("dump", "--database", database).stdout


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The demo register of a day."""
    file = tmp_path / "demo.yaml"
    file.write_bytes(teikyo("demo", "--on", "2026-11-24").stdout_bytes)
    return file


def test_what_is_imported_is_dumped_and_importing_it_again_changes_nothing(demo: Path, store: str) -> None:
    """The second import says so, and the database file is as it was."""
    first = teikyo("import", str(demo), "--database", store)
    before = dumped(store)
    again = teikyo("import", str(demo), "--database", store)

    assert (first.exit_code, first.stdout) == (0, "")
    assert "entries added, 0 corrected, 0 removed" in first.stderr
    assert before == demo.read_text(encoding="utf-8")
    assert (again.exit_code, again.stdout) == (0, "")
    assert "Nothing has changed" in again.stderr
    assert dumped(store) == before


def test_a_changed_value_is_a_correction_and_the_rest_stays(demo: Path, store: str) -> None:
    """A file that differs in one name corrects one entry."""
    teikyo("import", str(demo), "--database", store)
    text = demo.read_text(encoding="utf-8")
    name = next(line for line in text.split("services:\n", 1)[1].splitlines() if line.startswith("    name:"))
    demo.write_text(text.replace(name, "    name: 別の名前", 1), encoding="utf-8")

    corrected = teikyo("import", str(demo), "--database", store, "--as", "法務", "--lang", "ja")

    assert "追加 0 件、訂正 1 件、削除 0 件" in corrected.stderr
    assert dumped(store) == demo.read_text(encoding="utf-8")
    assert seen(store, "SELECT loaded_by FROM loading ORDER BY id") == [(None,), ("法務",)]


def test_a_name_that_looks_like_another_is_not_put_on_record(demo: Path, store: str) -> None:
    """Whoever loads it: the ledger would tell of somebody who did not."""
    for name in ("法務\u200b", "か\u3099", " 法務"):
        refused = teikyo("import", str(demo), "--database", store, "--as", name)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "none that is not seen" in refused.stderr

    assert seen(store, "SELECT id FROM loading") == []


def test_a_refused_file_changes_nothing(demo: Path, store: str, tmp_path: Path) -> None:
    """Every fault is told, exit status 2, and the stored register stands as it was."""
    teikyo("import", str(demo), "--database", store)
    before = dumped(store)
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("register: 1\noperator: {name: A}\nservices: [{code: NO}]\nfoo: 1\n", encoding="utf-8")

    refused = teikyo("import", str(wrong), "--database", store)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "services[0].code" in refused.stderr
    assert "foo" in refused.stderr
    assert dumped(store) == before


def test_a_file_that_is_not_there_is_refused(store: str) -> None:
    """A sentence, no traceback."""
    refused = teikyo("import", "/no/such/file.yaml", "--database", store)

    assert refused.exit_code == 2
    assert "/no/such/file.yaml can't be read" in refused.stderr


def test_standard_input_is_a_file_too(demo: Path, store: str) -> None:
    """`-` reads the register from a pipe."""
    read = teikyo("import", "-", "--database", store, input=demo.read_bytes())

    assert read.exit_code == 0
    assert dumped(store) == demo.read_text(encoding="utf-8")


def test_a_new_database_gets_its_tables_first(demo: Path, nothing: str) -> None:
    """The first import into a place where nothing is makes the tables; on SQLite the file and its folder too."""
    done = teikyo("import", str(demo), "--database", nothing)

    assert done.exit_code == 0
    assert "its tables are made" in done.stderr
    assert dumped(nothing) == demo.read_text(encoding="utf-8")


def test_a_refused_file_makes_no_database(tmp_path: Path) -> None:
    """The file is read before the database is looked at."""
    (tmp_path / "wrong.yaml").write_text("register: 2\n", encoding="utf-8")

    refused = teikyo("import", str(tmp_path / "wrong.yaml"), "--database", str(tmp_path / "var" / "new.db"))

    assert refused.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["wrong.yaml"]


def test_an_older_schema_is_not_imported_into(demo: Path, store: str) -> None:
    """The refusal names the missing migration and what to run; nothing is written."""
    spoilt(store, "DELETE FROM tortoise_migrations WHERE id = (SELECT max(id) FROM tortoise_migrations)")

    refused = teikyo("import", str(demo), "--database", store)

    assert refused.exit_code == 2
    assert known_migrations()[-1] in refused.stderr
    assert "teikyo migrate" in refused.stderr
    assert seen(store, "SELECT count(*) FROM entry") == [(0,)]


def test_what_is_no_database_is_refused(demo: Path, tmp_path: Path) -> None:
    """A file of something else is left alone."""
    other = tmp_path / "letter.txt"
    other.write_text("Dear Sir or Madam, " * 100, encoding="utf-8")

    refused = teikyo("import", str(demo), "--database", str(other))

    assert refused.exit_code == 2
    assert "is no SQLite database" in refused.stderr
    assert other.read_text(encoding="utf-8").startswith("Dear Sir")


def test_a_database_that_another_program_writes_is_waited_for_and_then_refused(
    demo: Path, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says that nothing was changed, and to try again."""
    monkeypatch.setitem(PRAGMAS, "busy_timeout", 50)
    refused = []

    async def meanwhile(connection: Connection) -> None:
        await connection.run("INSERT INTO service (code, name) VALUES ('other', 'Other')")
        refused.append(await asyncio.to_thread(teikyo, "import", str(demo), "--database", store))

    async def writing() -> None:
        async with opened(address(store)) as database:
            await database.write(meanwhile)

    asyncio.run(writing())

    assert refused[0].exit_code == 2
    assert "Another program has been writing" in refused[0].stderr
    assert seen(store, "SELECT code FROM service") == [("other",)]

from pathlib import Path

import pytest

from tests.graph.commands.command import teikyo


@pytest.fixture
def database(store: str, tmp_path: Path) -> str:
    """A database with the demo register of a day."""
    file = tmp_path / "demo.yaml"
    file.write_bytes(teikyo("demo", "--on", "2026-11-24").stdout_bytes)
    assert teikyo("import", str(file), "--database", store).exit_code == 0
    return store


def test_a_dump_goes_to_a_file_or_to_standard_output(database: str, tmp_path: Path) -> None:
    """Both are the same bytes, and no half-written file is left beside."""
    out = tmp_path / "out"
    out.mkdir()

    written = teikyo("dump", "--database", database, "--out", str(out / "register.yaml"))

    assert (written.exit_code, written.stdout) == (0, "")
    assert (out / "register.yaml").read_bytes() == teikyo("dump", "--database", database).stdout_bytes
    assert [path.name for path in out.iterdir()] == ["register.yaml"]


def test_a_dump_beyond_what_is_usually_read_says_how_to_read_it_back(store: str, tmp_path: Path) -> None:
    """The limit protects from strangers' files; our own is read where that is asked for, and is the same register."""
    file, back = tmp_path / "large.yaml", tmp_path / "back.yaml"
    file.write_bytes(b"register: 1\noperator: {name: A, note: '" + b"x" * (66 * 1024 * 1024) + b"'}\n")
    loaded = teikyo("import", str(file), "--database", store, "--largest", "67")

    dumped = teikyo("dump", "--database", store, "--out", str(back))
    refused = teikyo("import", str(back), "--database", store)
    again = teikyo("import", str(back), "--database", store, "--largest", "67")

    assert loaded.exit_code == dumped.exit_code == again.exit_code == 0
    assert "--largest 67" in dumped.stderr
    assert refused.exit_code == 2
    assert "64 MiB" in refused.stderr
    assert "--largest" in refused.stderr
    assert "Nothing has changed" in again.stderr


def test_a_place_that_can_t_be_written_is_refused(database: str) -> None:
    """A sentence, no traceback."""
    refused = teikyo("dump", "--database", database, "--out", "/no/such/folder/register.yaml")

    assert refused.exit_code == 2
    assert "can't be written" in refused.stderr


@pytest.mark.parametrize(("lang", "said"), [("en", "No register is stored"), ("ja", "台帳がありません")])
def test_without_a_register_there_is_nothing_to_dump(store: str, lang: str, said: str) -> None:
    """The refusal says what to run."""
    refused = teikyo("dump", "--database", store, "--lang", lang)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert said in refused.stderr
    assert "teikyo import FILE" in refused.stderr


def test_without_a_database_none_is_made(tmp_path: Path) -> None:
    """Who only reads leaves no file behind."""
    refused = teikyo("dump", "--database", str(tmp_path / "typo.db"))

    assert refused.exit_code == 2
    assert "teikyo migrate" in refused.stderr
    assert list(tmp_path.iterdir()) == []

import base64
from pathlib import Path

import orjson
import pytest

from tests.graph.commands.command import teikyo


@pytest.fixture
def database(store: str, tmp_path: Path) -> str:
    """A database with the demo register of a day."""
    file = tmp_path / "demo.yaml"
    file.write_text(teikyo("demo", "--on", "2026-11-24").stdout, encoding="utf-8")
    assert teikyo("import", str(file), "--database", store).exit_code == 0
    return store


@pytest.mark.parametrize("quarter", ["2026Q3", "FY2026Q2"])
def test_a_quarter_is_written_with_its_manifest_and_comes_out_the_same_again(
    tmp_path: Path, database: str, quarter: str
) -> None:
    """Two exports into two folders are equal byte for byte."""
    for folder in ("one", "two"):
        written = teikyo("export", quarter, "--out", str(tmp_path / folder), "--database", database)
        assert (written.exit_code, written.stdout) == (0, "")

    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert orjson.loads(one["manifest.json"])["quarter"] == quarter
    assert orjson.loads(one["manifest.json"])["from"] == "2026-07-01"


@pytest.mark.parametrize(("lang", "said"), [("en", "is no quarter"), ("ja", "四半期ではありません")])
def test_what_is_no_quarter_is_refused_in_both_languages(tmp_path: Path, lang: str, said: str) -> None:
    """And nothing is written."""
    refused = teikyo("export", "2026Q5", "--out", str(tmp_path / "out"), "--lang", lang)

    assert refused.exit_code == 2
    assert said in refused.stderr
    assert "2026Q3, FY2026Q2" in refused.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_other_files_is_refused(tmp_path: Path, database: str) -> None:
    """What lay there lies there still."""
    folder = tmp_path / "taken"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")

    refused = teikyo("export", "2026Q3", "--out", str(folder), "--database", database)

    assert refused.exit_code == 2
    assert "holds something else" in refused.stderr
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]


def test_the_manifest_names_the_checkpoint(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the ledger stood; with a key, signed, so that who keeps the export keeps a witness of the past."""
    teikyo("export", "2026Q3", "--out", str(tmp_path / "unsigned"), "--database", database)
    monkeypatch.setenv("TEIKYO_LEDGER_KEY", base64.b64encode(bytes(32)).decode())
    teikyo("export", "2026Q3", "--out", str(tmp_path / "signed"), "--database", database)
    checkpoint = teikyo("checkpoint", "--database", database)

    unsigned, signed = (
        orjson.loads((tmp_path / name / "manifest.json").read_bytes())["ledger"] for name in ("unsigned", "signed")
    )
    _, events, root, *_ = checkpoint.stdout.splitlines()
    assert unsigned == {"events": int(events), "root": root}
    assert signed == {**unsigned, "checkpoint": checkpoint.stdout}

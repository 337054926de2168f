"""`teikyo export --as-recorded`: what an export made then holds, to the byte."""

import asyncio
import base64
import shutil
from pathlib import Path

import orjson
import pytest
from click.testing import Result

from tests.graph.commands.command import teikyo
from tests.graph.commands.test_dump_as_recorded import History
from tests.graph.commands.test_purge import OLD
from tests.looking import seen, spoilt
from tests.vendors.store.test_loading import scenario
from vendors.ledger.appending import append
from vendors.ledger.recording import judged
from vendors.register.write import write_register
from vendors.rules import RULE_SET
from vendors.store.address import address
from vendors.store.change import Occasion
from vendors.store.connection import Connection
from vendors.store.database import opened

QUARTER = "2026Q2"


def exported(place: str, folder: Path, *more: str, quarter: str = QUARTER) -> dict[str, bytes]:
    """The files of an export."""
    written = teikyo("export", quarter, "--out", str(folder), "--database", place, *more)
    assert written.exit_code == 0, written.stderr
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def history(store: str, tmp_path: Path) -> tuple[History, list[dict[str, bytes]]]:
    """Three registers loaded one after the other, each exported while it was the last."""
    kept, made = History(store, tmp_path), []
    for number, name in enumerate(("03", "01", "03")):
        kept.load(write_register(scenario(name)))
        made.append(exported(store, tmp_path / f"made-{number}"))
    return kept, made


def test_each_export_comes_out_again_by_its_moment_and_by_its_last_event(
    history: tuple[History, list[dict[str, bytes]]], tmp_path: Path
) -> None:
    """Every file of it, the manifest with the ledger's root of then among them; whatever was recorded since."""
    kept, made = history

    for number, files in enumerate(made):
        for asked in (kept.moments[number], str(kept.sequences[number])):
            again = exported(kept.place, tmp_path / "again", "--as-recorded", asked)
            assert again == files
            assert orjson.loads(again["manifest.json"])["ledger"]["events"] == kept.sequences[number]
            shutil.rmtree(tmp_path / "again")

    assert all(made[0][name] != made[1][name] for name in ("transfers.csv", "findings.csv"))
    assert made[0] != made[2]


def test_its_checkpoint_is_the_one_that_was_signed_then(
    history: tuple[History, list[dict[str, bytes]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the same key and name, the manifest is that of then, and the ledger of today goes on from its checkpoint."""
    kept, _ = history
    monkeypatch.setenv("TEIKYO_LEDGER_KEY", base64.b64encode(bytes(range(32))).decode())
    then = exported(kept.place, tmp_path / "then")
    size = kept.sequences[-1]
    kept.load(write_register(scenario("02")))

    again = exported(kept.place, tmp_path / "again", "--as-recorded", str(size))

    assert again == then
    note = tmp_path / "then.checkpoint"
    note.write_text(orjson.loads(again["manifest.json"])["ledger"]["checkpoint"], encoding="utf-8")
    assert teikyo("verify", "--against", str(note), "--database", kept.place).exit_code == 0


def test_who_was_purged_since_is_missing_and_it_is_told(store: str, tmp_path: Path) -> None:
    """The files are as exact as what is left of that time, and no more is said of them."""
    kept, register = History(store, tmp_path), scenario("08")
    kept.load(write_register(register))
    kept.load(write_register(register.model_copy(update={"consents": register.consents[1:]})))

    told = _export(kept, tmp_path / "then", str(kept.sequences[0]))

    assert told.exit_code == 0
    assert "1 consents, requests to stop and listed persons of then can't be brought back" in told.stderr
    assert f"as recorded by event {kept.sequences[0]}," in told.stderr


def test_after_a_purge_an_old_quarter_has_the_bytes_of_before(store: str, tmp_path: Path) -> None:
    """All of it to the byte as it was recorded then: nothing in it rests on the persons who are kept no longer."""
    kept = History(store, tmp_path)
    kept.load(OLD.encode())
    before = exported(kept.place, tmp_path / "before", quarter="2019Q2")
    purged = teikyo("purge", "--yes", "--without-record-after", "0", "--database", kept.place)
    after = exported(kept.place, tmp_path / "after", quarter="2019Q2")
    then = exported(kept.place, tmp_path / "then", "--as-recorded", str(kept.sequences[-1]), quarter="2019Q2")

    assert purged.exit_code == 0
    assert seen(kept.place, "SELECT count(*) FROM delivery_subject") == [(1,)]
    assert before == then
    manifests = [orjson.loads(one.pop("manifest.json")) for one in (before, after)]
    assert before == after
    assert len(before) > 1
    ledgers = [one.pop("ledger") for one in manifests]
    assert ledgers[0] != ledgers[1]
    assert manifests[0] == manifests[1]


def test_other_rules_than_those_of_then_are_told(
    history: tuple[History, list[dict[str, bytes]]], tmp_path: Path
) -> None:
    """The manifest names those by which the files were judged: only the rules of then give the bytes of then."""
    kept, made = history
    judged_by_others(kept.place)

    for lang, said in (("en", "judged by rule set of-then then"), ("ja", "当時の判定はルールセット of-then")):
        told = _export(kept, tmp_path / lang, str(kept.sequences[-1] + 1), "--lang", lang)
        assert told.exit_code == 0
        assert said in told.stderr

    assert (tmp_path / "en" / "transfers.csv").read_bytes() == made[-1]["transfers.csv"]
    assert orjson.loads((tmp_path / "en" / "manifest.json").read_bytes())["rule_set"] == RULE_SET
    assert "rule set" not in _export(kept, tmp_path / "before", str(kept.sequences[-1])).stderr


@pytest.mark.parametrize("asked", ["0", "9999", "2000-01-01T00:00:00Z", "yesterday", "2026-03-31T18:00:00"])
def test_what_was_never_recorded_or_is_no_moment_is_refused(
    history: tuple[History, list[dict[str, bytes]]], tmp_path: Path, asked: str
) -> None:
    """And nothing is written."""
    kept, _ = history

    refused = _export(kept, tmp_path / "out", asked)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert f"--as-recorded {asked}: " in refused.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger_event SET actor = 'x' WHERE id = 2",
        "UPDATE ledger_event SET actor = 'x' WHERE id = (SELECT max(id) FROM ledger_event)",
    ],
)
def test_a_ledger_that_was_changed_is_no_source(sqlite_store: str, tmp_path: Path, change: str) -> None:
    """Before the moment or after it: nothing is said of the root of a ledger that is not what it was when written."""
    kept = History(sqlite_store, tmp_path)
    for name in ("01", "02"):
        kept.load(write_register(scenario(name)))
    spoilt(sqlite_store, "DROP TRIGGER ledger_event_update", change)

    refused = _export(kept, tmp_path / "out", str(kept.sequences[0]))

    assert refused.exit_code == 1
    assert "ledger_event" in refused.stderr
    assert not (tmp_path / "out").exists()


def judged_by_others(place: str) -> None:
    """Have the ledger say that the register was judged anew, by the rules of another version."""

    async def work(connection: Connection) -> None:
        await append(connection, [([judged("of-then")], Occasion("migrate"))])

    async def said() -> None:
        async with opened(address(place)) as database:
            await database.write(work)

    asyncio.run(said())


def _export(kept: History, folder: Path, asked: str, *more: str) -> Result:
    return teikyo("export", QUARTER, "--out", str(folder), "--as-recorded", asked, "--database", kept.place, *more)

import csv
import hashlib
import io
from datetime import date
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings

from tests.registers import registers
from vendors.exports.exporting import FolderTaken, export_files, write_export
from vendors.exports.quarters import quarter
from vendors.judgement import Judge
from vendors.register.entries.register import Register
from vendors.register.read import read_register

QUARTER = quarter("2026Q3")
LEDGER = {"events": 7, "root": "cm9vdA=="}
REGISTER = """
register: 1
operator: {name: 架空商事}
services: [{code: app, name: アプリ}]
items: [{code: email, name: メール}]
purposes: [{code: support, name: 問合せ対応}]
policies: [{version: v1, from: 2020-01-01, purposes: [support]}]
recipients:
  - {code: desk, name: "=Desk", kind: company, country: JP, screenings: [2026-01-01], reviews: [2026-06-01],
     changes: [{on: 2026-09-01, name: New Desk}]}
contracts:
  - {code: dpa, recipient: desk, kind: outsourcing, from: 2026-01-01, until: 2026-07-31, confidentiality: {},
     terms: [purpose_limit, safeguards, staff_supervision, reentrustment_approval, no_onward_provision, incident_notice,
             audit, return_erasure], items: [email], purposes: [support]}
transfers:
  - {code: desk, service: app, recipient: desk, contract: dpa, items: [email], purposes: [support], from: 2026-01-01,
     bases: [{kind: outsourcing}]}
  - {code: over, service: app, recipient: desk, contract: dpa, items: [email], purposes: [support], from: 2026-01-01,
     until: 2026-06-30, bases: [{kind: outsourcing}]}
"""


def rows(text: bytes) -> list[dict[str, str]]:
    """A sheet as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def test_a_transfer_has_a_row_for_each_run_of_days_of_the_quarter() -> None:
    """Cut where the verdict or the recipient's name changes, clipped to the quarter; what ended before is left out."""
    files = export_files(read_register(REGISTER.encode()), QUARTER, LEDGER)

    shown = [(row["from"], row["until"], row["verdict"], row["recipient_name"]) for row in rows(files["transfers.csv"])]

    assert shown == [
        ("2026-07-01", "2026-07-31", "VALID", "'=Desk"),
        ("2026-08-01", "2026-08-31", "INVALID", "'=Desk"),
        ("2026-09-01", "2026-09-30", "INVALID", "New Desk"),
    ]


def test_a_finding_of_the_quarter_has_its_own_days_and_reasons() -> None:
    """It is listed where it holds on a day of the quarter, with its first and last day, wherever they lie."""
    files = export_files(read_register(REGISTER.encode()), QUARTER, LEDGER)

    shown = {(row["transfer"], row["code"]): row for row in rows(files["findings.csv"])}

    expired = shown["desk", "CONTRACT_EXPIRED"]
    assert (expired["from"], expired["until"], expired["about"]) == ("2026-08-01", "", "contracts.dpa")
    assert expired["cites"] == "APPI 27(5)(i); Policy 4(2)"
    assert ("over", "RETURN_ERASURE_OVERDUE") in shown


def test_the_manifest_has_the_hash_and_rows_of_every_file() -> None:
    """So that a file that was changed later shows."""
    files = export_files(read_register(REGISTER.encode()), QUARTER, LEDGER)

    manifest = orjson.loads(files["manifest.json"])

    assert manifest["quarter"] == "2026Q3"
    for name, told in manifest["files"].items():
        assert told["sha256"] == hashlib.sha256(files[name]).hexdigest()
        assert told["rows"] == len(rows(files[name]))
        assert told["bytes"] == len(files[name])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(registers())
def test_every_row_says_what_the_judge_says_of_its_days(register: Register) -> None:
    """On the first and the last day of each row; and the same register gives the same bytes."""
    files = export_files(register, QUARTER, LEDGER)
    judge = Judge(register)

    for row in rows(files["transfers.csv"]):
        for day in (row["from"], row["until"]):
            answer = judge.on(row["transfer"], date.fromisoformat(day))
            assert (answer.verdict, answer.foreign_mechanism) == (row["verdict"], row["foreign_mechanism"])
    assert export_files(register, QUARTER, LEDGER) == files


def test_an_earlier_export_of_the_quarter_is_replaced_whole(tmp_path: Path) -> None:
    """The same files afterwards, byte for byte, and nothing beside them."""
    files = export_files(read_register(REGISTER.encode()), QUARTER, LEDGER)
    folder = tmp_path / "exports" / "2026Q3"
    write_export(files, folder, QUARTER)
    (folder / "findings.csv").write_bytes(b"spoiled")

    write_export(files, folder, QUARTER)

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == files
    assert [path.name for path in folder.parent.iterdir()] == ["2026Q3"]


@pytest.mark.parametrize("other", ["notes.txt", "manifest.json"])
def test_a_folder_with_anything_else_is_left_as_it_is(tmp_path: Path, other: str) -> None:
    """Nobody loses a file to an export."""
    (tmp_path / other).write_text("mine", encoding="utf-8")

    with pytest.raises(FolderTaken):
        write_export(export_files(read_register(REGISTER.encode()), QUARTER, LEDGER), tmp_path, QUARTER)

    assert [path.name for path in tmp_path.iterdir()] == [other]
    assert (tmp_path / other).read_text(encoding="utf-8") == "mine"

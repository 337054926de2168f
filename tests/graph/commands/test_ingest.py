"""`teikyo ingest`: a file is a batch, or as many as it is cut into; what was written is passed over."""

from pathlib import Path

import orjson
import pytest

from tests.graph.commands.test_import import teikyo
from tests.looking import seen
from tests.vendors.consents.recorder import ON_CONSENT

GIVEN = "2024-02-01T00:00:00Z"


@pytest.fixture
def place(store: str, tmp_path: Path) -> str:
    """A register with a transfer on consent."""
    (tmp_path / "register.yaml").write_text(ON_CONSENT)
    assert teikyo("import", str(tmp_path / "register.yaml"), "--database", store).exit_code == 0
    return store


def consents(tmp_path: Path, number: int, name: str = "consents.ndjson") -> str:
    """A file with so many consents."""
    rows = [{"text": "agreed", "subject": f"q-{place}", "given_at": GIVEN} for place in range(number)]
    (tmp_path / name).write_bytes(b"\n".join(map(orjson.dumps, rows)))
    return str(tmp_path / name)


def recorded(place: str) -> object:
    """How many consents came so."""
    return seen(place, "SELECT count(*) FROM consent WHERE subject LIKE 'q-%'")[0][0]


def test_a_file_is_recorded_once(place: str, tmp_path: Path) -> None:
    """By whom, is on record; the second time nothing is written; the ledger holds."""
    file = consents(tmp_path, 3)

    first = teikyo("ingest", "consents", file, "--database", place, "--as", "crm")
    again = teikyo("ingest", "consents", file, "--database", place, "--as", "crm", "--lang", "ja")

    assert (first.exit_code, first.stdout) == (0, "")
    assert "3 rows written, event" in first.stderr
    assert (again.exit_code, again.stdout) == (0, "")
    assert "3 行は記録済みです" in again.stderr
    assert recorded(place) == 3
    assert seen(place, "SELECT actor, verb FROM ledger_event ORDER BY id DESC LIMIT 1") == [("crm", "ingest")]
    assert teikyo("verify", "--database", place).exit_code == 0


def test_persons_are_listed_from_standard_input(place: str) -> None:
    """The format is said, for there is no ending that says it."""
    silent = teikyo("ingest", "subjects", "l-1", "-", "--database", place, input=b"subject\nq-1\n")
    said = teikyo("ingest", "subjects", "l-1", "-", "--format", "csv", "--database", place, input=b"subject\nq-1\n")

    assert (silent.exit_code, said.exit_code) == (2, 0)
    assert "--format" in silent.stderr
    assert seen(place, "SELECT listed_count FROM delivery WHERE code = 'l-1'") == [(3,)]


def test_a_file_that_is_cut_goes_on_where_it_ended(place: str, tmp_path: Path) -> None:
    """Batches that are on record are passed over, also where the file has grown since."""
    short, long = consents(tmp_path, 4), consents(tmp_path, 7, "more.ndjson")
    how = ("--rows-per-batch", "2", "--batch", "monday", "--database", place)

    first = teikyo("ingest", "consents", short, *how)
    then = teikyo("ingest", "consents", long, *how)

    assert [line.split(":")[0] for line in first.stderr.splitlines()] == ["Batch monday/1", "Batch monday/2"]
    assert [("on record already" in line) for line in then.stderr.splitlines()] == [True, True, False, False]
    assert recorded(place) == 7
    assert teikyo("verify", "--database", place).exit_code == 0


def test_a_bad_row_is_told_before_anything_is_written(place: str, tmp_path: Path) -> None:
    """However the file is cut; by row and column, with exit status 2."""
    file = consents(tmp_path, 4)
    with Path(file).open("ab") as opened:
        opened.write(b'\n{"text": "agreed", "subject": 5}')

    refused = teikyo("ingest", "consents", file, "--rows-per-batch", "1", "--database", place)

    assert (refused.exit_code, refused.stdout, recorded(place)) == (2, "", 0)
    assert refused.stderr.splitlines() == [
        f"{file} is refused for 2 faults; nothing of the batch was written.",
        "row 5, subject: Wrong type: this is a number; a text is wanted. Put it in quotes.",
        "row 5, given_at: The required field 'given_at' is missing.",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("subjects", "l-9"), "There is no delivery of that code"),
        (("consents", "--batch", "b"), "Something else was written under the key"),
        (("consents", "--batch", "k" * 201), "1 to 200 characters"),
        (("consents", "--as", "clerk"), "does not hold RECORDER"),
        (("consents", "--encoding", "shift_jis"), "csv alone need not be UTF-8"),
        (("consents", "--format", "yaml"), "--format ndjson, csv or parquet"),
    ],
)
def test_what_is_refused_is_said(arguments: tuple[str, ...], told: str, place: str, tmp_path: Path) -> None:
    """With exit status 2, and nothing is written."""
    file = tmp_path / "rows.ndjson"
    file.write_bytes(orjson.dumps({"text": "agreed", "subject": "p-9", "given_at": GIVEN}))
    teikyo("actor", "create", "clerk", "--kind", "person", "--role", "exporter", "--database", place)
    assert teikyo("ingest", "consents", str(file), "--batch", "b", "--database", place).exit_code == 0
    file.write_bytes(orjson.dumps({"text": "agreed", "subject": "q-9", "given_at": GIVEN}))
    if arguments[0] == "subjects":
        file.write_bytes(b'"q-9"')

    refused = teikyo("ingest", *arguments, str(file), "--database", place)

    assert (refused.exit_code, refused.stdout, recorded(place)) == (2, "", 0)
    assert told in refused.stderr


def test_a_file_that_is_not_there_is_said(place: str) -> None:
    """In words."""
    refused = teikyo("ingest", "consents", "nowhere.csv", "--database", place)

    assert (refused.exit_code, refused.stderr) == (2, "nowhere.csv can't be read: No such file or directory.\n")

"""Rows are read alike from JSON, CSV and Parquet: strictly, with each fault told by its row and column."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from vendors.ingest.checking import check
from vendors.ingest.faults import MOST_TOLD, BatchRefused
from vendors.ingest.formats import Form, Format, form_of_name, form_of_type
from vendors.ingest.ndjson import LONGEST_LINE
from vendors.ingest.shapes import CONSENTS, SUBJECTS, Shape
from vendors.ingest.spool import Checked, Spool, TooLong
from vendors.verbs.stepping import LONGEST_SUBJECT

NDJSON, CSV, PARQUET = (Form(one) for one in Format)
MOMENT = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
ENOUGH = 1 << 24


def read(data: bytes, form: Form = NDJSON, shape: Shape = CONSENTS, most: int = ENOUGH) -> list[tuple[int, Any]]:
    """The rows that are found right, with their numbers."""
    with Checked(most) as rows:
        check(BytesIO(data), form, shape, rows)
        return [(number, orjson.loads(body)) for number, body in rows.rows()]


def refused(data: bytes, form: Form = NDJSON, shape: Shape = CONSENTS) -> list[tuple[object, ...]]:
    """The codes of what it is refused for, each with its row and column."""
    with pytest.raises(BatchRefused) as refusal:
        read(data, form, shape)
    assert all(fault.message("ja") and fault.message("en") for fault in refusal.value.faults)
    return [(fault.code, *fault.path) for fault in refusal.value.faults]


def parquet(**columns: Any) -> bytes:
    """A file with these columns."""
    file = BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


def test_the_same_consents_are_the_same_rows_in_each_format() -> None:
    """What is absent is left out, moments are in UTC, and booleans are booleans."""
    expected = [
        {"text": "ads", "subject": "c-1", "given_at": "2026-04-01T01:00:00Z"},
        {"text": "ads", "subject": "c-2", "given_at": "2026-04-01T01:00:00Z", "capable": False, "note": 'a, "b"\nc'},
    ]
    lines = (
        b'{"text": "ads", "subject": "c-1", "given_at": "2026-04-01T10:00:00+09:00", "note": null}\n\n'
        b'{"text": "ads", "subject": "c-2", "given_at": "2026-04-01T01:00:00Z", "capable": false,'
        b' "note": "a, \\"b\\"\\nc"}'
    )
    table = (
        b"subject,text,given_at,capable,note\r\n"
        b"c-1,ads,2026-04-01T10:00:00+09:00,,\r\n\r\n"
        b'c-2,ads,2026-04-01T01:00:00Z,FALSE,"a, ""b""\nc"\r\n'
    )
    packed = parquet(
        subject=pa.array(["c-1", "c-2"]).dictionary_encode(),
        text=["ads", "ads"],
        given_at=pa.array([MOMENT, MOMENT], pa.timestamp("ns", "Asia/Tokyo")),
        capable=[None, False],
        withdrawn_at=pa.nulls(2),
        note=[None, 'a, "b"\nc'],
    )

    assert read(lines) == [(1, expected[0]), (3, expected[1])]
    assert read(table, CSV) == [(2, expected[0]), (4, expected[1])]
    assert read(packed, PARQUET) == [(1, expected[0]), (2, expected[1])]


def test_a_person_alone_may_be_a_json_text() -> None:
    """As at the gate; in CSV and Parquet it is the column `subject`."""
    expected = [(1, "c-1"), (2, "会員-2")]

    assert read('"c-1"\n{"subject": "会員-2"}\n'.encode(), NDJSON, SUBJECTS) == expected
    assert read('\ufeff"c-1"\n"会員-2"'.encode(), NDJSON, SUBJECTS) == expected
    assert read("subject\nc-1\n会員-2\n".encode(), CSV, SUBJECTS) == [(2, "c-1"), (3, "会員-2")]
    assert read(parquet(subject=["c-1", "会員-2"]), PARQUET, SUBJECTS) == expected


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "euc_jp"])
def test_csv_comes_in_the_encodings_of_spreadsheets(encoding: str) -> None:
    """The encoding is declared, never guessed."""
    declared = {"utf-8-sig": "utf-8", "cp932": "Shift_JIS", "euc_jp": "EUC-JP"}[encoding]
    form = form_of_type(f"text/csv; charset={declared}")

    assert form is not None
    assert read("subject\n会員-表\n".encode(encoding), form, SUBJECTS) == [(2, "会員-表")]


def test_faults_of_lines_are_told_by_line_and_column() -> None:
    """All of them at once, each with what would be accepted."""
    lines = [
        b'{"text": "ads", "subject": "c-1", "given_at": "2026-04-01T10:00:00"}',
        b'{"text": "ads", "subject": 7, "given_at": "2026-04-01T10:00:00Z"}',
        b'{"text": "Ads!", "given_at": "yesterday", "capable": "no"}',
        b'{"text": "ads", "subject": "c-1", "given_at": "2026-04-01T10:00:00Z", "agreed": true}',
        b"c-1",
        b"[]",
        b'{"text": "ads", "subject": "c\\u0000", "given_at": "2026-04-01T10:00:00Z"}',
        '{"text": "ads", "subject": "会", "given_at": "2026-04-01T10:00:00Z"}'.encode("cp932"),
        b'{"text": "ads", "subject": "%b", "given_at": "2026-04-01T10:00:00Z"}' % (b"x" * LONGEST_LINE),
        b'{"text": "ads", "subject": "%b", "given_at": "2026-04-01T10:00:00Z"}' % (b"x" * (LONGEST_SUBJECT + 1)),
    ]

    assert refused(b"\n".join(lines)) == [
        ("moment_without_offset", 1, "given_at"),
        ("wrong_type", 2, "subject"),
        ("bad_code", 3, "text"),
        ("missing_field", 3, "subject"),
        ("bad_moment", 3, "given_at"),
        ("wrong_type", 3, "capable"),
        ("unknown_key", 4, "agreed"),
        ("bad_json", 5),
        ("wrong_type", 6),
        ("bad_character", 7, "subject"),
        ("bad_encoding", 8),
        ("row_too_long", 9),
        ("bad_subject", 10, "subject"),
    ]


def test_faults_of_csv_are_told_by_row_and_column() -> None:
    """A row that can't be read holds up no other."""
    rows = [
        b"subject,text,given_at,capable",
        b"c-1,ads,2026-04-01T10:00:00Z,maybe",
        b"c-1,ads",
        b'"c"-1,ads,2026-04-01T10:00:00Z,',
        "会,ads,2026-04-01T10:00:00Z,".encode("cp932"),
        b",ads,2026-04-01T10:00:00Z,",
    ]

    assert refused(b"\n".join(rows), CSV) == [
        ("wrong_type", 2, "capable"),
        ("wrong_cells", 3),
        ("bad_csv", 4),
        ("bad_encoding", 5),
        ("missing_field", 6, "subject"),
    ]
    assert refused(b'subject\nc-1\n"c-2\n' + b"c-3\n" * LONGEST_LINE, CSV, SUBJECTS) == [("rows_end_here", 3)]


def test_headings_have_to_be_right_before_any_row_is_read() -> None:
    """Unknown, missing, named twice, or not there at all."""
    assert refused(b"subject,sex,subject\nc-1,f,c-1\n", CSV) == [
        ("unknown_key", 1, "sex"),
        ("heading_twice", 1, "subject"),
        ("missing_field", 1, "text"),
        ("missing_field", 1, "given_at"),
    ]
    assert refused(b"", CSV) == [("no_headings", 1)]


def test_columns_of_parquet_have_to_be_of_the_right_type() -> None:
    """Nothing is converted but moments that lose nothing by it."""
    naive = parquet(subject=["c-1"], text=["ads"], given_at=pa.array([MOMENT], pa.timestamp("us")))
    finer = parquet(subject=["c-1"], text=["ads"], given_at=pa.array([1_000_000_001], pa.timestamp("ns", "UTC")))

    assert refused(parquet(subject=[1], text=["ads"], given_at=["2026-04-01T10:00:00Z"], sex=["f"]), PARQUET) == [
        ("wrong_type", 0, "subject"),
        ("unknown_key", 0, "sex"),
    ]
    assert refused(naive, PARQUET) == [("moment_without_offset", 1, "given_at")]
    assert refused(finer, PARQUET) == [("bad_parquet", 0)]
    assert refused(b"subject\nc-1\n", PARQUET, SUBJECTS) == [("bad_parquet", 0)]


def test_of_many_faults_the_first_are_told_and_the_rest_counted() -> None:
    """And nothing of what was right is kept."""
    with pytest.raises(BatchRefused) as refusal:
        read(b'"c-1"\n' + b"7\n" * 1_000, NDJSON, SUBJECTS)

    assert (len(refusal.value.faults), refusal.value.number) == (MOST_TOLD, 1_000)


def test_a_stream_without_a_row_is_refused() -> None:
    """Whoever sent it meant something else."""
    for data, form in ((b"\n\n", NDJSON), (b"subject\n", CSV), (parquet(subject=pa.array([], "string")), PARQUET)):
        assert refused(data, form, SUBJECTS) == [("no_rows", 0)]


def test_what_is_packed_may_not_unfold_without_bound() -> None:
    """A few thousand bytes of Parquet can hold millions of rows."""
    packed = parquet(subject=pa.array(["c"] * 100_000).dictionary_encode())
    assert len(packed) < 10_000

    with pytest.raises(TooLong):
        read(packed, PARQUET, SUBJECTS, most=10_000)


def test_a_spool_takes_no_more_than_it_may() -> None:
    """What comes is known by its digest."""
    with Spool(4) as spool:
        spool.write(b"abc")
        assert spool.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        with pytest.raises(TooLong):
            spool.write(b"de")


def test_the_form_is_what_the_sender_declares() -> None:
    """By content type or by the ending of the name; anything else is no form."""
    assert form_of_type("application/x-ndjson") == form_of_name("new/consents.NDJSON") == NDJSON
    assert form_of_type("text/csv;charset=UTF-8") == form_of_name("consents.csv") == CSV
    assert form_of_type("application/vnd.apache.parquet") == form_of_name("consents.parquet") == PARQUET
    for declared in ("", "application/json", "text/csv; charset=latin-1", "application/x-ndjson; charset=shift_jis"):
        assert form_of_type(declared) is None
    assert form_of_name("consents.xlsx") is form_of_name("-") is None

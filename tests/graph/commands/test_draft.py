"""`teikyo draft`: a vendor spreadsheet becomes a draft register, and nothing is invented."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from click.testing import CliRunner, Result

from graph.cli import main

REAL = Path(__file__).resolve().parents[2] / "data" / "37signals-subprocessors.csv"
SMALL = (
    "会社名,所在国,業務内容,開始日\n架空商事株式会社,日本,配送,2024年4月1日\nFictitious Ads Inc.,米国,広告,2024/05/01\n"
)


def draft(sheet: bytes, name: str, folder: Path, *arguments: str) -> Result:
    """The command on a sheet of that content."""
    file = folder / name
    file.write_bytes(sheet)
    return CliRunner().invoke(main, ["draft", str(file), *arguments])


def document(result: Result) -> dict[str, Any]:
    """The draft as plain data, every value as it is written."""
    assert result.exit_code == 0, result.stderr
    data: dict[str, Any] = yaml.load(result.stdout_bytes, yaml.BaseLoader)  # noqa: S506  # texts alone
    return data


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    """An XLSX workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_the_real_list_becomes_a_transfer_for_each_row() -> None:
    """91 rows, six services, 37 recipients; a region is no country; the same sheet gives the same bytes."""
    first = CliRunner().invoke(main, ["draft", str(REAL)])
    second = CliRunner().invoke(main, ["draft", str(REAL)])

    register = document(first)
    recipients = {recipient["name"]: recipient for recipient in register["recipients"]}
    assert len(register["transfers"]) == 91
    assert [service["name"] for service in register["services"]] == [
        "backpack",
        "basecamp",
        "campfire",
        "company",
        "hey",
        "highrise",
    ]
    assert len(recipients) == 37
    assert recipients["Amazon Web Services"]["country"] == "US"
    assert "country" not in recipients["AppSignal"]
    assert "EU" in recipients["AppSignal"]["note"]
    assert first.stdout_bytes == second.stdout_bytes


def test_strict_refuses_to_pass_over_a_doubt() -> None:
    """Exit status 2, with the draft all the same; a sheet without doubts passes."""
    result = CliRunner().invoke(main, ["draft", str(REAL), "--strict"])

    assert result.exit_code == 2
    assert "AppSignal" in result.stderr
    assert result.stdout


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc-jp", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_common_encoding_and_delimiter_reads_alike(tmp_path: Path, encoding: str, delimiter: str) -> None:
    """The names come out in Japanese, with their countries and days."""
    register = document(draft(SMALL.replace(",", delimiter).encode(encoding), "list.csv", tmp_path))

    assert {one["name"]: one["country"] for one in register["recipients"]} == {
        "Fictitious Ads Inc.": "US",
        "架空商事株式会社": "JP",
    }
    assert sorted(one["from"] for one in register["transfers"]) == ["2024-04-01", "2024-05-01"]


def test_headings_in_the_fourth_row_are_found_and_sheets_without_recipients_are_told(tmp_path: Path) -> None:
    """A title, a date and an empty row above; a sheet of remarks beside."""
    rows: list[list[object]] = [
        ["委託先一覧"],
        ["2026年4月1日現在"],
        [],
        ["委託先", "国", "開始日"],
        ["架空商事", "日本", date(2024, 4, 1)],
    ]
    book = workbook(("一覧", rows), ("注記", [["この表は社外秘です"]]))

    result = draft(book, "list.xlsx", tmp_path)

    register = document(result)
    assert [one["name"] for one in register["recipients"]] == ["架空商事"]
    assert [one["from"] for one in register["transfers"]] == ["2024-04-01"]
    assert "注記" in result.stderr


def test_names_equal_but_for_width_case_and_white_space_are_one_recipient(tmp_path: Path) -> None:
    """NFKC, trimmed, collapsed and case-folded; the merging is told with its lines."""
    sheet = "Vendor,Country,Service\nＡＣＭＥ  Inc.,US,a\n acme inc. ,US,b\n"

    result = draft(sheet.encode(), "list.csv", tmp_path)

    assert len(document(result)["recipients"]) == 1
    assert "Merged" in result.stderr


@pytest.mark.parametrize("place", ["EU", "Asia", "US, Germany", "米国・ドイツ", "Georgia", "not known yet"])
def test_a_doubtful_place_leaves_the_country_absent_with_a_note(tmp_path: Path, place: str) -> None:
    """A region, several countries, a name of two places: nothing is guessed, all is told."""
    result = draft(f'Vendor,Country\nAcme Inc.,"{place}"\n'.encode(), "list.csv", tmp_path)

    (recipient,) = document(result)["recipients"]
    assert "country" not in recipient
    assert place in recipient["note"]
    assert "Acme Inc." in result.stderr


@pytest.mark.parametrize(
    ("place", "country"),
    [("USA", "US"), ("U.S.", "US"), ("アメリカ合衆国", "US"), ("deu", "DE"), ("United Kingdom", "GB")],
)
def test_a_country_is_known_by_its_names_and_codes(tmp_path: Path, place: str, country: str) -> None:
    """English, Japanese, alpha-2 and alpha-3."""
    (recipient,) = document(draft(f"Vendor,Country\nAcme Inc.,{place}\n".encode(), "list.csv", tmp_path))["recipients"]

    assert recipient["country"] == country


def test_where_data_is_processed_is_not_where_the_recipient_is(tmp_path: Path) -> None:
    """Such a column is `stored_in`, and the country stays absent."""
    sheet = "Vendor,Processing location\nAcme Inc.,Germany\n"

    (recipient,) = document(draft(sheet.encode(), "list.csv", tmp_path))["recipients"]

    assert recipient["stored_in"] == ["DE"]
    assert "country" not in recipient


def test_options_map_what_the_headings_do_not_tell(tmp_path: Path) -> None:
    """By heading; an unknown field is refused with those that there are, and nothing stands on standard output."""
    sheet = b"X,Y\nAcme Inc.,US\n"

    mapped = draft(sheet, "list.csv", tmp_path, "--map", "X=recipient", "--map", "Y=country", "--service", "app")
    refused = draft(sheet, "list.csv", tmp_path, "--map", "X=vendor")

    register = document(mapped)
    assert [one["name"] for one in register["services"]] == ["app"]
    assert register["recipients"][0]["country"] == "US"
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "recipient" in refused.stderr


def test_a_kind_is_asked_for_in_the_words_of_the_file(tmp_path: Path) -> None:
    """`--kind company`, as the register spells it, for names that do not tell."""
    register = document(draft(b"Vendor,Country\nAcme,US\n", "list.csv", tmp_path, "--kind", "company"))

    assert register["recipients"][0]["kind"] == "company"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"\x89PNG\r\n\x1a\n\0\0", "list.csv"),
        (b"PK\x03\x04broken", "list.xlsx"),
        (b"a,b\n1,2\n", "l.csv"),
    ],
)
def test_what_is_no_vendor_list_is_refused_with_nothing_on_standard_output(
    tmp_path: Path, content: bytes, name: str
) -> None:
    """Empty, a picture, a broken workbook, a sheet without recipients: a sentence each, no traceback."""
    refused = draft(content, name, tmp_path)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.strip()
    assert "Traceback" not in refused.stderr


def test_check_then_says_what_is_missing(tmp_path: Path) -> None:
    """What the sheet does not say is absent, and named with line and path."""
    file = tmp_path / "draft.yaml"
    file.write_bytes(draft(SMALL.encode(), "list.csv", tmp_path).stdout_bytes)

    refused = CliRunner().invoke(main, ["check", str(file)])

    assert refused.exit_code == 2
    for path in ("operator.name", "transfers[0].items", "transfers[0].purposes"):
        assert path in refused.stderr

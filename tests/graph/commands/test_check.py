import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson
import pytest
from click.testing import CliRunner, Result

from graph.cli import main

REGISTER = """\
register: 1
operator: {name: Mizunara K.K., time_zone: Asia/Tokyo}
services: [{code: app, name: Mizunara App}]
purposes: [{code: offers, name: Offers from partners}]
items: [{code: email, name: E-mail address}]
policies: [{version: "1", from: 2020-01-01, purposes: [offers], states_provision: true}]
recipients: [{code: travel, name: 風旅行 K.K., kind: company, country: JP}]
consent_texts:
  - {code: offers-2026, from: 2026-04-01, recipients: [travel], items: [email], purposes: [offers], expressed: true}
transfers:
  - {code: offers, service: app, recipient: travel, items: [email], purposes: [offers], from: 2026-04-01,
     bases: [{kind: consent, until: 2026-12-31, texts: [offers-2026]}]}
deliveries:
  - {code: d-1, transfer: offers, at: "2026-07-01T09:00:00+09:00", subjects: [c-1]}
"""
FAULTY = """\
register: 1
operator: {name: Mizunara K.K.}
surprises: []
transfers:
  - {code: offers, service: app, recipient: travel, items: [], purposes: [], from: 2026-02-30}
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A register that stands until the end of 2026, with a delivery on 1 July on which a consent is missing."""
    path = tmp_path / "register.yaml"
    path.write_text(REGISTER, encoding="utf-8")
    return str(path)


def teikyo(*arguments: str, stdin: str | None = None) -> Result:
    """The command as a user calls it."""
    return CliRunner().invoke(main, ["check", *arguments], input=stdin)


@pytest.mark.parametrize(
    ("on", "status"),
    [
        ("2026-06-30", 0),  # the day before the delivery
        ("2026-07-01", 1),  # a delivery of that very day decides
        ("2026-07-02", 0),  # one of a day before is listed, but doesn't
        ("2026-12-31", 0),  # the last day of the basis
        ("2027-01-01", 1),  # the transfer itself doesn't stand
    ],
)
def test_the_exit_status_tells_whether_anything_blocks_on_that_day(file: str, on: str, status: int) -> None:
    """0: nothing blocks; 1: a transfer, or a delivery of that very day, doesn't stand."""
    result = teikyo(file, "--on", on)

    assert result.exit_code == status
    assert result.stderr == ""


def test_of_all_days_only_transfers_decide(file: str, tmp_path: Path) -> None:
    """A delivery that doesn't stand is listed, and the exit status says that of the transfers."""
    lasting = tmp_path / "lasting.yaml"
    lasting.write_text(REGISTER.replace(" until: 2026-12-31,", ""), encoding="utf-8")

    bad = teikyo(file, "--ever", "--format", "json")
    good = teikyo(str(lasting), "--ever", "--format", "json")

    assert bad.exit_code == 1
    assert good.exit_code == 0
    assert orjson.loads(good.stdout)["deliveries"][0]["verdict"] == "INVALID"


def test_a_faulty_file_is_refused_whole_with_every_fault(tmp_path: Path) -> None:
    """Exit status 2; each fault on standard error with line and path, and nothing judged."""
    path = tmp_path / "faulty.yaml"
    path.write_text(FAULTY, encoding="utf-8")

    result = teikyo(str(path))

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "faulty.yaml is refused; nothing of it was used." in result.stderr
    for place in ("surprises (line 3)", "transfers[0].from (line 5)", "transfers[0].service (line 5)"):
        assert place in result.stderr


def test_a_program_reads_the_faults_as_json(tmp_path: Path) -> None:
    """`{"refused": [...]}` with code, line, path and message, in the language asked for."""
    path = tmp_path / "faulty.yaml"
    path.write_text(FAULTY, encoding="utf-8")

    english = teikyo(str(path), "--format", "json")
    japanese = teikyo(str(path), "--format", "json", "--lang", "ja")

    assert english.exit_code == japanese.exit_code == 2
    faults = orjson.loads(english.stdout)["refused"]
    assert all(list(fault) == ["code", "line", "path", "message"] for fault in faults)
    assert ("unknown_key", 3, "surprises") in [(fault["code"], fault["line"], fault["path"]) for fault in faults]
    same = orjson.loads(japanese.stdout)["refused"]
    assert [fault["code"] for fault in same] == [fault["code"] for fault in faults]
    assert [fault["message"] for fault in same] != [fault["message"] for fault in faults]
    assert "受け付けられません" in japanese.stderr


def test_a_register_can_come_from_standard_input() -> None:
    """`-` as other tools have it."""
    result = teikyo("-", "--on", "2027-01-01", "--format", "json", stdin=REGISTER)

    assert result.exit_code == 1
    assert orjson.loads(result.stdout)["on"] == "2027-01-01"


def test_the_day_is_today_where_the_operator_is(file: str) -> None:
    """Not where the machine is."""
    before = datetime.now(ZoneInfo("Asia/Tokyo")).date().isoformat()
    said = orjson.loads(teikyo(file, "--format", "json").stdout)["on"]
    after = datetime.now(ZoneInfo("Asia/Tokyo")).date().isoformat()

    assert before <= said <= after


def test_what_will_lapse_is_listed_where_it_is_asked_for(file: str) -> None:
    """In each form; without `--within` nobody is told."""
    asked = ("--on", "2026-12-01", "--within", "31d")

    text = teikyo(file, *asked)
    document = orjson.loads(teikyo(file, *asked, "--format", "json").stdout)
    page = teikyo(file, *asked, "--format", "html", "--lang", "ja")
    a_day_short = orjson.loads(teikyo(file, "--on", "2026-12-01", "--within", "30d", "--format", "json").stdout)

    assert text.exit_code == 0
    assert "2027-01-01  offers  BASIS_MISSING (blocks)" in text.stdout
    assert [(lapse["day"], lapse["code"]) for lapse in document["lapses"]] == [("2027-01-01", "BASIS_MISSING")]
    assert "2027-01-01 までに始まる指摘" in page.stdout
    assert a_day_short["lapses"] == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--on", "2026-02-30"), "--on 2026-02-30: not a day of the calendar; say it as 2026-03-31."),
        (("--on", "31.3.2026"), "--on 31.3.2026: not a day of the calendar; say it as 2026-03-31."),
        (("--on", "2026-3-1"), "--on 2026-3-1: not a day of the calendar; say it as 2026-03-31."),
        (("--within", "90"), "--within 90: not a span within the calendar; say it as 90d, 12w, 3m or 1y."),
        (("--within", "99999y"), "--within 99999y: not a span within the calendar; say it as 90d, 12w, 3m or 1y."),
        (("--on", "2026-03-31", "--ever"), "--on and --ever exclude each other; choose one."),
        (("--within", "90d", "--ever"), "--ever tells of all days, so --within adds nothing; choose one."),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(file: str, arguments: tuple[str, ...], told: str) -> None:
    """Exit status 2 and one sentence; nothing is judged."""
    result = teikyo(file, *arguments)

    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{told}\n")


def test_a_file_that_cannot_be_read_is_no_traceback(tmp_path: Path) -> None:
    """It says which, and why, in both languages."""
    missing = teikyo(str(tmp_path / "nowhere.yaml"))
    folder = teikyo(str(tmp_path), "--lang", "ja")

    assert (missing.exit_code, folder.exit_code) == (2, 2)
    assert missing.stderr == f"{tmp_path / 'nowhere.yaml'} can't be read: No such file or directory.\n"
    assert f"{tmp_path} を読めません" in folder.stderr


def test_a_terminal_without_japanese_letters_gets_question_marks(file: str) -> None:
    """And no traceback; JSON and the page are UTF-8 whatever the terminal is."""
    environment = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    command = [sys.executable, "-c", "from graph.cli import main; main()", "check", file, "--on", "2026-05-01"]

    text = subprocess.run(command, capture_output=True, env=environment, cwd=Path.cwd(), check=True)
    document = subprocess.run(
        [*command, "--format", "html"], capture_output=True, env=environment, cwd=Path.cwd(), check=True
    )

    assert b"Mizunara App ? ??? K.K. (Japan)" in text.stdout
    assert "風旅行" in document.stdout.decode()
    assert text.stderr == document.stderr == b""


def test_checking_needs_neither_a_database_nor_a_web_server() -> None:
    """The command loads neither Tortoise nor Strawberry nor Starlette, so it starts quickly and runs anywhere."""
    program = """
import sys
from click.testing import CliRunner
from graph.cli import main
result = CliRunner().invoke(main, ["check", "-"], input="register: 1\\noperator: {name: A}\\n")
assert result.exit_code == 0, result.output
print(*sorted({"tortoise", "strawberry", "starlette", "uvicorn", "asyncpg", "aiosqlite"} & set(sys.modules)))
"""

    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)

    assert loaded.stdout.strip() == ""

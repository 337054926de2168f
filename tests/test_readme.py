"""The README is run: its commands by a shell, its queries over HTTP, and its answers compared with what it shows."""

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PRINTED_LAST = "Stop with Ctrl-C."
SHOWN_QUARTER = date(2026, 11, 24)
"""A day on which the last quarter is the one that the README shows."""


def blocks(heading: str, language: str) -> list[str]:
    """The fenced blocks of one language under a heading of the README; before the first heading, under an empty one."""
    section = next(part for part in re.split(r"^## ", f"\n{README}", flags=re.MULTILINE) if part.startswith(heading))
    return re.findall(rf"^```{re.escape(language)}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


def environment(**further: str) -> dict[str, str]:
    """What a shell needs to find this very installation; nothing of ours, nor of the `make` that runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TEIKYO_", "MAKE", "MFLAGS"))}
    return {**kept, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', os.defpath)}", **further}


def post(url: str, headers: dict[str, str], body: bytes) -> Any:
    """The answer to a GraphQL request, whatever its status; without its cost, which the README does not show."""
    request = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310  # our own server's address
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # the same
            document = json.load(answer)
            document.pop("extensions")
            return document
    except urllib.error.HTTPError as refused:
        return json.load(refused)


def curl(command: str) -> tuple[str, dict[str, str], dict[str, Any]]:
    """Address, headers and body of a curl command of the form that the README shows; curl itself need not be there."""
    words = shlex.split(command)
    assert words[:2] == ["curl", "-s"], "the README's command is curl's"
    headers = dict(words[place + 1].split(": ", 1) for place, word in enumerate(words) if word == "-H")
    return words[2], headers, json.loads(words[words.index("-d") + 1])


@dataclass(frozen=True)
class Served:
    """The demo as `make serve` serves it."""

    day: date
    url: str
    token: str
    printed: str

    def ask(self, query: str, variables: str = "{}") -> Any:
        """Send a query, as a dashboard does."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        return post(self.url, headers, json.dumps({"query": query, "variables": json.loads(variables)}).encode())

    def as_of_its_day(self, query: str) -> str:
        """The query asked of the day that the demo is dated to, which need not be today."""
        if self.day == today():
            return query
        query = re.sub(r"\bstatistics\b", f'statistics(on: "{self.day}")', query)
        return query.replace("lapses(", f'lapses(on: "{self.day}", ')


def today() -> date:
    """Today where the demo's operator is."""
    return datetime.now(ZoneInfo("Asia/Tokyo")).date()


def last_quarter(day: date) -> tuple[date, date]:
    """The first and last day of the calendar quarter before the one that has the day."""
    last = date(day.year, (day.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
    return date(last.year, last.month - 2, 1), last


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def make_serve(port: int, on: str = "") -> list[str]:
    """The command of the first screen, for the installation that runs this test, whatever it was made from."""
    stamp = f"{sys.prefix}/installed"
    return ["make", f"--file={ROOT}/Makefile", f"--old-file={stamp}", "serve"] + [
        f"{name}={value}" for name, value in {"VENV": sys.prefix, "PORT": port, "ON": on}.items()
    ]


def start(folder: Path, port: int, on: str = "") -> tuple[subprocess.Popen[str], str]:
    """`make serve` as on a terminal, in a folder of its own, once it serves; and what it printed until then."""
    if not (folder / "examples").exists():
        (folder / "examples").symlink_to(ROOT / "examples")
    server = subprocess.Popen(
        make_serve(port, on),
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert server.stdout is not None, "its output is a pipe"
    printed = ""
    for line in server.stdout:
        printed += line
        if line.strip() == f"Teikyo answers at http://127.0.0.1:{port}/graphql. {PRINTED_LAST}":
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=60):
                return server, printed
    stop(server)
    raise AssertionError(f"never ready\n{printed}")


def stop(server: subprocess.Popen[str]) -> str:
    """Ctrl-C: a terminal tells everything that runs on it. Gives what was printed since it served."""
    os.killpg(server.pid, signal.SIGINT)
    printed, _ = server.communicate(timeout=30)
    return printed


@pytest.fixture(scope="module", params=["today", str(SHOWN_QUARTER)])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo, served as `make serve` does, dated to today and to a fixed day."""
    port = free_port()
    on = "" if request.param == "today" else request.param
    server, printed = start(tmp_path_factory.mktemp("served"), port, on)
    token = re.search(r"^Token \(.*\): (\S+)$", printed, re.MULTILINE)
    assert token, printed
    yield Served(date.fromisoformat(on) if on else today(), f"http://127.0.0.1:{port}/graphql", token[1], printed)
    stop(server)


def test_the_first_query_is_the_one_that_make_serve_prints_and_gets_the_answer_shown(served: Served) -> None:
    """What the first screen shows is what a newcomer gets, whatever day it is."""
    command = blocks("", "sh")[1]
    printed = re.search(r"^curl .*?'$", served.printed, re.MULTILINE | re.DOTALL)
    assert printed, served.printed
    shown = command.strip().replace("http://127.0.0.1:8000/graphql", served.url).replace("$TOKEN", served.token)

    url, headers, body = curl(printed[0])
    answer = post(url, headers, json.dumps({**body, "query": served.as_of_its_day(body["query"])}).encode())

    assert printed[0] == shown
    assert answer == json.loads(blocks("", "json")[0])


def test_a_dashboard_s_query_gets_the_answer_shown(served: Served) -> None:
    """Counts and lapses are those of the README, whatever day the demo is dated to."""
    [query], [shown] = blocks("A dashboard's query", "graphql"), blocks("A dashboard's query", "json")

    answer = served.ask(served.as_of_its_day(query))

    assert answer == json.loads(shown)


def test_a_reviewer_s_question_gets_the_answer_shown(served: Served) -> None:
    """Which transfers abroad stood on no basis last quarter, and why: the README's answer, for any last quarter."""
    heading = "A reviewer's question"
    [query], [variables], [shown] = (blocks(heading, kind) for kind in ("graphql", "json variables", "json"))
    quarter = dict(zip(("from", "until"), map(str, last_quarter(served.day)), strict=True))

    answer = served.ask(query, json.dumps(quarter))

    assert json.loads(variables) == dict(zip(("from", "until"), map(str, last_quarter(SHOWN_QUARTER)), strict=True))
    assert answer == json.loads(shown)


def test_the_script_s_commands_run_as_they_stand(tmp_path: Path) -> None:
    """The reviewer's files and the quarterly export come out of the README's own lines, one shell after the other."""
    for heading in ("A reviewer's question", "A quarterly script"):
        for script in blocks(heading, "sh"):
            run = subprocess.run(
                ["sh", "-eu"],
                input=script,
                cwd=tmp_path,
                env=environment(),
                capture_output=True,
                check=False,
                text=True,
            )
            assert run.returncode == 0, f"{script}\n{run.stdout}\n{run.stderr}"

    manifest = json.loads((tmp_path / "exports" / "2026Q3" / "manifest.json").read_text(encoding="utf-8"))

    assert "CONTRACT_EXPIRED" in (tmp_path / "opinion.txt").read_text(encoding="utf-8")
    assert "<html" in (tmp_path / "opinion.html").read_text(encoding="utf-8")
    assert manifest["quarter"] == "2026Q3"
    assert (tmp_path / "exports" / "2026Q3" / "transfers.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_make_serve_ends_by_ctrl_c_and_works_a_second_time_a_day_later(tmp_path: Path) -> None:
    """The database of the first run takes the demo of another day as a difference, and each run has its own token."""
    port = free_port()
    first, printed_first = start(tmp_path, port, "2026-11-23")
    ended = stop(first)

    second, printed_second = start(tmp_path, port, "2026-11-24")
    stop(second)

    tokens = [
        re.findall(r"^Token \(.*\): (\S+)$", printed, re.MULTILINE) for printed in (printed_first, printed_second)
    ]
    assert [len(found) for found in tokens] == [1, 1]
    assert tokens[0] != tokens[1]
    assert ended == ""


def test_a_taken_port_is_said_before_anything_is_done(tmp_path: Path) -> None:
    """Where somebody else listens, `make serve` says so and what to do, and makes no database."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        refused = subprocess.run(
            ["sh", str(ROOT / "examples" / "serve.sh")],
            cwd=tmp_path,
            env=environment(PORT=str(port)),
            capture_output=True,
            check=False,
            text=True,
        )

    assert refused.returncode == 1
    assert f"Port {port}" in refused.stderr
    assert "make serve PORT=" in refused.stderr
    assert not list(tmp_path.rglob("*.db"))


def test_without_python3_venv_the_package_is_named_however_often_one_tries(tmp_path: Path) -> None:
    """What Debian's Python leaves where `python3-venv` is missing, an environment without pip, is taken for none."""
    halfway = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(halfway)], check=True)
    python = tmp_path / "python3"
    python.write_text(f'#!/bin/sh\ncase "$*" in *venv*) exit 1;; *) exec "{sys.executable}" "$@";; esac\n')
    python.chmod(0o755)

    refused = subprocess.run(
        ["make", "install", f"VENV={halfway}", f"PYTHON={python}"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        check=False,
        text=True,
    )

    assert refused.returncode == 2
    assert "install python3-venv" in refused.stderr


def test_every_file_that_the_documents_point_to_is_there() -> None:
    """No link of the README or of a document leads nowhere."""
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]

    dead = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in documents
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", document.read_text(encoding="utf-8"))
        if not (document.parent / target).exists()
    ]

    assert dead == []

"""The measurements run, and compare like with like."""

import asyncio
import json
import os
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import ingesting
from tests.benchmarks.__main__ import size
from tests.benchmarks.crowd import crowded
from tests.benchmarks.databases import Filled
from tests.benchmarks.generator import ON, fill
from tests.benchmarks.operations import BARE, CODE, Q1, Q2
from tests.benchmarks.serving import Request, answer, floor
from tests.graph.desk import desk
from vendors.store.address import Engine, address

ROOT = Path(__file__).resolve().parents[2]
SELDOM = {**os.environ, "BENCH_ROUNDS": "8"}
"""Where each question is asked a few times: whether it is answered shows at the first, how fast shows nowhere here."""


def test_every_measurement_is_taken_and_told() -> None:
    """A small register is enough to see that reads, counting, judging, importing and writing run."""
    parts = [
        word
        for part in ("reads", "counting", "judging", "importing", "writing", "writers")
        for word in ("--part", part)
    ]
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "--size", "800", *parts],
        cwd=ROOT,
        env=SELDOM,
        capture_output=True,
        check=True,
        text=True,
    )

    *lines, _, verbs, q1, q2 = run.stdout.splitlines()
    assert [line[:37].split(maxsplit=2) for line in lines[1:5]] == [
        ["sqlite", "800", f"{what:15}"] for what in ("Q1", "Q2", "Q2 trusted", "Q2 trusted, GET")
    ]
    assert [line for line in lines if line.startswith("sqlite     a day, 800 transfers against 800: 1.00")]
    assert lines[-9].startswith("judging 800 transfers")
    assert [line.split()[2] for line in lines[-3:]] == ["registerTransfer", "changeTransfer", "registerTransfer"]
    assert [line.split()[:3] for line in lines[-7:-4]] == [
        ["sqlite", "800", what] for what in ("new", "again", "corrected")
    ]
    assert [line.split()[:3] for line in (verbs, q1, q2)] == [["sqlite", "800", what] for what in ("verbs", "Q1", "Q2")]


def test_a_crowd_is_measured_beside_bare_forms_that_answer_the_same() -> None:
    """Judging and the gate compare each answer with the bare one, and end where it is another."""
    parts = [word for part in ("persons", "record", "gate") for word in ("--part", part)]
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "--persons", "2k", *parts],
        cwd=ROOT,
        env=SELDOM,
        capture_output=True,
        check=True,
        text=True,
    )

    _, judging, _, record, flat, _, many, one, memory = run.stdout.splitlines()
    assert judging.split()[:4] == ["sqlite", "2000", "judging", "1000"]
    assert record.split()[:4] == ["sqlite", "2000", "the", "record"]
    assert flat == "sqlite     the record of a person, 2000 against 2000: 1.00"
    assert [line.split()[2:5] for line in (many, one)] == [["the", "gate,", "of"]] * 2
    assert memory.split()[:3] == ["sqlite", "2000", "MB,"]


@pytest.mark.parametrize(
    "engine", [Engine.SQLITE, pytest.param(Engine.POSTGRESQL, marks=pytest.mark.postgres)], ids=["sqlite", "postgres"]
)
async def test_rows_come_in_beside_bare_ones_and_are_as_many_in_tables_as_these(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each batch is as many rows as the bare form has, in each of two streams, on either engine."""

    def measured() -> None:
        with crowded(engine, 1000) as crowd:
            ingesting.measure(crowd)

    await asyncio.to_thread(measured)

    consents, subjects = capsys.readouterr().out.splitlines()
    assert consents.split()[:4] == [engine, "1000", "200", "consents"]
    assert subjects.split()[:4] == [engine, "1000", "200", "subjects"]


@pytest.mark.parametrize("text", ["", "k", "abc", "0", "-1k", "10k,"])
def test_a_size_that_is_none_is_refused_before_anything_is_measured(text: str) -> None:
    """It is told what would be a size, and that alone."""
    command = [sys.executable, "-m", "tests.benchmarks", f"--size={text}", "--part", "judging"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)

    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.endswith(f"{text!r} is not a number like 10k or 10k,100k,1M\n")


@pytest.mark.parametrize(("text", "number"), [("800", 800), ("10k", 10_000), ("1M", 1_000_000)])
def test_a_size_may_be_written_short(text: str, number: int) -> None:
    """Thousands and millions have a letter."""
    assert size(text) == number


async def test_the_floor_answers_what_teikyo_answers(store: str) -> None:
    """A floor that said less would make the ratio a lie, on either engine."""
    await asyncio.to_thread(fill, store, 800)
    filled = Filled(address(store).engine, store, 800, "")
    with floor(filled) as port:
        line = HTTPConnection("127.0.0.1", port)
        page, one = (json.loads(answer(line, Request(port, BARE[name]))) for name in ("Q1", "Q2"))
        line.close()

    async with desk(store, today=ON) as asked:
        ours = await asked.ask(Q2, on=str(ON), code=CODE)
        pages = await asked.ask(Q1, on=str(ON))

    assert _sorted(ours["transfer"]) == _sorted(one)
    assert ours["transfer"].keys() == one.keys()
    bare = [edge["node"] for edge in page["edges"]][:50]
    assert [_sorted(edge["node"]) for edge in pages["transfers"]["edges"]] == [_sorted(node) for node in bare]


def _sorted(node: dict[str, Any]) -> dict[str, Any]:
    """The node with its lists in one order: the floor lets them come as they lie."""
    return {
        key: sorted(value, key=lambda one: json.dumps(one, sort_keys=True)) if isinstance(value, list) else value
        for key, value in node.items()
    }

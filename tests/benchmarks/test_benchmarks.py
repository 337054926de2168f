"""The measurements run, and compare like with like."""

import json
import subprocess
import sys
from pathlib import Path

from graph.limits import Limits
from graph.reads.answers import Answers
from graph.reads.database import reader_of
from graph.schema import core
from models.sqlite import sqlite3
from tests.benchmarks.__main__ import CODE, Q2
from tests.benchmarks.floor import Q2 as FLOOR
from tests.benchmarks.generator import ON, fill
from tests.graph.desk import Desk
from vendors.store.address import address

ROOT = Path(__file__).resolve().parents[2]


def test_every_measurement_is_taken_and_told() -> None:
    """A small register is enough to see that all of it runs."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "800"], cwd=ROOT, capture_output=True, check=True, text=True
    )

    lines = run.stdout.splitlines()
    assert [line.split()[:2] for line in lines[1:3]] == [["800", "Q1"], ["800", "Q2"]]
    assert lines[-1].startswith("judging 800 transfers")


async def test_the_floor_answers_what_teikyo_answers(sqlite_store: str) -> None:
    """A floor that said less would make the ratio a lie."""
    fill(sqlite_store, 800)
    with sqlite3.connect(sqlite_store) as connection:
        (bare,) = connection.execute(FLOOR, (str(ON), CODE)).fetchone()

    reader = reader_of(address(sqlite_store), seconds=20)
    ours = await Desk(Answers(core(), reader, Limits()), today=ON).ask(Q2, on=str(ON), code=CODE)
    await reader.close()

    shown, floor = json.loads(json.dumps(ours))["transfer"], json.loads(bare)
    assert shown.keys() == floor.keys()
    assert shown == floor

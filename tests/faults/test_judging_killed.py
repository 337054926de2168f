"""A judgement that is killed while it goes on: what it was to judge is there whole and judged, or not at all."""

import asyncio
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.test_ingest import DELIVERY, ROWS, consents, counted, ingest, persons
from tests.graph.service import environment
from vendors.store.address import address
from vendors.store.database import opened

TELLS = """
import vendors.{module} as module
judge = module.judge_again

async def telling(*given):
    print("judging", flush=True)
    return await judge(*given)

module.judge_again = telling
from graph.cli import main
main()
"""
"""The command, which says when all rows are written and it begins to judge what they touch."""


def judging(place: str, module: str, *arguments: str, file: Path) -> "subprocess.Popen[bytes]":
    """The command, in the midst of judging."""
    running = subprocess.Popen(
        [sys.executable, "-c", TELLS.format(module=module), "ingest", *arguments, str(file), "--database", place],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None, "it says something"
    assert running.stdout.readline() == b"judging\n"
    return running


async def said(place: str) -> list[tuple[str, int]]:
    """What is said of the persons whom the delivery lists."""
    async with opened(address(place)) as database:
        rows = await database.rows(
            "SELECT finding.code, subjects FROM delivery_finding finding JOIN delivery ON delivery.id = delivery_id"
            " WHERE delivery.code = ? AND subjects IS NOT NULL AND finding.code LIKE 'CONSENT%' ORDER BY finding.code",
            DELIVERY,
        )
    return [(row["code"], row["subjects"]) for row in rows]


@pytest.mark.parametrize("later", [0.0, 0.05, 0.2])
def test_persons_whose_judgement_is_killed_are_not_listed_and_come_again(
    later: float, register: str, tmp_path: Path
) -> None:
    """Neither they nor what would be said of them; the same file lists and judges them once."""
    file = tmp_path / "persons.ndjson"
    file.write_bytes(persons(ROWS))
    before = asyncio.run(said(register))

    with judging(register, "ingest.listing", "subjects", DELIVERY, file=file) as running:
        time.sleep(later)
        running.send_signal(signal.SIGKILL)
        running.communicate()
    killed = asyncio.run(counted(register))
    again = ingest(register, "subjects", DELIVERY, file=file)
    again.communicate()

    if killed == (0, 0, 0):  # unless it had come to its end by then
        assert running.returncode == -signal.SIGKILL
    else:
        assert killed == (ROWS, 0, 1)
    assert again.returncode == 0
    assert asyncio.run(counted(register)) == (ROWS, 0, 1)
    assert asyncio.run(said(register)) == [*before, ("CONSENT_MISSING", ROWS)]


def test_consents_whose_judgement_is_killed_are_not_there(register: str, tmp_path: Path) -> None:
    """A large delivery was to be judged anew for them; it is judged as before, and then by all of them."""
    listed, given = tmp_path / "persons.ndjson", tmp_path / "consents.ndjson"
    listed.write_bytes(persons(ROWS))
    given.write_bytes(consents(ROWS))
    first = ingest(register, "subjects", DELIVERY, file=listed)
    first.communicate()
    before = asyncio.run(said(register))

    with judging(register, "consents.batch", "consents", file=given) as running:
        running.send_signal(signal.SIGKILL)
        running.communicate()
    killed, then = asyncio.run(counted(register)), asyncio.run(said(register))
    again = ingest(register, "consents", file=given)
    again.communicate()

    assert (first.returncode, again.returncode) == (0, 0)
    assert (killed, then) == ((ROWS, 0, 1), before)
    assert asyncio.run(counted(register)) == (ROWS, ROWS, 2)
    assert "CONSENT_MISSING" not in dict(asyncio.run(said(register)))

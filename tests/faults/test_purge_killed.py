"""A purge that is killed, wherever: what is done is done, the rest is as before, and the same command does the rest."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.graph.commands.command import teikyo
from tests.graph.commands.test_purge import OLD
from tests.looking import seen

TEIKYO = str(Path(sys.executable).parent / "teikyo")
SOON = 120
"""Seconds after which something that should happen has not."""
DELIVERIES, PERSONS = 900, 20


@pytest.fixture
def many(store: str, tmp_path: Path) -> str:
    """A database in which the persons of many deliveries may go, more than go at once."""
    head, _, _ = OLD.partition("deliveries:\n")
    persons = ", ".join(f"c-{number}" for number in range(PERSONS))
    file = tmp_path / "register.yaml"
    with file.open("w", encoding="utf-8") as out:
        out.write(f"{head}deliveries:\n")
        out.writelines(
            f'  - {{code: d-{number}, transfer: feed, at: "2019-05-0{number % 9 + 1}T10:00:00+09:00", '
            f"subjects: [{persons}], record: {{made_on: 2019-05-10, method: individual, has: [items]}}}}\n"
            for number in range(DELIVERIES)
        )
    assert teikyo("import", str(file), "--database", store).exit_code == 0
    return store


def number(place: str, sql: str) -> int:
    """The one number that is asked for."""
    ((found,),) = seen(place, sql)
    assert isinstance(found, int)
    return found


def purged(place: str) -> int:
    """How many deliveries were purged, by the ledger."""
    return number(place, "SELECT count(*) FROM ledger_event WHERE action = 'PURGED'")


@contextmanager
def purging(place: str) -> Iterator["subprocess.Popen[str]"]:
    """A purge that has begun to delete, and is running."""
    before = purged(place)
    running = subprocess.Popen(
        [TEIKYO, "purge", "--yes", "--database", place, "--lang", "en"], stderr=subprocess.PIPE, text=True
    )
    try:
        until = time.monotonic() + SOON
        while purged(place) == before:
            assert running.poll() is None, f"it ended too early: {running.communicate()}"
            assert time.monotonic() < until, "it never began"
            time.sleep(0.005)
        yield running
    finally:
        running.kill()
        running.communicate()


def test_what_is_done_is_done_and_the_rest_is_as_before(many: str) -> None:
    """Killed at two places; each delivery has all of its persons and their salt, or none."""
    for later in (0, 0.02):
        with purging(many) as running:
            time.sleep(later)
            running.send_signal(signal.SIGKILL)
            running.wait(SOON)
        assert running.returncode == -signal.SIGKILL, "it ended by itself before"
        done = purged(many)
        assert 0 < done < DELIVERIES
        assert number(many, "SELECT count(*) FROM delivery WHERE purged_on IS NOT NULL") == done
        assert number(many, "SELECT count(*) FROM sealed WHERE list = 'deliveries'") == DELIVERIES - done
        assert number(many, "SELECT count(*) FROM delivery_subject") == (DELIVERIES - done) * PERSONS
        assert number(many, f"SELECT count(*) FROM delivery WHERE listed_count = {PERSONS}") == DELIVERIES - done  # noqa: S608
    halfway = teikyo("verify", "--database", many)

    again = teikyo("purge", "--yes", "--database", many, "--lang", "en")
    verified = teikyo("verify", "--database", many)

    assert (halfway.exit_code, again.exit_code, verified.exit_code) == (0, 0, 0), halfway.output + verified.output
    assert f"Deleted: {(DELIVERIES - done) * PERSONS} persons of {DELIVERIES - done} deliveries" in again.stderr
    assert number(many, "SELECT count(*) FROM delivery_subject") == 0
    assert purged(many) == DELIVERIES


def test_whoever_else_writes_has_his_turn_while_it_goes_on(many: str) -> None:
    """Between two portions: he is done before the purge is."""
    with purging(many) as running:
        actor = teikyo("actor", "create", "hanako", "--kind", "person", "--role", "REVIEWER", "--database", many)
        then = purged(many)
        running.wait(SOON)

    assert (actor.exit_code, running.returncode) == (0, 0)
    assert then < DELIVERIES
    assert purged(many) == DELIVERIES

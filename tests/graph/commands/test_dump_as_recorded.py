"""`teikyo dump --as-recorded`: the register as it was known once, and its judgement as it was."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from tests.looking import seen, spoilt
from tests.vendors.store.test_loading import scenario
from vendors.register.write import write_register


def teikyo(*arguments: str, given: bytes | None = None) -> Result:
    """The command as a user calls it."""
    return CliRunner().invoke(main, list(arguments), input=given)


def moment_after_now() -> str:
    """A moment that is over once this returns, and that nothing before it is later than."""
    moment = datetime.now(UTC)
    while datetime.now(UTC) <= moment:
        time.sleep(0.001)
    return moment.isoformat()


class History:
    """A database into which one register was loaded after the other, and what is known of that."""

    def __init__(self, place: str, folder: Path) -> None:
        self.place = place
        self.file = folder / "register.yaml"
        self.dumped: list[bytes] = []
        self.sequences: list[int] = []
        self.moments: list[str] = []

    def load(self, text: bytes) -> None:
        """Load a register, and keep how it dumps now."""
        self.file.write_bytes(text)
        assert teikyo("import", str(self.file), "--database", self.place).exit_code == 0
        self.dumped.append(teikyo("dump", "--database", self.place).stdout_bytes)
        self.sequences.append(len(seen(self.place, "SELECT id FROM ledger_event")))
        self.moments.append(moment_after_now())

    def as_recorded(self, asked: object) -> Result:
        """The register of a moment, or of an event."""
        return teikyo("dump", "--as-recorded", str(asked), "--database", self.place)


@pytest.fixture
def history(store: str, tmp_path: Path) -> History:
    """Three registers without consents, the second and the third each other than the one before."""
    kept = History(store, tmp_path)
    for name in ("01", "02", "01"):
        kept.load(write_register(scenario(name)))
    return kept


def test_each_register_comes_back_by_its_moment_and_by_its_last_event(history: History) -> None:
    """To the byte, whatever was loaded after it."""
    for number in range(3):
        for asked in (history.moments[number], history.sequences[number]):
            dumped = history.as_recorded(asked)
            assert dumped.exit_code == 0
            assert dumped.stdout_bytes == history.dumped[number]
            assert f"as recorded by event {history.sequences[number]}," in dumped.stderr

    assert history.dumped[0] != history.dumped[1]


def test_nobody_is_shown_half_a_change(history: History) -> None:
    """An event in the midst of one stands for the last whole one before."""
    dumped = history.as_recorded(history.sequences[0] + 1)

    assert history.sequences[1] > history.sequences[0] + 1
    assert dumped.stdout_bytes == history.dumped[0]
    assert f"as recorded by event {history.sequences[0]}," in dumped.stderr


def test_the_judgement_is_that_of_then(history: History) -> None:
    """What is dumped is checked as any file: with the findings that were known at that moment."""
    then, now = (history.as_recorded(one).stdout_bytes for one in (history.sequences[1], history.sequences[2]))

    checked = teikyo("check", "-", "--ever", "--format", "json", given=then)

    (history.file.with_name("then.yaml")).write_bytes(history.dumped[1])
    of_file = teikyo("check", str(history.file.with_name("then.yaml")), "--ever", "--format", "json")
    assert checked.stdout == of_file.stdout
    assert checked.stdout != teikyo("check", "-", "--ever", "--format", "json", given=now).stdout


def test_persons_come_back_as_far_as_their_rows_are_there(store: str, tmp_path: Path) -> None:
    """Who was purged since is missing, and it is told how many; the others of the batch are there."""
    history = History(store, tmp_path)
    register = scenario("08")
    history.load(write_register(register))
    history.load(write_register(register.model_copy(update={"consents": register.consents[1:]})))

    then = history.as_recorded(history.sequences[0])

    assert then.stdout_bytes == history.dumped[1]
    assert "1 consents, requests to stop and listed persons of then can't be brought back" in then.stderr
    assert "brought back" not in history.as_recorded(history.sequences[1]).stderr


@pytest.mark.parametrize("asked", ["0", "1", "9999", "2000-01-01T00:00:00Z"])
def test_what_was_never_recorded_is_refused(history: History, asked: str) -> None:
    """Before the first change was whole, and after the last event that there is; it says which there are."""
    refused = history.as_recorded(asked)

    assert (refused.exit_code, refused.stdout) == (2, "")
    ends = f"the first change ends with event {history.sequences[0]}, the last one with {history.sequences[-1]}."
    assert ends in refused.stderr


@pytest.mark.parametrize("asked", ["", "yesterday", "2026-03-31", "2026-03-31T18:00:00", "-1", "²"])
def test_what_is_no_moment_is_refused(sqlite_store: str, asked: str) -> None:
    """A moment without its time zone is none: nobody knows when it was."""
    refused = teikyo("dump", "--as-recorded", asked, "--database", sqlite_store)

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "give the number of an event, or a moment with its time zone" in refused.stderr


def test_a_ledger_that_was_changed_is_no_source(sqlite_store: str, tmp_path: Path) -> None:
    """What is replayed has to be what was written."""
    history = History(sqlite_store, tmp_path)
    history.load(write_register(scenario("01")))
    spoilt(sqlite_store, "DROP TRIGGER ledger_event_update", "UPDATE ledger_event SET actor = 'x' WHERE id = 2")

    refused = history.as_recorded(history.sequences[0])

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "ledger_event 2" in refused.stderr

"""What stands for an event in the tree is canonical JSON as RFC 8785 has it, whatever texts are in it."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import orjson
import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from models.vocabulary import LedgerAction
from tests.registers import NASTY, nasty_registers
from vendors.ledger.events import Event, Happened, as_moment, canonical, moment_in_full
from vendors.register.documents import entry_json
from vendors.register.entries.register import Register
from vendors.store.entries import entries_of

MOMENT = datetime(2026, 8, 10, 1, 2, 3, 4, UTC)
PUBLISHED = json.loads(Path(__file__).with_name("canonical_examples.json").read_text(encoding="utf-8"))["examples"]


@pytest.mark.parametrize(("given_", "canonicalised"), PUBLISHED)
def test_the_published_examples_come_out_as_published(given_: str, canonicalised: str) -> None:
    """Escapes, the order of keys, and texts left as they are."""
    assert canonical(orjson.loads(given_)) == canonicalised


@given(actor=NASTY | st.none(), verb=NASTY, key=NASTY, reason=NASTY | st.none(), text=NASTY)
def test_an_event_is_canonical_however_it_is_put_together(
    actor: str | None, verb: str, key: str, reason: str | None, text: str
) -> None:
    """It is written piece by piece, an entry within it unread; another implementation writes the same bytes."""
    happened = Happened(LedgerAction.ADDED, "services", key, canonical({"name": text, "code": "a"}))

    written = Event(7, MOMENT, actor, verb, happened, reason).canonical()

    assert written == rfc8785.dumps(orjson.loads(written))
    assert orjson.loads(written) == {
        "action": "ADDED",
        "actor": actor,
        "entry": {"code": "a", "name": text},
        "key": key,
        "list": "services",
        "reason": reason,
        "recorded_at": "2026-08-10T01:02:03.000004Z",
        "sequence": 7,
        "verb": verb,
    }


@settings(max_examples=30, deadline=None)
@given(register=nasty_registers())
def test_every_entry_is_stored_as_rfc_8785_has_it(register: Register) -> None:
    """What is compared, hashed and stored is one run of bytes, on every machine and by every implementation."""
    for entries in entries_of(register).values():
        for entry in entries.values():
            assert entry_json(entry) == rfc8785.dumps(orjson.loads(entry_json(entry)))


def test_a_removed_entry_is_null() -> None:
    """An event without an entry says so."""
    written = Event(1, MOMENT, None, "import", Happened(LedgerAction.REMOVED, "services", "a"), None).canonical()

    assert orjson.loads(written)["entry"] is None


def test_a_moment_is_one_text_in_every_time_zone() -> None:
    """The same instant gives the same bytes, with its microseconds even where they are none."""
    tokyo = timezone(timedelta(hours=9))

    assert moment_in_full(datetime(2026, 8, 10, 10, 0, 0, tzinfo=tokyo)) == "2026-08-10T01:00:00.000000Z"
    assert as_moment("2026-08-10 10:00:00+09:00") == datetime(2026, 8, 10, 1, tzinfo=UTC)
    with pytest.raises(ValueError, match="2026"):
        as_moment("2026-08-10 10:00:00")

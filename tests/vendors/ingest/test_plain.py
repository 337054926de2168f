"""What is found right at a glance is what the whole check finds right, too, and is the same bytes; nothing else is."""

from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from pydantic import ValidationError

from vendors.consents.taking_back import Withdrawal
from vendors.ingest.plain import plain_consent, plain_person, plain_withdrawal
from vendors.register.documents import entry_json
from vendors.register.entries.person import Consent
from vendors.verbs.stepping import LONGEST_SUBJECT

EARLY = "2026-04-01T01:00:00Z"
TEXTS: list[Any] = ["c-1", "会員 1", "a\0b", "", " ", "\u3000", None, 7, True, ["c-1"], "x" * LONGEST_SUBJECT]
CODES: list[Any] = ["ads", "Ads", "a" * 65, "ads\n", "", None, 7, []]
MOMENTS: list[Any] = [
    EARLY,
    "2026-04-01T01:00:00+00:00",
    "2026-04-01T10:00:00+09:00",
    "2026-04-01t01:00:00z",
    "2026-04-01 01:00:00,5Z",
    "2026-04-01T01:00:00.000001Z",
    "2026-04-01T01:00Z",
    "2026-04-01T01:00:00",
    "2026-04-01T24:00:00Z",
    "2026-02-29T01:00:00Z",
    "2026-04-01T01:00:60Z",
    "２０２６-04-01T01:00:00Z",
    "2026-04-01T01:00:00Z\n",
    "0001-01-02T23:59:59Z",
    "0001-01-03T00:00:00Z",
    "0001-12-31T23:59:59Z",
    "0002-01-01T00:00:00Z",
    "9997-12-31T23:59:59Z",
    "9998-01-01T00:00:00Z",
    "9999-12-29T00:00:00Z",
    "9999-12-29T00:00:01Z",
    datetime(2026, 4, 1, 1, tzinfo=UTC),
    datetime(2026, 4, 1, 1),  # noqa: DTZ001  # that it has no offset is what is tried
    None,
    "",
    1_775_005_200,
]
FLAGS: list[Any] = [True, False, None, 0, 1, "true", ""]
COLUMNS: dict[str, list[Any]] = {
    "text": CODES,
    "subject": TEXTS,
    "given_at": MOMENTS,
    "withdrawn_at": MOMENTS,
    "capable": FLAGS,
    "guardian": FLAGS,
    "note": TEXTS,
    "owner": TEXTS,
    "agreed": ["yes", "", None],
}


def whole(part: type[Consent] | type[Withdrawal], said: Any) -> bytes | None:
    """What the whole check makes of a row."""
    try:
        return entry_json(part.model_validate(said))
    except ValidationError:
        return None


@pytest.mark.parametrize(("column", "other"), list(product(COLUMNS, COLUMNS)))
def test_a_glance_finds_nothing_right_that_the_whole_check_would_not(column: str, other: str) -> None:
    """With each value of each column, beside each of every other."""
    usual = {"text": "ads", "subject": "c-1"}
    for one, two in product([*COLUMNS[column], ...], [*COLUMNS[other], ...]):
        given = {name: value for name, value in ((column, one), (other, two)) if value is not ...}
        consent = {**usual, "given_at": EARLY, **given}
        withdrawal = {**usual, "withdrawn_at": EARLY, **given}

        assert plain_consent(consent) in {None, whole(Consent, consent)}
        assert plain_withdrawal(withdrawal) in {None, whole(Withdrawal, withdrawal)}


def test_a_row_of_the_usual_kind_needs_no_second_look() -> None:
    """In UTC, with another offset, with all that may be said, with nulls; a reference of the greatest length."""
    everything = {"capable": True, "guardian": False, "note": "会員", "owner": "hanako", "withdrawn_at": EARLY}
    for further in (everything, {"given_at": "2026-04-01T10:00:00+09:00"}, {"note": None}, {"subject": "x" * 200}):
        said = {"text": "ads", "subject": "c-1", "given_at": EARLY, **further}

        assert plain_consent(said) == whole(Consent, said)
    back = {"text": "ads", "subject": "c-1", "withdrawn_at": EARLY}
    assert plain_withdrawal(back) == whole(Withdrawal, back)
    assert plain_person({"subject": "会員-1"}) == '"会員-1"'.encode()


@pytest.mark.parametrize("said", [{"subject": "x" * 201}, {"subject": "c-1", "name": "Hanako"}, {}, "c-1", [], None])
def test_what_is_not_plainly_a_row_is_left_to_the_whole_check(said: Any) -> None:
    """That a reference is too long, a column unknown or missing, or a row none at all, is told there."""
    assert plain_person(said) is None
    assert plain_consent(said) is None
    assert plain_withdrawal(said) is None


@pytest.mark.parametrize("missing", ["text", "subject", "given_at"])
def test_a_row_that_lacks_what_every_row_has_is_not_plain(missing: str) -> None:
    """Nor where that is null."""
    said: dict[str, Any] = {"text": "ads", "subject": "c-1", "given_at": EARLY}

    assert plain_consent({**said, missing: None}) is None
    assert plain_consent({name: value for name, value in said.items() if name != missing}) is None


@pytest.mark.parametrize("value", [value for value in TEXTS if value != "c-1"][1:9])
def test_a_person_whom_no_text_names_is_not_plain(value: Any) -> None:
    """As for consents."""
    assert plain_person({"subject": value}) is None

"""What record a delivery needs: what belongs in it, until when it is made, which one serves, until when it is kept."""

from datetime import date

import pytest

from models.vocabulary import RecordItem
from vendors.findings import RecordOwed
from vendors.judgement import Judge
from vendors.register.read import read_register

REGISTER = """
register: 1
operator: {{name: ACME Japan, country: JP}}
services: [{{code: shop, name: Shop}}]
purposes: [{{code: ads, name: Advertising}}]
items: [{{code: name, name: Name}}]
policies:
  - version: v1
    from: 2020-01-01
    purposes: [ads]
    states_provision: true
    opt_out: [{{items: [name], recipients: [partner], notified_on: 2020-01-01, filed_on: 2020-01-01,
                published_on: 2020-01-01, from: 2020-01-01}}]
recipients:
  - {{code: partner, name: Partner, kind: {kind}, country: JP}}
consent_texts: [{{code: agreed, from: 2020-01-01, recipients: [partner], items: [name], purposes: [ads]}}]
transfers:
  - {{code: feed, service: shop, recipient: partner, items: [name], purposes: [ads], from: 2024-01-01,
      bases: [{basis}]}}
deliveries:
  - {{code: first, transfer: feed, at: "2024-04-10T10:00:00+09:00", subject_count: 1{record}}}
  - {{code: second, transfer: feed, at: "2024-06-20T10:00:00+09:00", subject_count: 1}}
  - {{code: next, transfer: feed, at: "2024-07-01T10:00:00+09:00", subject_count: 1}}
"""
CONSENT, OPT_OUT = "{kind: consent, texts: [agreed]}", "{kind: other_law, ground: opt_out}"
BY_STATUTE = "{kind: other_law, ground: statute, statute: s, article: a, document: d}"
PARTS = (RecordItem.RECIPIENT, RecordItem.REPRESENTATIVE, RecordItem.ADDRESS, RecordItem.SUBJECTS, RecordItem.ITEMS)


def owed(code: str, basis: str = CONSENT, kind: str = "company", record: str = "") -> RecordOwed | None:
    """The record that a delivery of that register needs."""
    text = REGISTER.format(basis=basis, kind=kind, record=f", record: {record}" if record else "")
    return Judge(read_register(text.encode())).delivery(code).record


@pytest.mark.parametrize(
    ("basis", "kind", "items", "each_time"),
    [
        (CONSENT, "company", (*PARTS, RecordItem.CONSENT), False),
        (CONSENT, "individual", (PARTS[0], *PARTS[2:], RecordItem.CONSENT), False),
        (OPT_OUT, "company", (*PARTS, RecordItem.DATE), True),
    ],
)
def test_what_belongs_in_it_goes_by_basis_and_recipient(
    basis: str, kind: str, items: tuple[RecordItem, ...], each_time: bool
) -> None:
    """The date under opt-out alone, consent where it rests on that, a representative of a company (Rules 19, 20)."""
    found = owed("first", basis, kind)

    assert found == RecordOwed(items, each_time, date(2024, 4, 17), None, None, None)


@pytest.mark.parametrize(("basis", "kind"), [(BY_STATUTE, "company"), (CONSENT, "state_organ")])
def test_what_needs_no_record_has_none(basis: str, kind: str) -> None:
    """An item of 27(1), or a body of 16(2): whatever was recorded, nothing of it is owed."""
    assert owed("first", basis, kind, "{made_on: 2024-04-11, method: individual, has: [items]}") is None


def test_a_record_of_its_own_is_kept_for_three_years_through_the_anniversary() -> None:
    """From the day on which it was made, not that of the delivery (Rule 21)."""
    found = owed("first", record="{made_on: 2024-04-11, method: individual, has: [items]}")

    assert found is not None
    assert (found.carried_by, found.closes_on, found.kept_until) == ("first", None, date(2027, 4, 11))


def test_a_lump_record_serves_its_quarter_and_closes_with_it() -> None:
    """Due after the quarter's last delivery, kept three years from it; the next quarter's delivery has none of it."""
    record = "{made_on: 2024-06-25, method: lump, has: [items]}"
    first, second, following = (owed(code, record=record) for code in ("first", "second", "next"))

    assert first is not None
    assert first == second
    assert (first.due_on, first.carried_by) == (date(2024, 6, 27), "first")
    assert (first.closes_on, first.kept_until) == (date(2024, 6, 30), date(2027, 6, 20))
    assert following is not None
    assert (following.carried_by, following.closes_on, following.kept_until) == (None, None, None)


def test_a_contract_that_substitutes_is_kept_for_a_year_after_the_last_delivery() -> None:
    """Rule 19(3): it serves the delivery with which it is recorded."""
    found = owed("first", record="{made_on: 2024-04-01, method: contract_substitute, has: [items]}")

    assert found is not None
    assert (found.carried_by, found.closes_on, found.kept_until) == ("first", None, date(2025, 4, 10))

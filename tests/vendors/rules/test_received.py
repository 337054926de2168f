"""Rule 35, as tables without a database: data received is confirmed, recorded, and the record kept (APPI 30)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models.received_words import ReceivedBasis, ReceivedCause, ReceivedItem
from models.vocabulary import Because, RecipientKind, RecordMethod
from vendors.facts.received import Received, ReceivedFacts, ReceivedRecord, with_records
from vendors.periods import as_date
from vendors.rules.received import RECEIPT_CHECK_MISSING, belonging_to_received, to_confirm

CONSENT, OPT_OUT, NON_OPERATOR = ReceivedBasis.CONSENT, ReceivedBasis.OPT_OUT, ReceivedBasis.NON_OPERATOR
INDIVIDUAL, LUMP, SUBSTITUTE = RecordMethod.INDIVIDUAL, RecordMethod.LUMP, RecordMethod.CONTRACT_SUBSTITUTE
EVERYTHING = frozenset(ReceivedItem)
PERSONS_AND_ITEMS = {ReceivedItem.SUBJECTS, ReceivedItem.ITEMS}
WHO = {ReceivedItem.PROVIDER, ReceivedItem.ADDRESS, ReceivedItem.CIRCUMSTANCES}


def day(text: str) -> date:
    """A date."""
    return date.fromisoformat(text)


def record(made: str, method: RecordMethod = INDIVIDUAL, deleted: str = "", **said: Any) -> ReceivedRecord:
    """A record that holds everything, unless it is said otherwise."""
    return ReceivedRecord(day(made), method, said.get("has", EVERYTHING), day(deleted) if deleted else None)


def received(on: str = "2024-04-10", made: ReceivedRecord | None = None, **said: Any) -> Received:
    """Data that a company provided with consent; it was confirmed that day, unless it is said otherwise."""
    usual: dict[str, Any] = {
        "code": "r-1",
        "provider": "acme",
        "provider_kind": RecipientKind.COMPANY,
        "basis": CONSENT,
        "received_on": day(on),
        "confirmed_on": day(on),
        "confirmed": EVERYTHING,
        "record": made,
    }
    return Received(**{**usual, **said})


RECORDED = received(made=record("2024-04-10"))


def facts(one: Received, *others: Received) -> ReceivedFacts:
    """The first of these receipts, in a company that records within seven days."""
    return with_records([one, *others], 7)[0]


def broken(one: Received, *others: Received) -> list[tuple[str, str, str, str]]:
    """Cause, first and last day, and what it rests on, of each finding; an empty last day never comes."""
    return [
        (cause.value, str(as_date(first)), str(as_date(last) or ""), because.value)
        for cause, days, because in RECEIPT_CHECK_MISSING.broken(facts(one, *others))
        for first, last in days
    ]


@pytest.mark.parametrize(
    ("confirmed", "found"),
    [
        ("2024-04-09", []),
        ("2024-04-10", []),
        ("2024-04-11", [("CONFIRMATION", "2024-04-10", "2024-04-10", "CONTRARY")]),
        ("2024-05-01", [("CONFIRMATION", "2024-04-10", "2024-04-30", "CONTRARY")]),
        ("", [("CONFIRMATION", "2024-04-10", "", "ABSENT")]),
    ],
)
def test_what_is_received_is_confirmed_by_that_day(confirmed: str, found: list[tuple[str, ...]]) -> None:
    """On the occasion of receiving it (APPI 30(1)): a later confirmation ends the breach, and does not undo it."""
    assert broken(replace(RECORDED, confirmed_on=day(confirmed) if confirmed else None)) == found


@pytest.mark.parametrize("missing", sorted({*WHO, ReceivedItem.REPRESENTATIVE}))
def test_a_confirmation_says_who_it_was_and_how_he_had_acquired_the_data(missing: ReceivedItem) -> None:
    """Name, address, a company's representative, and the circumstances of acquisition; from the confirmation on."""
    incomplete = replace(RECORDED, confirmed=EVERYTHING - {missing})
    found = [("CONFIRMED_MATTERS", "2024-04-10", "", "ABSENT")]

    assert broken(incomplete) == broken(replace(incomplete, confirmed_on=day("2024-04-01"))) == found
    assert broken(replace(incomplete, confirmed_on=day("2024-04-12")))[1:] == [
        ("CONFIRMED_MATTERS", "2024-04-12", "", "ABSENT")
    ]


def test_only_a_company_has_a_representative() -> None:
    """Of an individual neither its confirmation nor its record lacks one."""
    without = EVERYTHING - {ReceivedItem.REPRESENTATIVE}
    made = record("2024-04-10", has=without)
    alone = replace(RECORDED, confirmed=without, record=made)

    assert broken(replace(alone, provider_kind=RecipientKind.INDIVIDUAL)) == []
    assert [cause for cause, *_ in broken(alone)] == ["CONFIRMED_MATTERS", "RECORD_ITEMS"]
    assert ReceivedItem.REPRESENTATIVE not in to_confirm(replace(alone, provider_kind=RecipientKind.INDIVIDUAL))


@pytest.mark.parametrize(
    ("made", "found"),
    [
        ("2024-04-01", []),
        ("2024-04-17", []),
        ("2024-04-18", []),
        ("2024-04-19", [("RECORD", "2024-04-18", "2024-04-18", "CONTRARY")]),
        ("", [("RECORD", "2024-04-18", "", "ABSENT")]),
    ],
)
def test_it_is_recorded_within_the_company_s_days(made: str, found: list[tuple[str, ...]]) -> None:
    """Received on 10 April, recorded by the 17th; made on the next day it was broken on none; it may come before."""
    assert broken(received(made=record(made) if made else None)) == found


@pytest.mark.parametrize(
    ("basis", "belongs"),
    [
        (CONSENT, {ReceivedItem.CONSENT}),
        (OPT_OUT, {ReceivedItem.DATE, ReceivedItem.PUBLICATION}),
        (NON_OPERATOR, set()),
    ],
)
def test_what_belongs_in_the_record_goes_by_basis(basis: ReceivedBasis, belongs: set[ReceivedItem]) -> None:
    """Rule 24(1): without any one of it the record is defective, whatever else it holds."""
    one = received(made=record("2024-04-12"), basis=basis)
    whole = frozenset({*WHO, ReceivedItem.REPRESENTATIVE, *PERSONS_AND_ITEMS, *belongs})

    assert belonging_to_received(one) == whole
    assert broken(replace(one, record=record("2024-04-12", has=whole))) == []
    for item in whole:
        lacking = replace(one, record=record("2024-04-12", has=EVERYTHING - {item}))
        assert broken(lacking) == [("RECORD_ITEMS", "2024-04-12", "", "ABSENT")], item


@pytest.mark.parametrize(("method", "is_found"), [(INDIVIDUAL, False), (LUMP, True), (SUBSTITUTE, True)])
def test_what_comes_by_opt_out_is_recorded_each_time(method: RecordMethod, is_found: bool) -> None:
    """Neither in a lump nor in a contract (Rule 23(2)); what comes with consent may be."""
    by_opt_out = received(made=record("2024-04-12", method), basis=OPT_OUT)
    found = [("RECORD_METHOD", "2024-04-12", "", "CONTRARY")]

    assert broken(by_opt_out) == (found if is_found else [])
    assert broken(replace(by_opt_out, basis=CONSENT)) == []


@pytest.mark.parametrize(
    ("method", "made", "last_day"),
    [
        (INDIVIDUAL, "2024-04-12", "2027-04-12"),
        (INDIVIDUAL, "2024-04-01", "2027-04-10"),
        (LUMP, "2024-04-12", "2027-04-10"),
        (SUBSTITUTE, "2024-04-12", "2025-04-10"),
    ],
)
def test_a_record_is_kept_through_the_anniversary(method: RecordMethod, made: str, last_day: str) -> None:
    """Three years, in a contract one, from the last receipt; an individual one from its making, if that was later."""
    last = day(last_day)
    too_early = received(made=record(made, method, last_day))
    in_time = received(made=record(made, method, str(last.replace(day=last.day + 1))))

    assert facts(too_early).kept_until == last.toordinal()
    assert broken(too_early) == [("RECORD_KEEPING", last_day, "", "CONTRARY")]
    assert broken(in_time) == []


def test_a_lump_record_serves_what_its_quarter_has_no_record_of() -> None:
    """Of the same third party on the same basis: due from the last of the quarter, and kept from the last it serves."""
    carrier = received("2024-04-10", record("2024-07-01", LUMP))
    served = received("2024-06-28", code="r-2")
    own = received("2024-06-30", record("2024-06-30"), code="r-3")
    next_quarter = received("2024-07-01", code="r-4")
    another = received("2024-06-01", code="r-5", provider="other")
    by_opt_out = received("2024-06-01", code="r-6", basis=OPT_OUT)
    found = with_records([carrier, served, own, next_quarter, another, by_opt_out], 7)

    assert [one.carried_by for one in found] == ["r-1", "r-1", "r-3", None, None, None]
    assert [as_date(one.due) for one in found[:2]] == [day("2024-07-07")] * 2
    assert [as_date(one.closes or 0) for one in found[:2]] == [day("2024-06-30")] * 2
    assert [as_date(one.kept_until) for one in found[:2]] == [day("2027-06-28")] * 2
    assert found[2].closes is None


def test_a_contract_that_is_the_record_is_kept_from_the_last_receipt_under_it() -> None:
    """One year, whatever the day of the first."""
    first = received("2024-04-10", record("2024-04-01", SUBSTITUTE))
    last = received("2025-02-10", record("2024-04-01", SUBSTITUTE), code="r-2")

    assert as_date(facts(first, last).kept_until) == day("2026-02-10")


@pytest.mark.parametrize(
    "said",
    [
        {"basis": ReceivedBasis.LAW},
        {"basis": ReceivedBasis.OUTSOURCING},
        {"basis": ReceivedBasis.SUCCESSION},
        {"basis": ReceivedBasis.JOINT_USE},
        {"provider_kind": RecipientKind.STATE_ORGAN},
        {"provider_kind": RecipientKind.LOCAL_GOVERNMENT},
        {"provider_kind": RecipientKind.INCORPORATED_AGENCY},
        {"received_on": day("2017-05-29")},
    ],
)
def test_where_there_is_no_duty_nothing_is_missing(said: dict[str, Any]) -> None:
    """APPI 30(1), proviso; the bodies of 16(2) are no third parties here; nor was it law before 30 May 2017."""
    unchecked = received(confirmed_on=None)

    assert broken(replace(unchecked, **said)) == []
    assert [cause for cause, *_ in broken(replace(unchecked, received_on=day("2017-05-30")))] == [
        "CONFIRMATION",
        "RECORD",
    ]


def test_every_cause_and_every_basis_is_met_here() -> None:
    """A word that nothing brings about would be a promise without a rule."""
    made = record("2024-05-12", LUMP, "2024-06-01", has=frozenset[ReceivedItem]())
    worst = received(made=made, basis=OPT_OUT, confirmed_on=day("2024-05-01"), confirmed=frozenset[ReceivedItem]())

    assert [one.cause for one in RECEIPT_CHECK_MISSING.broken(facts(worst))] == list(ReceivedCause)
    assert {one.because for one in RECEIPT_CHECK_MISSING.broken(facts(worst))} == set(Because)
    assert {basis for basis in ReceivedBasis if received(basis=basis).has_duty} == {CONSENT, OPT_OUT, NON_OPERATOR}

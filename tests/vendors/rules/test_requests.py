"""Rule 40, and what else the law says of requests of persons, as tables without a database."""

from datetime import date

import pytest

from models.vocabulary import RefusalReason, RequestKind, RequestOutcome
from vendors.facts.requests import RequestFacts
from vendors.periods import FOREVER, Run
from vendors.rules.requests import LAWFUL, REQUEST_UNANSWERED, suit_from

KIND = RequestKind.CORRECTION
REFUSED, WITHDRAWN, ACCEPTED = RequestOutcome.REFUSED, RequestOutcome.WITHDRAWN, RequestOutcome.ACCEPTED


def day(text: str) -> int:
    """A day as periods count them."""
    return date.fromisoformat(text).toordinal()


def asked(received: str, decided: str = "", outcome: RequestOutcome | None = None, told: str = "") -> RequestFacts:
    """A request with its days."""
    days = [date.fromisoformat(text) if text else None for text in (decided, told)]
    return RequestFacts(KIND, date.fromisoformat(received), days[0], outcome, days[1])


@pytest.mark.parametrize(
    ("request_", "broken"),
    [
        (asked("2026-07-01"), (day("2026-08-01"), FOREVER)),
        (asked("2026-07-01", "2026-07-20", ACCEPTED), (day("2026-08-01"), FOREVER)),
        (asked("2026-07-01", "2026-07-20", ACCEPTED, "2026-08-01"), None),
        (asked("2026-07-01", "2026-07-20", ACCEPTED, "2026-08-02"), (day("2026-08-01"), day("2026-08-01"))),
        (asked("2026-07-01", "2026-09-01", WITHDRAWN), (day("2026-08-01"), day("2026-08-31"))),
        (asked("2026-07-01", "2026-07-31", WITHDRAWN), None),
        (asked("2004-01-01"), (day("2005-04-01"), FOREVER)),
    ],
)
def test_a_request_is_unanswered_from_the_31st_day_until_the_person_is_told(
    request_: RequestFacts, broken: Run | None
) -> None:
    """A decision alone is no answer; who takes a request back is owed none; before the Act nothing was owed."""
    assert tuple(REQUEST_UNANSWERED.broken(request_)) == (() if broken is None else (broken,))


@pytest.mark.parametrize(
    ("request_", "first"),
    [
        (asked("2026-04-01"), date(2026, 4, 16)),
        (asked("2026-04-01", "2026-04-03", REFUSED, "2026-04-04"), date(2026, 4, 4)),
        (asked("2026-04-01", "2026-04-03", REFUSED), date(2026, 4, 16)),
        (asked("2026-04-01", "2026-04-03", REFUSED, "2026-04-15"), date(2026, 4, 15)),
        (asked("2026-04-01", "2026-04-03", REFUSED, "2026-04-16"), date(2026, 4, 16)),
        (asked("2026-04-01", "2026-04-03", REFUSED, "2026-05-04"), date(2026, 4, 16)),
        (asked("2026-04-01", "2026-04-03", ACCEPTED, "2026-04-04"), date(2026, 4, 16)),
    ],
)
def test_a_suit_waits_for_two_weeks_or_a_refusal(request_: RequestFacts, first: date) -> None:
    """Arrived on 1 April: from 16 April (APPI 39(1)); from the refusal, where that came before."""
    assert suit_from(request_) == first


def test_a_suit_is_on_what_the_act_lets_a_person_demand() -> None:
    """Information on equivalent measures is asked for under 28(3), of which APPI 39 says nothing."""
    none = {kind for kind in RequestKind if suit_from(RequestFacts(kind, date(2026, 4, 1))) is None}

    assert none == {RequestKind.EQUIVALENT_MEASURES}


def test_each_kind_of_request_has_its_own_lawful_reasons() -> None:
    """Identity can fail for any; what Cabinet Order 11 excludes is of records alone; a stop is no matter of harm."""
    records = {one for one in RefusalReason if one.value.startswith("RECORD_")}

    assert LAWFUL.keys() == set(RequestKind)
    assert all(RefusalReason.IDENTITY_UNVERIFIED in reasons for reasons in LAWFUL.values())
    assert {kind for kind, reasons in LAWFUL.items() if records & reasons} == {RequestKind.DISCLOSURE_OF_RECORDS}
    assert set(RefusalReason) == frozenset[RefusalReason]().union(*LAWFUL.values())
    assert RefusalReason.HARM_TO_RIGHTS not in LAWFUL[RequestKind.STOP_OF_PROVISION]

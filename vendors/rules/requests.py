"""Rule 40: a person's request is answered. It reads process, not the register, and is no part of a judgement of one."""

from datetime import date, timedelta

from models.vocabulary import ProcessCode, RefusalReason, RequestKind, RequestOutcome
from vendors.facts.requests import RequestFacts
from vendors.periods import FOREVER, Periods, run
from vendors.rules.process import ProcessRule
from vendors.rules.readings import LIMITS
from vendors.rules.rule import ACT, WARNING

ANSWER_DAYS = 30
"""Days within which a request is answered: an internal target, for the Act says "without delay"."""
SUIT_DAYS = 14
"""Days that have to pass from the arrival of a request before a suit (APPI 39(1)); no limit for the answer."""


def request_is_unanswered(request: RequestFacts) -> Periods:
    """From the day after the last one to answer, until the day before the person is told, or takes it back."""
    last = request.received_on.toordinal() + ANSWER_DAYS
    closed = FOREVER + 1 if request.closed_on is None else request.closed_on.toordinal()
    return run(max(last + 1, ACT.toordinal()), closed - 1)


REQUEST_UNANSWERED = ProcessRule[RequestFacts, Periods](
    number=40,
    code=ProcessCode.REQUEST_UNANSWERED,
    title_ja="本人の請求に回答していない",
    title_en="A person's request is unanswered",
    cure_ja="遅滞なく調査・決定し、本人に通知する。",
    cure_en="Investigate and decide without delay, and tell the person.",
    severity=WARNING,
    cites=("APPI 33-36", "Policy 6"),
    since=ACT,
    readings=(LIMITS,),
    broken=request_is_unanswered,
)


SUABLE = frozenset(RequestKind) - {RequestKind.EQUIVALENT_MEASURES}
"""Demands of which APPI 39(1) speaks: those of 33(1) and (5), 34(1) and 35; not what is asked for under 28(3)."""


def suit_from(request: RequestFacts) -> date | None:
    """The first day on which a suit can be filed (APPI 39(1)): two weeks have passed, or it was refused before.

    `None` where the Act names no suit.
    """
    if request.kind not in SUABLE:
        return None
    passed = request.received_on + timedelta(days=SUIT_DAYS + 1)
    if request.outcome is RequestOutcome.REFUSED and request.notified_on is not None:
        return min(passed, request.notified_on)
    return passed


_ANY = frozenset({RefusalReason.IDENTITY_UNVERIFIED, RefusalReason.NOT_HELD})
_DISCLOSURE = _ANY | {
    RefusalReason.HARM_TO_RIGHTS,
    RefusalReason.BUSINESS_IMPEDED,
    RefusalReason.OTHER_LAW,
}
_CORRECTION = _ANY | {
    RefusalReason.CONTENT_IS_TRUE,
    RefusalReason.BEYOND_PURPOSE,
    RefusalReason.OTHER_PROCEDURE,
}
_STOP = _ANY | {RefusalReason.NO_GROUND_TO_STOP, RefusalReason.ALTERNATIVE_MEASURES}
LAWFUL = {
    RequestKind.DISCLOSURE: _DISCLOSURE | {RefusalReason.OTHER_PROCEDURE},
    RequestKind.DISCLOSURE_OF_RECORDS: _DISCLOSURE
    | {
        RefusalReason.NO_RECORD_DUTY,
        RefusalReason.RECORD_ENDANGERS_PERSONS,
        RefusalReason.RECORD_PROMOTES_OFFENCES,
        RefusalReason.RECORD_NATIONAL_SECURITY,
        RefusalReason.RECORD_PUBLIC_SAFETY,
    },
    RequestKind.CORRECTION: _CORRECTION,
    RequestKind.ADDITION: _CORRECTION,
    RequestKind.DELETION: _CORRECTION,
    RequestKind.STOP_OF_USE: _STOP,
    RequestKind.STOP_OF_PROVISION: _STOP,
    RequestKind.EQUIVALENT_MEASURES: _ANY | {RefusalReason.BUSINESS_IMPEDED, RefusalReason.NO_EQUIVALENT_MEASURES},
}
"""For each kind of request, the reasons for which the law lets it be refused."""

STOPS = frozenset({RequestKind.STOP_OF_USE, RequestKind.STOP_OF_PROVISION})
"""Requests that stop provision once they are accepted: what may not be used may not be provided either (policy 5)."""

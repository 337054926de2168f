"""The demo register: what each of its transfers is there to show, on whatever day it is loaded."""

from collections import Counter
from datetime import date, timedelta
from functools import cache

import pytest
from click.testing import CliRunner

from graph.cli import main
from models.vocabulary import BasisKind, ForeignMechanism, RuleCode, Severity, Verdict
from vendors.demo.register import FIRST_DAY, LAST_DAY, demo_register
from vendors.findings import Finding, Judgement, Span
from vendors.judgement import Judge, judge
from vendors.register.entries.register import Register
from vendors.register.read import read_register
from vendors.register.write import write_register

DAYS = [
    FIRST_DAY,
    date(2026, 1, 1),
    date(2026, 3, 31),
    date(2026, 11, 24),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2028, 2, 29),
    date(2028, 8, 31),
    date(2031, 3, 30),
    LAST_DAY,
]

# Each transfer: its verdict on the day of loading, the findings of that day, and those that hold on other days alone.
TRANSFERS = {
    "support-desk": "VALID; ; SUPERVISION_OVERDUE",
    "parcel-delivery": "VALID; ; CONTRACT_EXPIRED RETURN_ERASURE_OVERDUE SUPERVISION_OVERDUE",
    "invoice-printing": "INVALID; CONTRACT_EXPIRED; RETURN_ERASURE_OVERDUE SUPERVISION_OVERDUE",
    "card-settlement": "VALID; CONTRACT_TERMS_INCOMPLETE; SUPERVISION_OVERDUE",
    "call-center": "INVALID; CONTRACT_TERMS_INCOMPLETE; SUPERVISION_OVERDUE",
    "sales-partner": "VALID; ; CONTRACT_EXPIRED SUPERVISION_OVERDUE",
    "exit-survey": "INVALID; CONTRACT_MISSING VENDOR_NOT_SCREENED; SUPERVISION_OVERDUE",
    "push-messages": "INACTIVE; ; VENDOR_NOT_SCREENED SUPERVISION_OVERDUE",
    "recommendations": "INVALID; DATA_EXCESS OUTSOURCING_SCOPE_EXCEEDED; SUPERVISION_OVERDUE",
    "helpdesk-overflow": "INVALID; REENTRUSTMENT_UNAPPROVED REENTRUSTMENT_FOREIGN_UNCOVERED; SUPERVISION_OVERDUE",
    "usage-analysis-2019": "INACTIVE; ; PURPOSE_EXCEEDED",
    "mailing-print": "INACTIVE; RETURN_ERASURE_OVERDUE; ",
    "mail-delivery": "VALID; ; EQUIV_CHECK_OVERDUE SUPERVISION_OVERDUE",
    "backup-archive": "VALID; EQUIV_CHECK_OVERDUE SUPERVISION_OVERDUE; ",
    "crm": "INVALID; EQUIV_MEASURES_LAPSED; SUPERVISION_OVERDUE",
    "chat-support": "VALID; ; EQUIV_MEASURES_LAPSED SUPERVISION_OVERDUE",
    "web-analytics": "INVALID; FOREIGN_NO_MECHANISM FOREIGN_FLAG_MISMATCH; SUPERVISION_OVERDUE",
    "database-hosting": "VALID; ; SUPERVISION_OVERDUE",
    "fax-gateway": "INVALID; COUNTRY_UNKNOWN; SUPERVISION_OVERDUE",
    "newsletter": "VALID; ; BASIS_MISSING PROVISION_PURPOSE_UNSPECIFIED EQUIV_CHECK_OVERDUE SUPERVISION_OVERDUE",
    "cloud-storage": "NOT_A_PROVISION; ; ",
    "branch-office": "NOT_A_PROVISION; ; ",
    "usage-report": "NOT_A_PROVISION; ; ",
    "joint-campaign": "VALID; PROVISION_PURPOSE_UNSPECIFIED; ",
    "conference-badges": "VALID; PROVISION_PURPOSE_UNSPECIFIED; ",
    "ad-network": "INVALID; FOREIGN_CONSENT_GENERIC PROVISION_PURPOSE_UNSPECIFIED; ",
    "usage-study": "INVALID; FOREIGN_INFO_NOT_GIVEN PROVISION_PURPOSE_UNSPECIFIED; ",
    "partner-notices": "INVALID; CONSENT_DEEMED_ONLY PROVISION_PURPOSE_UNSPECIFIED; ",
    "affiliate-feed": "INVALID; CONSENT_SCOPE_MISMATCH PURPOSE_EXCEEDED PROVISION_PURPOSE_UNSPECIFIED DATA_EXCESS "
    "CONTRACT_TERMS_INCOMPLETE; ",
    "alumni-list": "INVALID; CONSENT_MISSING PROVISION_PURPOSE_UNSPECIFIED; ",
    "pseudonymised-usage": "INVALID; PSEUDONYMISED_PROVISION PROVISION_PURPOSE_UNSPECIFIED; ",
    "lead-sharing": "INVALID; BASIS_MISSING FOREIGN_NO_MECHANISM; ",
    "academy-sale": "VALID; ; ",
    "academy-sale-europe": "VALID; ; ",
    "due-diligence-room": "INVALID; DD_AGREEMENT_MISSING; ",
    "american-offer": "INVALID; SUCCESSION_UNPROVEN FOREIGN_NO_MECHANISM; ",
    "labour-statistics": "VALID; ; ",
    "city-request": "INVALID; GOV_COOP_UNPROVEN; ",
    "bureau-request": "INVALID; GOV_COOP_UNPROVEN; ",
    "police-inquiry": "INACTIVE; ; ",
    "tax-inquiry": "VALID; ; ",
    "american-subpoena": "INVALID; LAW_BASIS_UNPROVEN; ",
    "emergency-care": "VALID; ; ",
    "learning-research": "VALID; ; ",
    "joint-research": "INVALID; LAW_BASIS_UNPROVEN; ",
    "list-sale": "INVALID; OPTOUT_PROHIBITED_DATA OPTOUT_NOT_EFFECTIVE PROVISION_PURPOSE_UNSPECIFIED; ",
    "group-marketing": "INVALID; JOINT_USE_NOTICE_MISSING; ",
    "anonymised-research": "VALID; ; ",
    "anonymised-sale": "INVALID; ANON_DUTY_UNMET; ",
}

# Each delivery: its verdict, its findings as of the day of loading, and those that come later.
DELIVERIES = {
    "campaign-first": "VALID; PROVISION_PURPOSE_UNSPECIFIED; ",
    "campaign-second": "INVALID; CONSENT_MISSING CONSENT_AFTER_TRANSFER CONSENT_WITHDRAWN CONSENT_CAPACITY "
    "PROVISION_PURPOSE_UNSPECIFIED STOP_ORDER_ACTIVE; ",
    "campaign-third": "VALID; PROVISION_PURPOSE_UNSPECIFIED RECORD_MISSING; ",
    "campaign-fourth": "VALID; PROVISION_PURPOSE_UNSPECIFIED; RECORD_MISSING",
    "campaign-trial": "VALID; PROVISION_PURPOSE_UNSPECIFIED RECORD_DEFECTIVE RECORD_RETENTION_BREACH; ",
    "badges-spring": "VALID; PROVISION_PURPOSE_UNSPECIFIED; ",
    "badges-autumn": "VALID; PROVISION_PURPOSE_UNSPECIFIED; ",
    "parcels-last-week": "VALID; ; ",
    "invoices-last-week": "INVALID; CONTRACT_EXPIRED; ",
    "inquiry-answered": "VALID; ; ",
    "leads-monthly": "INVALID; BASIS_MISSING FOREIGN_NO_MECHANISM; ",
}

# What lapses within 90 days, in the order of the days.
LAPSES = [
    ("invoice-printing", "RETURN_ERASURE_OVERDUE"),
    ("push-messages", "VENDOR_NOT_SCREENED"),
    ("mail-delivery", "SUPERVISION_OVERDUE"),
    ("chat-support", "EQUIV_MEASURES_LAPSED"),
    ("parcel-delivery", "CONTRACT_EXPIRED"),
    ("mail-delivery", "EQUIV_CHECK_OVERDUE"),
    ("card-settlement", "SUPERVISION_OVERDUE"),
    ("parcel-delivery", "RETURN_ERASURE_OVERDUE"),
]

# What blocks a transfer abroad on some day of the last calendar quarter.
NO_BASIS_ABROAD = {
    ("ad-network", "FOREIGN_CONSENT_GENERIC"),
    ("american-offer", "FOREIGN_NO_MECHANISM"),
    ("american-offer", "SUCCESSION_UNPROVEN"),
    ("american-subpoena", "LAW_BASIS_UNPROVEN"),
    ("bureau-request", "GOV_COOP_UNPROVEN"),
    ("crm", "EQUIV_MEASURES_LAPSED"),
    ("joint-research", "LAW_BASIS_UNPROVEN"),
    ("lead-sharing", "BASIS_MISSING"),
    ("lead-sharing", "FOREIGN_NO_MECHANISM"),
    ("newsletter", "BASIS_MISSING"),
    ("usage-study", "FOREIGN_INFO_NOT_GIVEN"),
    ("web-analytics", "FOREIGN_NO_MECHANISM"),
}

# Bases that stand, and bases that do not, by whether the recipient is abroad. A foreign public body is never one that
# APPI 27(1)(iv) means, so that no such cooperation can stand.
STANDING = {(kind, foreign) for kind in BasisKind for foreign in (False, True)} - {
    (BasisKind.GOVERNMENT_COOPERATION, True),
}
FALLEN = {(kind, foreign) for kind in BasisKind for foreign in (False, True)}


@cache
def loaded_on(day: date) -> tuple[Register, Judge, Judgement]:
    """The demo of a day and what is said of it; read once for all tests."""
    register = demo_register(day)
    return register, Judge(register), judge(register)


def told(verdict: str, now: set[str], otherwise: set[str]) -> str:
    """A line of the tables above, with its codes in the rulebook's order."""
    return "; ".join([verdict, *(" ".join(code for code in RuleCode if code in codes) for codes in (now, otherwise))])


def in_order(table: dict[str, str]) -> dict[str, str]:
    """A table above with the codes of each line in the rulebook's order."""
    parts = {code: line.split(";") for code, line in table.items()}
    return {code: told(verdict, set(now.split()), set(later.split())) for code, (verdict, now, later) in parts.items()}


def overlap(finding: Finding, span: Span, days: tuple[date, date]) -> bool:
    """Whether there is a day in all three."""
    ends = (finding.until, span.until, days[1])
    return max(finding.from_, span.from_, days[0]) <= min(end for end in ends if end is not None)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_each_transfer_shows_what_it_is_there_to_show_on_any_day(day: date) -> None:
    """Verdict and findings of every transfer are those of the table, whatever day the demo is dated to."""
    _, judged, everything = loaded_on(day)

    shown = {}
    for transfer in everything.transfers:
        answer = judged.on(transfer.code, day)
        now = {finding.code.value for finding in answer.findings}
        shown[transfer.code] = told(answer.verdict, now, {finding.code.value for finding in transfer.findings} - now)

    assert shown == in_order(TRANSFERS)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_each_delivery_shows_what_it_is_there_to_show_on_any_day(day: date) -> None:
    """Verdict and findings of every delivery are those of the table, its record as of the day of loading."""
    _, _, everything = loaded_on(day)

    shown = {}
    for delivery in everything.deliveries:
        now = {
            finding.code.value
            for finding in delivery.findings
            if (finding.from_ is None or finding.from_ <= day) and (finding.until is None or day <= finding.until)
        }
        shown[delivery.code] = told(delivery.verdict, now, {one.code.value for one in delivery.findings} - now)

    assert shown == in_order(DELIVERIES)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_same_things_lapse_within_90_days_of_any_day(day: date) -> None:
    """Contracts, measures, checks and reviews run out soon after the day of loading, neither before nor much later."""
    _, _, everything = loaded_on(day)

    lapses = sorted(
        (finding.from_, transfer.code, finding.code.value)
        for transfer in everything.transfers
        for finding in transfer.findings
        if day < finding.from_ <= day + timedelta(days=90)
    )

    assert [(code, rule) for _, code, rule in lapses] == LAPSES
    assert len({lapse_day for lapse_day, _, _ in lapses}) == len(LAPSES), "so that the order is one on any day"


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_same_transfers_abroad_stood_on_no_basis_last_quarter(day: date) -> None:
    """On whatever day of a quarter the demo is loaded, the reviewer's question about the one before finds the same."""
    _, _, everything = loaded_on(day)
    last = date(day.year, (day.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
    quarter = (date(last.year, last.month - 2, 1), last)

    found = {
        (transfer.code, finding.code.value)
        for transfer in everything.transfers
        for finding in transfer.findings
        for span in transfer.spans
        if finding.severity is Severity.BLOCKING and span.foreign and overlap(finding, span, quarter)
    }

    assert found == NO_BASIS_ABROAD


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_demo_shows_every_basis_every_verdict_and_every_rule(day: date) -> None:
    """Each basis stands and falls, at home and abroad; each verdict, each mechanism and each rule appears."""
    _, judged, everything = loaded_on(day)
    spans = [span for transfer in everything.transfers for span in transfer.spans if span.basis_kind]

    standing = {(span.basis_kind, span.foreign) for span in spans if span.verdict is Verdict.VALID}
    fallen = {(span.basis_kind, span.foreign) for span in spans if span.verdict is Verdict.INVALID}
    answers = [judged.on(transfer.code, day) for transfer in everything.transfers]
    rules = {finding.code for transfer in everything.transfers for finding in transfer.findings}
    rules |= {finding.code for delivery in everything.deliveries for finding in delivery.findings}

    assert standing == STANDING
    assert fallen == FALLEN
    assert {answer.verdict for answer in answers} == set(Verdict)
    assert {answer.foreign_mechanism for answer in answers} == set(ForeignMechanism)
    assert rules == set(RuleCode)


def test_the_policies_are_shaped_like_the_ones_that_the_service_was_made_for() -> None:
    """Two versions, of 2019-07-16 and 2021-08-16, neither of which says that data is provided to anyone."""
    register, _, _ = loaded_on(DAYS[0])

    policies = [(policy.version, policy.states_provision, policy.opt_out) for policy in register.policies]

    assert policies == [("2019-07-16", None, ()), ("2021-08-16", None, ())]


def test_no_real_company_carries_an_invented_fact() -> None:
    """Every name says that it is invented, and nobody has a corporate number, for each could be somebody's."""
    register, _, _ = loaded_on(DAYS[0])
    names = [register.operator.name, *(recipient.name for recipient in register.recipients)]
    names += [change.name for recipient in register.recipients for change in recipient.changes if change.name]

    real = [name for name in names if not any(word in name for word in ("架空", "Fictitious", "Beispiel"))]

    assert real == []
    assert {recipient.corporate_number for recipient in register.recipients} == {None}


def test_the_demo_of_a_day_is_always_the_same_file_and_reads_back() -> None:
    """`teikyo demo --on` writes a register file, byte for byte the same each time, that holds the same facts."""
    asked = ["demo", "--on", "2028-02-29"]

    first, second = (CliRunner().invoke(main, asked) for _ in range(2))

    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout_bytes == second.stdout_bytes == write_register(demo_register(date(2028, 2, 29)))
    assert read_register(first.stdout_bytes) == demo_register(date(2028, 2, 29))


def test_without_a_day_the_demo_is_of_today() -> None:
    """The demo is alive whenever it is written: something lapses in the coming 90 days, and nothing is years old."""
    written = CliRunner().invoke(main, ["demo"])

    register = read_register(written.stdout_bytes)
    latest = max(delivery.at.date() for delivery in register.deliveries)
    expected = Counter(finding.severity for transfer in judge(register).transfers for finding in transfer.findings)

    assert timedelta(days=0) <= date.today() - latest <= timedelta(days=4)  # noqa: DTZ011  # a day more or less is no matter
    assert expected[Severity.BLOCKING] > 30


@pytest.mark.parametrize("on", ["2024-12-31", "9001-01-01", "2026-02-29", "soon", "2026-2-1"])
def test_a_day_on_which_the_demo_would_not_hold_is_refused(on: str) -> None:
    """A day that is none, or that the demo was not made for, is named with what would do; nothing is written."""
    refused = CliRunner().invoke(main, ["demo", "--on", on])

    assert refused.exit_code == 2
    assert refused.stdout == ""
    assert on in refused.stderr

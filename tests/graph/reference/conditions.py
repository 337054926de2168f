"""Filters: what has to hold of a row for each condition, on the day that the filter looks at.

What cannot be said because something is not recorded does not hold; so `not` holds exactly where what it negates does
not.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from tests.graph.reference.world import have_one, on_one
from vendors.folding import folded, searched

Runs = tuple[tuple[date, date], ...]
Condition = Callable[[Any, Any, date, Runs], bool]


def holds(of: str, row: Any, given: Mapping[str, Any], day: date, asked: Runs) -> bool:
    """Whether all that is given holds of a row; a part looks at the day of the filter around it unless it has one."""
    day = given.get("on") or day
    asked = runs(given) or asked
    for name, value in given.items():
        if value is None or (name == "on" and name not in CONDITIONS[of]):
            continue
        if name == "and":
            held = all(holds(of, row, part, day, asked) for part in value)
        elif name == "or":
            held = any(holds(of, row, part, day, asked) for part in value)
        elif name == "not":
            held = not holds(of, row, value, day, asked)
        else:
            held = bool(CONDITIONS[of][name](row, value, day, asked))
        if not held:
            return False
    return True


def runs(given: Mapping[str, Any]) -> Runs:
    """The days that a filter of findings asks about."""
    on, during = given.get("on"), given.get("during")
    return (*([(on, on)] if on else []), *([(during["from"], during["until"])] if during else []))


def word(value: Any) -> Any:
    """The name of a word of the vocabulary."""
    return value and value.name


def recorded_as(value: Any, asked: bool) -> bool:
    """Whether a flag is recorded as asked; what is not recorded is neither."""
    return value is not None and value is asked


def within(day: date | None, days: Mapping[str, date]) -> bool:
    """Whether a day is recorded and lies in a run of days."""
    return day is not None and days["from"] <= day <= days["until"]


def any_of(codes: Iterable[str], asked: Iterable[str]) -> bool:
    """Whether one of the codes is asked for."""
    return not set(codes).isdisjoint(asked)


ENTRY: dict[str, Condition] = {
    "search": lambda row, text, *_: any(folded(text) in one for one in searched(row.entry).split("\n")),
    "changedSince": lambda row, moment, *_: row.changed_at() >= moment,
}
CODED: dict[str, Condition] = {**ENTRY, "code": lambda row, codes, *_: row.entry.code in codes}
PERIOD: dict[str, Condition] = {
    "on": lambda row, _, day, __: on_one(row.from_, row.until, day),
    "during": lambda row, days, *_: have_one(row.from_, row.until, days),
}


def with_basis(transfer: Any, without: bool, day: date, _: Runs) -> bool:
    """Whether a transfer stands with or without a basis, on a day within its period."""
    return transfer.span(day) is not None and (transfer.basis(day) is None) is without


def in_force_on(contract: Any, day: date) -> Any:
    """The run of days on which a contract is in force on a day."""
    return next((run for run in contract.runs() if on_one(run[0], run[1], day)), None)


def contract_ends_before(transfer: Any, before: date, day: date, _: Runs) -> bool:
    """Whether a transfer's contract of the day is in force, and ends before another day."""
    contract = transfer.contract(day)
    run = contract and in_force_on(contract, day)
    return bool(run) and run[1] is not None and run[1] < before


def has_finding(transfer: Any, asked: Mapping[str, Any], day: date, _: Runs) -> bool:
    """Whether a transfer has a finding of which all that is asked holds."""
    during = asked.get("during") or {"from": day, "until": day}
    return any(
        have_one(finding.from_, finding.until, during) and of_kind(finding, asked)
        for finding in transfer.findings(ever=True)
    )


def of_kind(finding: Any, asked: Mapping[str, Any]) -> bool:
    """Whether a finding is of the rules and the severity that are asked for."""
    code, severity = asked.get("code"), asked.get("severity")
    return (code is None or finding.code.name in code) and (severity is None or finding.severity.name == severity)


def ends_before(contract: Any, before: date, *_: Any) -> bool:
    """Whether a contract is in force for the last time before a day."""
    ends = [last for _, last in contract.runs()]
    return bool(ends) and None not in ends and max(ends) < before


def while_held(finding: Any, asked: Runs) -> list[Any]:
    """What is said of the transfer on the days asked about on which the finding holds."""
    first = max([finding.from_, *(run[0] for run in asked)])
    last = min([finding.until or date.max, *(run[1] for run in asked)])
    days = {"from": first, "until": last}
    return [one for one in finding.transfer().spans() if first <= last and have_one(one.from_, one.until, days)]


def named_in(policy: Any, by_joint_use: str, by_opt_out: str) -> set[str]:
    """What the notices of a policy name."""
    used = {code for notice in policy.entry.joint_use for code in getattr(notice, by_joint_use)}
    return used | {code for notice in policy.entry.opt_out for code in getattr(notice, by_opt_out)}


def _among(name: str) -> Condition:
    return lambda row, texts, *_: getattr(row, name) in texts


OF_TRANSFER: dict[str, Condition] = {
    "transfer": lambda row, codes, *_: row.transfer().code in codes,
    "recipient": lambda row, codes, *_: row.transfer().entry.recipient in codes,
    "service": lambda row, codes, *_: row.transfer().entry.service in codes,
}

CONDITIONS: Mapping[str, Mapping[str, Condition]] = {
    "Service": CODED,
    "Purpose": CODED,
    "Item": {
        **CODED,
        "sensitive": lambda row, asked, *_: bool(row.sensitive) is asked,
        "kind": lambda row, words, *_: row.kind.name in words,
        "source": lambda row, words, *_: row.source.name in words,
    },
    "Policy": {
        **ENTRY,
        **PERIOD,
        "version": lambda row, names, *_: row.version in names,
        "statesProvision": lambda row, asked, *_: bool(row.states_provision) is asked,
        "purpose": lambda row, codes, *_: any_of(row.entry.purposes, codes),
        "recipient": lambda row, codes, *_: any_of(named_in(row, "users", "recipients"), codes),
        "item": lambda row, codes, *_: any_of(named_in(row, "items", "items"), codes),
    },
    "ConsentText": {
        **CODED,
        **PERIOD,
        "recipient": lambda row, codes, *_: any_of(row.entry.recipients, codes),
        "anyRecipient": lambda row, asked, *_: bool(row.any_recipient) is asked,
        "item": lambda row, codes, *_: any_of(row.entry.items, codes),
        "purpose": lambda row, codes, *_: any_of(row.entry.purposes, codes),
        "expressed": lambda row, asked, *_: bool(row.expressed) is asked,
        "foreign": lambda row, asked, *_: (row.entry.foreign is not None) is asked,
    },
    "Recipient": {
        **CODED,
        "kind": lambda row, words, day, _: row.kind(day).name in words,
        "country": lambda row, countries, day, _: row.country(day) in countries,
        "foreign": lambda row, asked, day, _: row.foreign(day) is asked,
        "countryKnown": lambda row, asked, day, _: (row.country(day) is not None) is asked,
        "sameEntity": lambda row, asked, *_: bool(row.same_entity) is asked,
    },
    "Contract": {
        **CODED,
        "kind": lambda row, words, *_: row.kind.name in words,
        "recipient": lambda row, codes, *_: row.entry.recipient in codes,
        "confidentiality": lambda row, asked, day, _: (row.confidentiality(day) is not None) is asked,
        "withTerm": lambda row, words, day, _: any(term.name in words for term in row.terms(day)),
        "withoutTerm": lambda row, words, day, _: any(one not in map(word, row.terms(day)) for one in words),
        "inForce": lambda row, asked, day, _: row.in_force(day) is asked,
        "endsBefore": ends_before,
        "ends": lambda row, days, day, _: within(row.until(day), days),
    },
    "Transfer": {
        **CODED,
        "verdict": lambda row, words, day, _: row.verdict(day).name in words,
        "basis": lambda row, words, day, _: row.basis(day) is not None and row.basis(day).kind.name in words,
        "withoutBasis": with_basis,
        "foreign": lambda row, asked, day, _: row.foreign(day) is asked,
        "declaredForeign": lambda row, asked, day, _: recorded_as(row.declared_foreign(day), asked),
        "mechanism": lambda row, words, day, _: word(row.foreign_mechanism(day)) in words,
        "recordRequired": lambda row, asked, day, _: row.record_required(day) is asked,
        "recipient": lambda row, codes, *_: row.entry.recipient in codes,
        "country": lambda row, countries, day, _: row.recipient().country(day) in countries,
        "service": lambda row, codes, *_: row.entry.service in codes,
        "item": lambda row, codes, day, _: any_of(row.version(day).values("items"), codes),
        "purpose": lambda row, codes, day, _: any_of(row.version(day).values("purposes"), codes),
        "contract": lambda row, codes, day, _: row.contract(day) is not None and row.contract(day).code in codes,
        "contractEndsBefore": contract_ends_before,
        "finding": has_finding,
        "activeDuring": lambda row, days, *_: have_one(row.from_, row.until, days),
    },
    "Delivery": {
        **CODED,
        **OF_TRANSFER,
        "made": lambda row, days, *_: within(row.on, days),
        "item": lambda row, codes, *_: any_of(row.item_codes(), codes),
        "foreign": lambda row, asked, *_: row.foreign() is asked,
        "verdict": lambda row, words, *_: row.verdict().name in words,
        "finding": lambda row, asked, day, _: any(of_kind(finding, asked) for finding in row.findings(day)),
        "recordRequired": lambda row, asked, *_: row.record_required() is asked,
        "recorded": lambda row, asked, *_: (row.entry.record is not None) is asked,
    },
    "AnonymisedRelease": {
        "item": lambda row, codes, *_: any_of(row.entry.items, codes),
        "recipient": lambda row, codes, *_: any_of(row.entry.recipients, codes),
        "createdPublished": lambda row, days, *_: within(row.created_published_on, days),
        "provisionPublished": lambda row, days, *_: within(row.provision_published_on, days),
        "labelled": lambda row, asked, *_: (row.labelled_on is not None) is asked,
    },
    "Finding": {
        **PERIOD,
        **OF_TRANSFER,
        "code": lambda row, words, *_: row.code.name in words,
        "severity": lambda row, asked, *_: row.severity.name == asked,
        "because": lambda row, asked, *_: row.because.name == asked,
        "foreign": lambda row, asked, _, days: any(span.foreign for span in while_held(row, days)) is asked,
        "basis": lambda row, words, _, days: any(word(span.basis_kind) in words for span in while_held(row, days)),
        "withoutBasis": lambda row, asked, _, days: (
            any(span.entry.basis is None for span in while_held(row, days)) is asked
        ),
    },
    "Actor": {
        "name": lambda row, names, *_: row.name in names,
        "kind": lambda row, words, *_: row.kind.name in words,
        "role": lambda row, words, *_: any_of(map(word, row.roles), words),
        "ended": lambda row, asked, *_: (row.ended_at is not None) is asked,
    },
    "AccessToken": {
        "key": lambda row, keys, *_: row.key in keys,
        "name": lambda row, names, *_: row.name in names,
        "actor": lambda row, names, *_: row.entry.actor in names,
        "role": lambda row, words, *_: any_of(map(word, row.roles()), words),
        "revoked": lambda row, asked, *_: (row.revoked_at is not None) is asked,
        "expiresBefore": lambda row, moment, *_: row.expires_at is not None and row.expires_at < moment,
        "unusedSince": lambda row, moment, *_: row.last_used_at is None or row.last_used_at < moment,
    },
    "PersonRequest": {
        "code": lambda row, codes, *_: row.code in codes,
        "subject": lambda row, subjects, *_: row.subject in subjects,
        "kind": lambda row, words, *_: row.kind.name in words,
        "outcome": lambda row, words, *_: row.outcome is not None and row.outcome.name in words,
        "decided": lambda row, asked, *_: (row.decided_on is not None) is asked,
        "received": lambda row, days, *_: within(row.received_on, days),
        "overdue": lambda row, asked, day, _: row.is_overdue(day) is asked,
    },
    "ReceivedProvision": {
        "code": lambda row, codes, *_: row.code in codes,
        "provider": lambda row, codes, *_: row.provider in codes,
        "providerKind": lambda row, words, *_: row.provider_kind.name in words,
        "basis": lambda row, words, *_: row.basis.name in words,
        "subject": lambda row, subjects, *_: any_of(row.subjects, subjects),
        "received": lambda row, days, *_: within(row.received_on, days),
        "required": lambda row, asked, *_: row.required() is asked,
        "confirmed": lambda row, asked, *_: (row.confirmed_on is not None) is asked,
        "recorded": lambda row, asked, *_: (row.record_made_on is not None) is asked,
        "cause": lambda row, words, day, _: any_of([one.cause.name for one in row.broken(day)], words),
        "broken": lambda row, asked, day, _: bool(row.broken(day)) is asked,
    },
    "LedgerEvent": {
        **{name: _among(name) for name in ("list", "key", "actor", "verb")},
        "action": lambda row, words, *_: row.action in words,
        "since": lambda row, moment, *_: row.recorded_at >= moment,
        "until": lambda row, moment, *_: row.recorded_at <= moment,
    },
    "Lapse": {
        **OF_TRANSFER,
        "kind": lambda row, words, *_: row.kind in words,
        "severity": lambda row, asked, *_: row.finding is not None and row.finding.severity.name == asked,
    },
    "CalendarEntry": {
        "kind": lambda row, words, *_: row.kind in words,
        "transfer": lambda row, codes, *_: row.transfer is not None and row.transfer.code in codes,
        "contract": lambda row, codes, *_: row.contract is not None and row.contract.code in codes,
        "recipient": lambda row, codes, *_: row.recipient is not None and row.recipient.code in codes,
        "service": lambda row, codes, *_: row.transfer is not None and row.transfer.entry.service in codes,
    },
}
"""For each list, what each of its conditions asks of a row."""

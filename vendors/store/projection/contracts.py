"""Contracts as rows: the head, and a version for each run of days between amendments."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import models.contract as tables
from vendors.facts.contracts import ContractFacts
from vendors.periods import Timeline, as_date, timeline
from vendors.register.entries.contract import Confidentiality, Contract
from vendors.store.projection.numbers import Numbers
from vendors.store.projection.versions import begun, versions
from vendors.store.rows import Rows

PARTS = (tables.ContractVersion, tables.ContractRun)


def renewed_first(contracts: Iterable[Contract]) -> Iterator[Contract]:
    """The contracts, each after the one that it renews; there is no cycle of renewals."""
    left = {contract.code: contract for contract in contracts}
    while left:
        chain = [next(iter(left.values()))]
        while (renewed := chain[-1].renews) in left:
            chain.append(left[renewed])
        for contract in reversed(chain):
            yield left.pop(contract.code)


def write_contract(rows: Rows, entry: Contract, numbers: Numbers) -> None:
    """The head of a contract; the one that it renews is there already."""
    renewal = entry.auto_renews
    rows.add(
        tables.Contract,
        id=numbers.give("contracts", entry.code, rows),
        code=entry.code,
        recipient_id=numbers.of("recipients", entry.recipient),
        kind=entry.kind,
        title=entry.title,
        work=entry.work,
        signed_on=entry.signed_on,
        from_on=entry.from_,
        terminated_on=entry.terminated_on,
        auto_renews_months=renewal.months if renewal else None,
        auto_renews_notice_days=renewal.notice_days if renewal else None,
        renews_id=numbers.maybe("contracts", entry.renews),
        handles_personal_data=entry.handles_personal_data,
        access_controlled=entry.access_controlled,
        return_within_days=entry.return_within_days,
        returned_on=entry.returned_on,
        note=entry.note,
        owner=entry.owner,
    )


def write_contract_parts(rows: Rows, entry: Contract, numbers: Numbers) -> None:
    """The versions of a contract, with what each allows, and the days on which it is in force."""
    write_contract_runs(rows, entry, numbers)
    contract = numbers.of("contracts", entry.code)
    for first, last, values in versions(
        clauses=ContractFacts(entry).clauses,
        confidentiality=_amended(entry, "confidentiality"),
        purposes=_amended(entry, "purposes"),
        begun=begun(entry.amendments),
    ):
        clauses, purposes = values["clauses"], values["purposes"]
        confidentiality: Confidentiality | None = values["confidentiality"]
        version = rows.add(
            tables.ContractVersion,
            contract_id=contract,
            from_on=first,
            until_on=last,
            ends_on=as_date(clauses.until),
            has_confidentiality=clauses.confidentiality,
            survives_months=confidentiality.survives_months if confidentiality else None,
            binds_staff=confidentiality.binds_staff if confidentiality else None,
            binds_subcontractors=confidentiality.binds_subcontractors if confidentiality else None,
            limits_purposes=purposes is not None,
            limits_items=clauses.items is not None,
            **values["begun"]._asdict(),
        )
        for term in sorted(clauses.terms):
            rows.add(tables.ContractVersionTerm, version_id=version, term=term)
        for purpose in numbers.of_each("purposes", purposes):
            rows.add(tables.ContractVersionPurpose, version_id=version, purpose_id=purpose)
        for item in numbers.of_each("items", tuple(sorted(clauses.items or ()))):
            rows.add(tables.ContractVersionItem, version_id=version, item_id=item)


def write_contract_runs(rows: Rows, entry: Contract, numbers: Numbers) -> None:
    """The days on which a contract is in force."""
    contract = numbers.of("contracts", entry.code)
    for began, ended in ContractFacts(entry).in_force:
        rows.add(tables.ContractRun, contract_id=contract, from_on=date.fromordinal(began), until_on=as_date(ended))


def _amended(entry: Contract, field: str) -> Timeline[Any]:
    """A field that amendments replace as a whole."""
    return timeline(
        getattr(entry, field),
        [(one.on.toordinal(), getattr(one, field)) for one in entry.amendments if field in one.changed],
    )

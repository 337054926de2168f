"""Transfers as rows: the head, a version for each run of days, and the bases with their evidence."""

import models.basis as basis_tables
import models.transfer as tables
from models.basis import AskedAs
from vendors.facts.recipients import changing
from vendors.register.entries.basis import Basis, ConsentBasis, GovernmentCooperationBasis, MergerBasis, OtherLawBasis
from vendors.register.entries.transfer import Transfer
from vendors.store.projection.numbers import Numbers
from vendors.store.projection.versions import begun, versions
from vendors.store.rows import Rows

PARTS = (tables.TransferVersion, basis_tables.Basis)


def write_transfer(rows: Rows, entry: Transfer, numbers: Numbers, judgement: str) -> tuple[int, ...]:
    """A transfer with its versions and bases; returns the numbers of the bases, in their order."""
    transfer = rows.add(
        tables.Transfer,
        id=numbers.give("transfers", entry.code, rows),
        code=entry.code,
        service_id=numbers.of("services", entry.service),
        recipient_id=numbers.of("recipients", entry.recipient),
        from_on=entry.from_,
        until_on=entry.until,
        subject_class=entry.subject_class,
        method=entry.method,
        judgement=judgement,
        note=entry.note,
        owner=entry.owner,
    )
    changes = entry.changes
    for first, last, values in versions(
        contract=changing("contract", entry.contract, changes),
        foreign=changing("foreign", entry.foreign, changes),
        own_use=changing("own_use", entry.own_use, changes),
        mixed=changing("mixed", entry.mixed, changes),
        items=changing("items", entry.items, changes),
        purposes=changing("purposes", entry.purposes, changes),
        begun=begun(changes),
    ):
        version = rows.add(
            tables.TransferVersion,
            transfer_id=transfer,
            from_on=first,
            until_on=last,
            contract_id=numbers.maybe("contracts", values["contract"]),
            declared_foreign=values["foreign"],
            own_use=values["own_use"],
            mixed=values["mixed"],
            changed=values["begun"].changed,
            note=values["begun"].note,
            owner=values["begun"].owner,
        )
        for item in numbers.of_each("items", values["items"]):
            rows.add(tables.TransferVersionItem, version_id=version, item_id=item)
        for purpose in numbers.of_each("purposes", values["purposes"]):
            rows.add(tables.TransferVersionPurpose, version_id=version, purpose_id=purpose)
    return tuple(_write_basis(rows, transfer, place, basis, numbers) for place, basis in enumerate(entry.bases))


def _write_basis(rows: Rows, transfer: int, place: int, entry: Basis, numbers: Numbers) -> int:
    merger = entry if isinstance(entry, MergerBasis) else None
    public = entry if isinstance(entry, GovernmentCooperationBasis) else None
    law = entry if isinstance(entry, OtherLawBasis) else None
    proven = public or law
    basis = rows.add(
        basis_tables.Basis,
        transfer_id=transfer,
        position=place,
        kind=entry.kind,
        ground=law.ground if law else None,
        from_on=entry.from_,
        until_on=entry.until,
        instrument_id=numbers.maybe("contracts", merger.instrument) if merger else None,
        effective_on=merger.effective_on if merger else None,
        within_business=merger.within_business if merger else None,
        requester=public.requester if public else None,
        affair=public.affair if public else None,
        statute=proven.statute if proven else None,
        article=law.article if law else None,
        document=proven.document if proven else None,
        necessity=proven.necessity if proven else None,
        impediment=public.impediment if public else None,
        requested_on=public.requested_on if public else None,
        delegated_by=public.delegated_by if public else None,
        foreign_law=law.foreign_law if law else None,
        consent_difficult=law.consent_difficult if law else None,
        note=entry.note,
        owner=entry.owner,
    )
    named, asked_as = (
        (entry.texts, AskedAs.TEXTS)
        if isinstance(entry, ConsentBasis)
        else (entry.foreign_consent, AskedAs.FOREIGN_CONSENT)
    )
    for text in numbers.of_each("consent_texts", named):
        rows.add(basis_tables.BasisText, basis_id=basis, text_id=text, asked_as=asked_as)
    return basis

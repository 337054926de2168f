"""A quarter of the register as files: transfers, findings, and a manifest of their hashes.

The files are a function of the stored register with its ledger, the rule set and the quarter: no clock goes into them,
so the same register gives the same bytes in two years.
"""

import csv
import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import orjson

from vendors.exports.quarters import Quarter
from vendors.exports.sheets import sheet
from vendors.facts.recipients import RecipientFacts
from vendors.facts.register import RegisterFacts
from vendors.facts.transfers import TransferFacts
from vendors.findings import Judgement
from vendors.judgement import judge
from vendors.register.entries.register import Register
from vendors.register.write import write_register
from vendors.rules import RULE_BY_CODE

MANIFEST = "manifest.json"
TRANSFERS = (
    *("transfer", "service", "recipient", "recipient_name", "country", "items", "purposes", "from", "until", "verdict"),
    *("basis", "contract", "foreign", "declared_foreign", "foreign_mechanism", "record_required"),
)
FINDINGS = ("transfer", "code", "title_ja", "title_en", "severity", "because", "from", "until", "about", "cites")


class FolderTaken(Exception):  # noqa: N818  # a refusal, not an error
    """The folder holds something else than an earlier export of the same quarter; it is left as it is."""


def export_files(register: Register, quarter: Quarter, ledger: Mapping[str, object]) -> dict[str, bytes]:
    """The files of a quarter by name, the manifest last; `ledger` is what that says of the ledger."""
    judgement = judge(register)
    sheets = {
        "transfers.csv": sheet(TRANSFERS, _transfers(register, judgement, quarter)),
        "findings.csv": sheet(FINDINGS, _findings(judgement, quarter)),
    }
    manifest = {
        "quarter": quarter.name,
        "from": quarter.first,
        "until": quarter.last,
        "rule_set": judgement.rule_set,
        "ledger": ledger,
        "register_sha256": hashlib.sha256(write_register(_lasting(register))).hexdigest(),
        "files": {
            name: {"sha256": hashlib.sha256(text).hexdigest(), "bytes": len(text), "rows": _rows(text)}
            for name, text in sheets.items()
        },
    }
    return {**sheets, MANIFEST: orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)}


def _lasting(register: Register) -> Register:
    """The register without what it says of single persons, which is purged in time: what the manifest knows it by."""
    deliveries = tuple(one.model_copy(update={"subjects": (), "subject_count": None}) for one in register.deliveries)
    return register.model_copy(update={"consents": (), "stops": (), "deliveries": deliveries})


def write_export(files: dict[str, bytes], folder: Path, quarter: Quarter) -> None:
    """Put the files into the folder, all or none. Raises `FolderTaken`, and `OSError` where it can't be written.

    An earlier export of the same quarter is replaced whole.
    """
    folder = folder.absolute()
    if folder.exists() and any(folder.iterdir()) and not _is_export_of(folder, quarter):
        raise FolderTaken(str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for name, text in files.items():
            (made / name).write_bytes(text)
        made.chmod(0o777 & ~_umask())
        _put_in_place(made, folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _put_in_place(made: Path, folder: Path) -> None:
    """Rename the new folder to its name; an earlier one steps aside first, and back if that fails."""
    if not folder.exists():
        made.replace(folder)
        return
    aside = made.with_name(f"{made.name}.earlier")
    folder.replace(aside)
    try:
        made.replace(folder)
    except BaseException:
        aside.replace(folder)
        raise
    shutil.rmtree(aside)


def _is_export_of(folder: Path, quarter: Quarter) -> bool:
    try:
        manifest = orjson.loads((folder / MANIFEST).read_bytes())
        known = {MANIFEST, *manifest["files"]}
        return manifest["quarter"] == quarter.name and {path.name for path in folder.iterdir()} <= known
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _rows(text: bytes) -> int:
    """Rows beside the headings, as CSV counts: a line break within a cell begins no row."""
    return sum(1 for _ in csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""))) - 1


def _transfers(register: Register, judgement: Judgement, quarter: Quarter) -> Iterator[tuple[object, ...]]:
    """One row for each run of days, within the quarter, over which all that is said of a transfer stays the same."""
    facts = RegisterFacts(register)
    entries = {transfer.code: transfer for transfer in register.transfers}
    names = {recipient.code: recipient for recipient in register.recipients}
    for judged in judgement.transfers:
        transfer = TransferFacts(entries[judged.code], facts)
        recipient = names[transfer.entry.recipient]
        for span in judged.spans:
            clipped = _clipped(span.from_, span.until, quarter)
            if clipped is None:
                continue
            for first, last in _cut(transfer, clipped):
                day = first.toordinal()
                yield (
                    judged.code,
                    transfer.entry.service,
                    recipient.code,
                    _name_on(transfer.recipient, first),
                    transfer.recipient.country.at(day),
                    sorted(transfer.items.at(day)),
                    sorted(transfer.purposes.at(day)),
                    first,
                    last,
                    span.verdict,
                    span.basis_kind,
                    span.contract,
                    span.foreign,
                    transfer.flag("foreign").at(day),
                    span.foreign_mechanism,
                    span.record_required,
                )


def _cut(transfer: TransferFacts, days: tuple[date, date]) -> Iterator[tuple[date, date]]:
    """The days cut where what the row shows of transfer and recipient changes."""
    first, last = days[0].toordinal(), days[1].toordinal()
    changes = {change.on.toordinal() for change in (*transfer.entry.changes, *transfer.recipient.entry.changes)}
    cuts = [first, *sorted(change for change in changes if first < change <= last)]
    for start, end in zip(cuts, [*(cut - 1 for cut in cuts[1:]), last], strict=True):
        yield date.fromordinal(start), date.fromordinal(end)


def _name_on(recipient: RecipientFacts, day: date) -> str:
    name = recipient.entry.name
    for change in sorted(recipient.entry.changes, key=lambda change: change.on):
        if change.on <= day and change.name is not None:
            name = change.name
    return name


def _findings(judgement: Judgement, quarter: Quarter) -> Iterator[tuple[object, ...]]:
    """Every finding that holds on a day of the quarter, with its own first and last day."""
    for judged in judgement.transfers:
        for finding in judged.findings:
            if _clipped(finding.from_, finding.until, quarter) is not None:
                rule = RULE_BY_CODE[finding.code]
                yield (
                    judged.code,
                    finding.code,
                    rule.title_ja,
                    rule.title_en,
                    finding.severity,
                    finding.because,
                    finding.from_,
                    finding.until,
                    finding.about,
                    "; ".join(rule.cites),
                )


def _clipped(first: date, last: date | None, quarter: Quarter) -> tuple[date, date] | None:
    start, end = max(first, quarter.first), quarter.last if last is None else min(last, quarter.last)
    return (start, end) if start <= end else None

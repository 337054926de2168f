"""What stands of a delivery whose persons were purged: what was said of it last, for nobody can be judged any more.

The ledger has it with the event of the purge, so that a replay comes to the same rows without the persons.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.vocabulary import Because, RecordItem, RuleCode, Severity, Verdict
from vendors.findings import DeliveryFinding, DeliveryJudgement, RecordOwed

PURGED = "purged"
"""Under what it stands in the ledger, in the entry of the delivery."""


@dataclass(frozen=True)
class Purged:
    """A delivery whose persons were purged."""

    on: date
    """The day on which they were, in the operator's time zone."""
    persons: int
    """How many rows went."""
    judgement: DeliveryJudgement
    """What was said of it last, by the rules of then."""
    digest: str
    """The digest of that judgement, as it was stored then."""

    def document(self) -> dict[str, Any]:
        """What the ledger has of it: texts, whole numbers and booleans; what is not there is left out."""
        said = self.judgement
        return {
            "on": self.on.isoformat(),
            "persons": self.persons,
            "judgement": self.digest,
            "said": {
                "on": said.on.isoformat(),
                "verdict": said.verdict.value,
                "record_required": said.record_required,
                "findings": [_without_nothing(_finding(one)) for one in said.findings],
                **({} if said.record is None else {"record": _without_nothing(_record(said.record))}),
            },
        }


def purged_of(code: str, transfer: str, document: Mapping[str, Any]) -> Purged:
    """What the ledger has. Raises `ValueError`, `KeyError` or `TypeError` where that is nothing of the kind."""
    said = document["said"]
    record = said.get("record")
    judgement = DeliveryJudgement(
        code=code,
        transfer=transfer,
        on=date.fromisoformat(said["on"]),
        verdict=Verdict(said["verdict"]),
        record_required=bool(said["record_required"]),
        findings=tuple(
            DeliveryFinding(
                code=RuleCode(one["code"]),
                severity=Severity(one["severity"]),
                because=Because(one["because"]),
                about=one["about"],
                subjects=one.get("subjects"),
                from_=day_of(one.get("from")),
                until=day_of(one.get("until")),
            )
            for one in said["findings"]
        ),
        record=None
        if record is None
        else RecordOwed(
            items=tuple(RecordItem[name] for name in record["items"]),
            each_time=bool(record["each_time"]),
            due_on=day_of(record.get("due_on")),
            carried_by=record.get("carried_by"),
            closes_on=day_of(record.get("closes_on")),
            kept_until=day_of(record.get("kept_until")),
        ),
    )
    return Purged(date.fromisoformat(document["on"]), int(document["persons"]), judgement, document["judgement"])


def day_of(value: date | str | None) -> date | None:
    """A day, from the ledger or from a row of either engine."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _finding(one: DeliveryFinding) -> dict[str, Any]:
    return {
        "code": one.code.value,
        "severity": one.severity.value,
        "because": one.because.value,
        "about": one.about,
        "subjects": one.subjects,
        "from": _text(one.from_),
        "until": _text(one.until),
    }


def _record(owed: RecordOwed) -> dict[str, Any]:
    return {
        "items": [one.name for one in owed.items],
        "each_time": owed.each_time,
        "due_on": _text(owed.due_on),
        "carried_by": owed.carried_by,
        "closes_on": _text(owed.closes_on),
        "kept_until": _text(owed.kept_until),
    }


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _without_nothing(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if value is not None}

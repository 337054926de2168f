"""One receipt of data as it is stored, and the two halves of it: what the ledger may say, and what it must not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import orjson

from models.received_words import ConfirmationMethod, ReceivedBasis, ReceivedItem
from models.vocabulary import RecipientKind, RecordMethod
from vendors.facts.received import Received, ReceivedRecord
from vendors.ledger.events import canonical
from vendors.ledger.sealing import subject_bodies
from vendors.store.connection import Reads, Row


@dataclass(frozen=True, kw_only=True)
class ReceivedProvision:
    """What one third party provided on one day; days are in the operator's time zone."""

    code: str
    provider: str
    provider_kind: RecipientKind
    name: str
    address: str | None = None
    representative: str | None = None
    basis: ReceivedBasis
    received_on: date
    items: tuple[str, ...]
    """Items of personal data, in words."""
    subject_count: int | None = None
    confirmed_on: date | None = None
    provider_method: ConfirmationMethod | None = None
    circumstances: str | None = None
    circumstances_method: ConfirmationMethod | None = None
    record_made_on: date | None = None
    record_method: RecordMethod | None = None
    record_has: tuple[ReceivedItem, ...] = ()
    record_deleted_on: date | None = None
    purged_on: date | None = None
    """The day on which the persons that it listed were purged; `None`: never."""
    revision: int = 0
    """How often something was said of it."""
    subjects: tuple[str, ...] = ()
    """The operator's own references for the persons whose data it is, as far as they are listed."""

    @property
    def flow(self) -> tuple[str, str]:
        """What it is judged together with: all that this third party provides on this basis."""
        return self.provider, self.basis.value

    @property
    def facts(self) -> Received:
        """What the law asks of it."""
        said = {
            ReceivedItem.PROVIDER: self.name,
            ReceivedItem.ADDRESS: self.address,
            ReceivedItem.REPRESENTATIVE: self.representative,
            ReceivedItem.CIRCUMSTANCES: self.circumstances,
        }
        made, how = self.record_made_on, self.record_method
        return Received(
            code=self.code,
            provider=self.provider,
            provider_kind=self.provider_kind,
            basis=self.basis,
            received_on=self.received_on,
            confirmed_on=self.confirmed_on,
            confirmed=frozenset(item for item, value in said.items() if value),
            record=None
            if made is None or how is None
            else ReceivedRecord(made, how, frozenset(self.record_has), self.record_deleted_on),
        )

    def with_step(self, **said: Any) -> "ReceivedProvision":
        """The receipt once something more is said of it."""
        return replace(self, **said)

    def of_whom(self) -> list[bytes]:
        """What tells, or could tell, who provided it and whose data it is: in the ledger by a digest alone."""
        words = canonical({name: getattr(self, name) for name in _OF_WHOM})
        return [words.encode(), *subject_bodies(self.subjects)]

    def says_less_than(self, before: "ReceivedProvision") -> bool:
        """Whether anybody or anything is gone that told who provided it or whose data it is."""
        told = ((getattr(before, name), getattr(self, name)) for name in _OF_WHOM)
        return not {*before.subjects} <= {*self.subjects} or any(was not in {None, now} for was, now in told)

    def of_process(self) -> Mapping[str, object]:
        """What was done and when, which names nobody; what is not there is left out."""
        said = {name: _plain(getattr(self, name)) for name in _NAMES if name not in _OF_WHOM}
        return {name: value for name, value in said.items() if value is not None}

    def columns(self) -> dict[str, object]:
        """What its row holds, but for what is said of it."""
        return {
            **{name: getattr(self, name) for name in _NAMES},
            "items": orjson.dumps(self.items).decode(),
            "record_has": None if self.record_made_on is None else orjson.dumps(self.record_has).decode(),
            "listed_count": len(self.subjects),
        }


_NAMES = tuple(field.name for field in fields(ReceivedProvision) if field.name != "subjects")
_OF_WHOM = ("code", "provider", "name", "address", "representative", "circumstances")


def _plain(value: Any) -> object:
    if isinstance(value, tuple):
        return list(value) or None
    return value.isoformat() if isinstance(value, date) else value


def day_of(value: date | str | None) -> date | None:
    """The day that was stored."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def received_of(row: Row, subjects: Iterable[str] = ()) -> ReceivedProvision:
    """The receipt that a row holds, with these persons. Raises `ValueError` where it holds none."""
    received_on = day_of(row["received_on"])
    assert received_on is not None, "it was received on a day"
    how = {name: row[name] for name in ("provider_method", "circumstances_method")}
    return ReceivedProvision(
        code=row["code"],
        provider=row["provider"],
        provider_kind=RecipientKind(row["provider_kind"]),
        name=row["name"],
        address=row["address"],
        representative=row["representative"],
        basis=ReceivedBasis(row["basis"]),
        received_on=received_on,
        items=tuple(orjson.loads(row["items"])),
        subject_count=row["subject_count"],
        confirmed_on=day_of(row["confirmed_on"]),
        circumstances=row["circumstances"],
        record_made_on=day_of(row["record_made_on"]),
        record_method=None if row["record_method"] is None else RecordMethod(row["record_method"]),
        record_has=tuple(ReceivedItem(one) for one in orjson.loads(row["record_has"] or "[]")),
        record_deleted_on=day_of(row["record_deleted_on"]),
        purged_on=day_of(row["purged_on"]),
        revision=row["revision"],
        subjects=tuple(sorted(subjects)),
        provider_method=None if how["provider_method"] is None else ConfirmationMethod(how["provider_method"]),
        circumstances_method=None
        if how["circumstances_method"] is None
        else ConfirmationMethod(how["circumstances_method"]),
    )


async def stored(database: Reads, code: str) -> tuple[int, ReceivedProvision] | None:
    """The receipt of that code with the persons listed, and the number of its row; `None` where there is none."""
    rows = await database.rows("SELECT * FROM received_provision WHERE code = ?", code)
    if not rows:
        return None
    listed = await database.rows("SELECT subject FROM received_subject WHERE received_id = ?", rows[0]["id"])
    return rows[0]["id"], received_of(rows[0], (row["subject"] for row in listed))

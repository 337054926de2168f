"""Appending withdrawals: any number of them as one batch, all of them or none. The consent stays as it was given."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

import models.person as tables
from vendors.consents.batch import Appended, Batch, Portions
from vendors.consents.faults import TEXTS, RowFaults
from vendors.consents.judging import touched_by_withdrawals
from vendors.register.entries.part import Part
from vendors.register.values import Code, Moment, Text
from vendors.store.address import Engine
from vendors.store.change import Occasion
from vendors.store.connection import Connection, Row
from vendors.store.moments import moment_of, moment_there
from vendors.store.persons.stored import WITHDRAWALS, withdrawal_body
from vendors.store.projection.numbers import Numbers


class Withdrawal(Part):
    """That a person took back what he agreed to: the consent of a moment, or all that he gave to the text by then."""

    text: Code
    subject: Text
    given_at: Moment | None = None
    withdrawn_at: Moment


@dataclass
class _Standing:
    """A consent that may be meant, as it stands before the batch or after its rows so far."""

    row: Row
    given_at: datetime
    withdrawn_at: datetime | None

    @property
    def number(self) -> int:
        return int(self.row["id"])

    def says_the_same(self, other: "_Standing") -> bool:
        """Whether the two differ in nothing but that they are two."""
        return all(self.row[name] == other.row[name] for name in ("given_at", "capable", "guardian", "note", "owner"))


async def append_withdrawals(connection: Connection, portions: Portions, occasion: Occasion) -> Appended | None:
    """Append withdrawals as one batch, judge anew what they touch, and put them on record; else as `append_consents`.

    A row says `text`, `subject`, `withdrawn_at`, and may say `given_at`, which names the one consent that is meant.
    Without it, all that the person had given to the text by then and not taken back is withdrawn: who takes back his
    consent does not go on having consented by an older one.
    """
    batch = await Batch.begun(connection, WITHDRAWALS, (tables.Withdrawal,))
    numbers, faults = Numbers(connection), RowFaults()
    await numbers.look_up_all([TEXTS])
    place = 0
    async with batch.rows.to_the_end() as rows:
        async for portion in portions:
            said: dict[int, Withdrawal] = {}
            for row in portion:
                # One that was read and found right already is read again: it is a withdrawal, and has no faults.
                entry = faults.checked(Withdrawal, orjson.loads(row) if isinstance(row, bytes) else row, place)
                if entry is not None and faults.may_be(entry.text, entry.subject, numbers, place):
                    said[place] = entry
                place += 1
            standing = await _consents(connection, said.values(), numbers)
            for at, entry in said.items():
                _withdraw(batch, entry, standing[entry.text, entry.subject], at, faults)
            await rows.write()
    faults.end()
    return await batch.appended(occasion, await touched_by_withdrawals(connection, batch.number)) if place else None


def _withdraw(batch: Batch, entry: Withdrawal, standing: Sequence[_Standing], place: int, faults: RowFaults) -> None:
    """Write the rows of one withdrawal; a fault where there is nothing to be taken back."""
    meant = _meant(entry, standing, place, faults)
    for one in meant:
        one.withdrawn_at = entry.withdrawn_at
        batch.rows.add(tables.Withdrawal, consent_id=one.number, withdrawn_at=entry.withdrawn_at, batch=batch.number)
    batch.seal.add(withdrawal_body({**one.row, "text": entry.text}, entry.withdrawn_at) for one in meant)


def _meant(entry: Withdrawal, standing: Sequence[_Standing], place: int, faults: RowFaults) -> Sequence[_Standing]:
    """The consents that a withdrawal takes back."""
    named = [one for one in standing if entry.given_at is None or one.given_at == entry.given_at]
    if not named:
        faults.add("no_consent", place, "subject" if entry.given_at is None else "given_at", value=entry.text)
        return []
    given = [one for one in named if one.given_at <= entry.withdrawn_at]
    if not given:
        first = min(one.given_at for one in named)
        faults.add("withdrawn_before_given", place, "withdrawn_at", value=_told(entry.withdrawn_at), given=_told(first))
        return []
    left = [one for one in given if one.withdrawn_at is None]
    # One that differs in nothing from another that was taken back at this very moment would be its double.
    taken = [one for one in given if one.withdrawn_at is not None]
    doubles = [
        other for other in taken if other.withdrawn_at == entry.withdrawn_at and any(map(other.says_the_same, left))
    ]
    if not left or doubles:
        last = max(one.withdrawn_at for one in doubles or taken if one.withdrawn_at is not None)
        faults.add("withdrawn_already", place, "withdrawn_at", value=_told(last))
        return []
    return left


def _told(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


async def _consents(
    connection: Connection, said: Any, numbers: Numbers
) -> Mapping[tuple[str, str], Sequence[_Standing]]:
    """What these persons gave to these texts, by code of the text and person."""
    those = sorted({(entry.text, entry.subject) for entry in said})
    if connection.engine is Engine.SQLITE:
        given: list[Any] = [orjson.dumps([(text, numbers.of(TEXTS, text), who) for text, who in those]).decode()]
    else:
        texts = [text for text, _ in those]
        given = [texts, [numbers.of(TEXTS, text) for text in texts], [who for _, who in those]]
    found: defaultdict[tuple[str, str], list[_Standing]] = defaultdict(list)
    for row in await connection.rows(_STANDING[connection.engine], *given):
        standing = _Standing(row, moment_there(row["given_at"]), moment_of(row["withdrawn_at"]))
        found[row["code"], row["subject"]].append(standing)
    return found


_ASKED: Mapping[Engine, str] = {
    Engine.SQLITE: "(SELECT value ->> 0 AS code, value ->> 1 AS text, value ->> 2 AS subject FROM json_each(?)) asked",
    Engine.POSTGRESQL: "unnest(?::text[], ?::bigint[], ?::text[]) asked (code, text, subject)",
}
_STANDING: Mapping[Engine, str] = {
    engine: "SELECT asked.code, consent.id, consent.subject, given_at, capable, guardian, note, owner, withdrawn_at"  # noqa: S608  # ours
    f" FROM {asked} JOIN consent ON consent.text_id = asked.text AND consent.subject = asked.subject"
    " LEFT JOIN withdrawal ON withdrawal.consent_id = consent.id ORDER BY consent.id"
    for engine, asked in _ASKED.items()
}

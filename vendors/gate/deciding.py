"""Deciding: for each person allowed, or the codes that forbid; and keeping what was decided.

Some persons are decided on at a time, each time in one transaction, as the only writer: a stop that was recorded before
it began is obeyed in it, on every worker, and one that is recorded afterwards comes after what was kept.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

import orjson

from models.vocabulary import RuleCode
from vendors.facts.persons import PersonFacts
from vendors.gate.standing import HEAD_NOW, Transfers
from vendors.judging.provisions import Provision
from vendors.store.connection import Connection
from vendors.store.persons.asking import persons_among, persons_beside


class Proof(Protocol):
    """That whoever asks may still do so: to be proven in the state of the database in which it is decided."""

    sql: str
    """Answers with one text, and is given one value, in place of its question mark."""
    value: str

    def take(self, told: str) -> None:
        """Take what the database tells; raises where that proves nothing."""


FEW = 20
"""Persons that it takes hardly any work to decide on."""


@dataclass(frozen=True)
class Asking:
    """What is asked of the gate, once for all persons."""

    transfer: str
    by: str
    at: datetime
    items: tuple[str, ...] | None = None
    """The items that are to be provided; `None`: all that the transfer gives."""
    decision: str = field(default_factory=lambda: secrets.token_urlsafe(15))
    """By what the decision will be named."""


@dataclass(frozen=True)
class Answer:
    """What is answered of some persons, at one state of the register."""

    whole: tuple[RuleCode, ...]
    """What forbids the provision, whoever is in it."""
    items_outside: tuple[str, ...]
    """Items that were asked about and are none of the transfer's on that day; any forbid it."""
    persons: tuple[tuple[str, tuple[RuleCode, ...]], ...]
    """Each person, in the order asked, with the codes that forbid to provide his data, the provision's among them."""

    @property
    def may_be(self) -> bool:
        """Whether the provision may be made at all, if only with some persons."""
        return not (self.whole or self.items_outside)

    @property
    def allowed(self) -> list[str]:
        """The persons whose data may be provided."""
        return [subject for subject, codes in self.persons if not codes] if self.may_be else []


async def decide(
    connection: Connection,
    transfers: Transfers,
    asking: Asking,
    subjects: Sequence[str],
    proof: Proof | None = None,
) -> Answer | None:
    """Decide on these persons, in the transaction that is open, and keep it; `None` where there is no such transfer.

    Raises what the `proof` does that whoever asks may still do so; nothing is kept then, and the transaction is undone.
    """
    found = await _found(connection, transfers, asking, subjects, proof)
    if found is None:
        return None
    provision, persons = found
    outside = tuple(sorted(set(asking.items or ()) - provision.items))
    # Equal persons are one and the same here, so each is judged, and found again, without a look at what is equal.
    of_each = {id(person): provision.of(person).codes for person in {id(one): one for one in persons.values()}.values()}
    said = tuple((subject, of_each[id(persons[subject])]) for subject in subjects)
    answer = Answer(provision.whole, outside, said)
    await _keep(connection, asking, len(subjects), answer.allowed)
    return answer


async def _found(
    connection: Connection, transfers: Transfers, asking: Asking, subjects: Sequence[str], proof: Proof | None
) -> tuple[Provision, Mapping[str, PersonFacts]] | None:
    """The provision that is asked about, and what these persons said; `None` where there is no such transfer.

    A few persons are asked about along with whether what is known of the transfer still stands, and with what is to be
    proven of whoever asks: that is one message to the database in place of three.
    """
    told = "NULL" if proof is None else f"({proof.sql})"
    values = () if proof is None else (proof.value,)
    known = transfers.known(asking.transfer)
    if known is not None and 0 < len(subjects) <= FEW:
        provision = known.judge.provision(asking.transfer, asking.at)
        beside = f"{HEAD_NOW} AS head, {told} AS told"
        persons, row = await persons_beside(connection, provision.asked, subjects, known.texts, beside, *values)
        if proof is not None:
            proof.take(row["told"])
        if transfers.stand(row["head"]):
            return provision, persons
    elif proof is not None:
        (row,) = await connection.rows(f"SELECT {told} AS told", *values)
        proof.take(row["told"])
    known = await transfers.now(connection, asking.transfer)
    if known is None:
        return None
    provision = known.judge.provision(asking.transfer, asking.at)
    if not subjects:
        return provision, {}
    return provision, await persons_among(connection, provision.asked, subjects, known.texts)


async def _keep(connection: Connection, asking: Asking, asked: int, allowed: Sequence[str]) -> None:
    items = None if asking.items is None else orjson.dumps(asking.items).decode()
    persons = orjson.dumps(allowed).decode()
    values = (asking.decision, asking.transfer, asking.at, items, asked, len(allowed), persons, asking.by)
    await connection.run(
        "INSERT INTO gate_answer (decision, transfer, at, items, asked, allowed, persons, decided_by, decided_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *connection.stored(*values, datetime.now(UTC)),
    )

"""Transfers as they stand now, looked at once for as long as nothing changes in the register."""

from collections.abc import Mapping
from dataclasses import dataclass

from vendors.judgement import Judge
from vendors.ledger.appending import HEAD
from vendors.store.afterwards import Afterwards
from vendors.store.change import NO_CHANGE
from vendors.store.connection import Connection
from vendors.store.gathering import gather
from vendors.store.persons.asking import text_numbers

_MOST = 100
"""Transfers that are kept in mind."""
HEAD_NOW = f"(SELECT size || ' ' || frontier FROM ledger_head WHERE id = {HEAD})"  # noqa: S608  # a number of ours
"""The head of the ledger as one text, within any statement: another one wherever anything has changed."""


@dataclass(frozen=True, slots=True)
class Known:
    """A transfer as it stands."""

    judge: Judge
    texts: Mapping[str, int]
    """The numbers of the rows of all texts that it ever rests on."""


class Transfers:
    """The transfers of one database. Every change is on the ledger, so its head tells whether anything has changed."""

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}
        self._head: object = ""

    def known(self, transfer: str) -> Known | None:
        """What was known of this transfer last, if anything; it stands as long as `stand` is told the head of now."""
        return self._known.get(transfer)

    def stand(self, head: object) -> bool:
        """Whether all that is known still stands, by `HEAD_NOW`."""
        return head == self._head

    async def now(self, connection: Connection, transfer: str) -> Known | None:
        """What is known of this transfer; `None` where there is no such transfer."""
        ((head,),) = (row.values() for row in await connection.rows(f"SELECT {HEAD_NOW} AS head"))
        if not self.stand(head) or len(self._known) >= _MOST:
            self._known.clear()
            self._head = head
        known = self._known.get(transfer)
        if known is None:
            register = await gather(Afterwards(connection, NO_CHANGE), [transfer], deliveries=False)
            if not register.transfers:
                return None
            texts = await text_numbers(connection, [text.code for text in register.consent_texts])
            known = self._known[transfer] = Known(Judge(register, {}), texts)
        return known

"""Transfers as they stand now, looked at once for as long as nothing changes in the register."""

from datetime import datetime

from vendors.judgement import Judge
from vendors.judging.provisions import Provision
from vendors.ledger.appending import head_of
from vendors.store.afterwards import Afterwards
from vendors.store.change import NO_CHANGE
from vendors.store.connection import Connection
from vendors.store.gathering import gather

_MOST = 100
"""Transfers that are kept in mind."""


class Transfers:
    """The transfers of one database. Every change is on the ledger, so its size tells whether anything has changed."""

    def __init__(self) -> None:
        self._known: dict[str, Judge] = {}
        self._events = 0

    async def provision(self, connection: Connection, transfer: str, at: datetime) -> Provision | None:
        """A provision under this transfer at a moment; `None` where there is no such transfer."""
        events = (await head_of(connection)).size
        if events != self._events or len(self._known) >= _MOST:
            self._known.clear()
            self._events = events
        judge = self._known.get(transfer)
        if judge is None:
            register = await gather(Afterwards(connection, NO_CHANGE), [transfer], deliveries=False)
            if not register.transfers:
                return None
            judge = self._known[transfer] = Judge(register, {})
        return judge.provision(transfer, at)

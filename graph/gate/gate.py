"""The gate as its doors ask it: each time a transaction of its own, in the database that verbs are done in."""

from collections.abc import Sequence

from graph.reads.proving import Proof
from graph.reads.refusals import Code, Refused
from graph.writer import Writer
from vendors.gate.deciding import FEW, Answer, Asking, decide
from vendors.gate.standing import Transfers
from vendors.store.connection import Connection
from vendors.store.database import Database


class Gate:
    """Decides whose data may be provided; never read from a replica, which might not know of a stop yet."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._transfers = Transfers()

    async def decide(self, asking: Asking, subjects: Sequence[str], proof: Proof | None = None) -> Answer | None:
        """Decide on these persons, and keep it; `None` where there is no such transfer.

        `proof`: what has yet to be proven of whoever asks. Raises `RightsChanged` where that fails, and `Refused` where
        the database can't be written now, and for a text that no database keeps.
        """
        if "\0" in "".join((asking.transfer, *(asking.items or ()), *subjects)):
            raise Refused(Code.BAD_INPUT, "A text holds NUL, which is in none.", "文字列に NUL が含まれています。")

        async def work(connection: Connection) -> Answer | None:
            return await decide(connection, self._transfers, asking, subjects, proof)

        async def in_turn(database: Database) -> Answer | None:
            return await database.write(work)

        return await self._writer.do(in_turn, brief=len(subjects) <= FEW)

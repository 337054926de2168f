"""Which deliveries a batch touches, asked of the database at once for all its rows; and judging those anew."""

from collections.abc import Mapping

from models.judgement import DeliveryFinding
from vendors.store.afterwards import Afterwards
from vendors.store.change import Change
from vendors.store.connection import Connection, Reads
from vendors.store.judgements import say_of_deliveries, write_delivery_findings
from vendors.store.projection.numbers import Numbers
from vendors.store.rejudging import Told, judge_stored
from vendors.store.rows import Rows, remove
from vendors.store.touched import Touched

_LISTED = (
    " JOIN delivery_subject listed ON listed.subject = consent.subject"
    " JOIN delivery ON delivery.id = listed.delivery_id JOIN transfer ON transfer.id = delivery.transfer_id"
    " WHERE EXISTS (SELECT 1 FROM basis JOIN basis_text ON basis_text.basis_id = basis.id"
    " WHERE basis.transfer_id = transfer.id AND basis_text.text_id = consent.text_id)"
)
"""The deliveries that list whoever said it, under transfers that ever ask for consent to that text."""
_SELECT = "SELECT DISTINCT delivery.code, transfer.code AS transfer FROM"
_BY_CONSENTS = f"{_SELECT} consent{_LISTED} AND consent.batch = ?"  # ours
_BY_WITHDRAWALS = (
    f"{_SELECT} withdrawal JOIN consent ON consent.id = withdrawal.consent_id{_LISTED}"  # ours
    " AND withdrawal.batch = ? AND withdrawal.withdrawn_at <= delivery.at"
)


async def touched_by_consents(database: Reads, batch: int) -> Mapping[str, str]:
    """The deliveries that consents of a batch touch, each with its transfer; a late one cures none, but says more."""
    return {row["code"]: row["transfer"] for row in await database.rows(_BY_CONSENTS, batch)}


async def touched_by_withdrawals(database: Reads, batch: int) -> Mapping[str, str]:
    """The deliveries that withdrawals of a batch touch: those at their moments, and later ones."""
    return {row["code"]: row["transfer"] for row in await database.rows(_BY_WITHDRAWALS, batch)}


async def judge_again(connection: Connection, deliveries: Mapping[str, str]) -> int:
    """Judge deliveries anew, each given with its transfer, by the rows as they are; how many are judged otherwise."""
    after = Afterwards(connection, Change.of_nothing())
    touched = Touched(frozenset(), deliveries)
    said = (await judge_stored(after, touched, frozenset(), Told(None, len(touched)))).deliveries
    numbers = Numbers(connection)
    await numbers.look_up({"deliveries": said.anew})
    await remove(connection, DeliveryFinding, "delivery_id", numbers.of_those_known("deliveries", said.anew))
    async with Rows(connection).to_the_end() as rows:
        await rows.reserve((DeliveryFinding,))
        async for code in rows.along(sorted(said.anew)):
            write_delivery_findings(rows, said.judgements[code], numbers)
    await rows.settle()
    await say_of_deliveries(connection, [(said.judgements[code], said.digests[code]) for code in sorted(said.anew)])
    return len(said.anew)

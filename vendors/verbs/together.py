"""Verbs that wait, done as one change: looked up, judged, written and put on record once for all of them.

Each is answered, recorded and refused as if it were done by itself. What has to do with another, or is refused among
them, is done by itself after them.
"""

from collections.abc import Sequence

from vendors.register.documents import ENTRY_TYPES
from vendors.store.change import Change
from vendors.store.changing import Share, make_together
from vendors.store.connection import Connection
from vendors.store.database import Database
from vendors.store.entries import LIMITS, OPERATOR, Difference
from vendors.verbs.answering import Asked, answer, answered_before, keep
from vendors.verbs.doing import Done, prepared_together
from vendors.verbs.joining import joined, judged_for
from vendors.verbs.refusals import KeyTaken, VerbRefused

Answer = Done | VerbRefused | KeyTaken


async def answered_together(database: Database, those: Sequence[Asked]) -> list[Answer]:
    """The answer to each, in one transaction; where anything but a refusal is raised, nothing was done for anybody."""

    async def work(connection: Connection) -> list[Answer]:
        answers = await _as_one(connection, those)
        return [answers.get(number) or await _alone(connection, asked) for number, asked in enumerate(those)]

    return await database.write(work)


async def _alone(connection: Connection, asked: Asked) -> Answer:
    try:
        return await answer(connection, asked)
    except (VerbRefused, KeyTaken) as refused:
        return refused


async def _as_one(connection: Connection, those: Sequence[Asked]) -> dict[int, Answer]:
    """The answers of those that could be done as one change, by their places."""
    may = joined(those)
    if len(may) < 2:
        return {}
    before = await answered_before(connection, [those[number] for number in may])
    new = [number for number, was in zip(may, before, strict=True) if was is None]
    orders = [those[number].order for number in new]
    try:
        ready = await prepared_together(connection, orders) if orders else []
    except VerbRefused:
        return {}
    changes = [one.change for one in ready]
    shares = [
        Share(one.change.difference, order.occasion, judged_for(order))
        for one, order in zip(ready, orders, strict=True)
    ]
    changed = await make_together(connection, _sum(changes), shares) if shares else []
    done = {number: one.done(what) for number, one, what in zip(new, ready, changed, strict=True)}
    await keep(connection, [(those[number], one) for number, one in done.items()])
    return {**done, **{number: was for number, was in zip(may, before, strict=True) if was is not None}}


def _sum(changes: Sequence[Change]) -> Change:
    lists = (OPERATOR, LIMITS, *ENTRY_TYPES)
    each = [change.difference for change in changes]
    return Change(
        Difference(
            *(
                {name: frozenset().union(*(getattr(one, kind)[name] for one in each)) for name in lists}
                for kind in ("added", "corrected", "removed")
            )
        ),
        {name: {key: entry for one in changes for key, entry in one.entries[name].items()} for name in lists},
        {name: {key: body for one in changes for key, body in one.bodies[name].items()} for name in lists},
    )

"""Which rows a change's own rows will name: their numbers are looked up before anything is written.

A verb writes a few entries of a large register, so it looks up what these name and no more.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from vendors.register.references import named_by
from vendors.store.afterwards import Afterwards
from vendors.store.connection import Connection
from vendors.store.projection.numbers import HEADS, Numbers
from vendors.store.rejudging import Answers
from vendors.store.several import AT_ONCE

WRITTEN_WHOLE = ("policies", "anonymised_releases")
"""Lists of which any change writes every entry."""


async def numbers_for(connection: Connection, after: Afterwards, answers: Answers, *, all_written: bool) -> Numbers:
    """The numbers of all that a change touches, and of all that its entries name."""
    numbers = Numbers(connection)
    if all_written or answers.number_anew + sum(after.change.difference.numbers) > AT_ONCE:
        await numbers.look_up_all(HEADS)
    else:
        await numbers.look_up(await _wanted(after, answers))
    return numbers


async def _wanted(after: Afterwards, answers: Answers) -> Mapping[str, Iterable[str]]:
    change = after.change
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for name in change.entries:
        wanted[name] |= change.difference.touched(name) | change.difference.gone(name)
        await _name(wanted, name, after)
    wanted["transfers"] |= answers.transfers.anew
    wanted["deliveries"] |= answers.deliveries.anew
    judgements = answers.transfers.judgements.values()
    wanted["contracts"] |= {span.contract for one in judgements for span in one.spans if span.contract is not None}
    return wanted


async def _name(wanted: Mapping[str, set[str]], name: str, after: Afterwards) -> None:
    """Add what the entries of a list name, as far as they are written."""
    entries: list[Any] = after.change.written(name)
    if name in WRITTEN_WHOLE and after.change.changes(name):
        those = await after.all(name)
        wanted[name] |= those.keys()
        entries = list(those.values())
    for entry in entries:
        for target, code in named_by(name, entry):
            wanted[target].add(code)

"""Which verbs that wait may be done as one change: those that have nothing to do with each other.

A pure function of what is ordered. It may keep apart what could be joined, never join what has to be kept apart.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from vendors.verbs.answering import Asked
from vendors.verbs.deciding import DECISION
from vendors.verbs.desk import Place
from vendors.verbs.doing import Order
from vendors.verbs.verb import name_of

MOST_ENTRIES = 20
"""An order of more entries is enough for one change."""

_REACH_NOTHING = frozenset({"services", "purposes", "items", "recipients", "consent_texts", "contracts"})
"""Lists whose new entries reach no transfer that is stored; a contract does that renews another."""
_REACH_THEMSELVES = frozenset({"services", "purposes", "transfers"})
"""Lists of which no entry reaches any transfer but itself, however it is changed."""


def joined(those: Sequence[Asked]) -> list[int]:
    """Which of these may be done as one change, by their places; none names what another makes, or writes the same."""
    chosen: list[int] = []
    names, ground, made, said = set[tuple[str, str]](), set[Place](), set[str](), set[str]()
    for number, asked in enumerate(those):
        its_ground = ground_of(asked.order)
        if its_ground is None or asked.name in names or ground & its_ground:
            continue
        its_made = {code for _, code in its_ground} if asked.order.verb.makes else set()
        its_words = set(_words(asked.order.given)) - its_made
        if made & its_words or said & its_made:
            continue
        chosen.append(number)
        names.add(asked.name)
        ground |= its_ground
        made |= its_made
        said |= its_words
    return chosen


def ground_of(order: Order) -> set[Place] | None:
    """The entries that an order writes, and the transfers that are judged for it; `None` where others may be, too."""
    list_name, makes = order.verb.list_name, order.verb.makes
    if len(order.given) > MOST_ENTRIES or list_name not in _REACH_NOTHING | _REACH_THEMSELVES | {"deliveries"}:
        return None
    if not makes and list_name not in _REACH_THEMSELVES:
        return None
    ground: set[Place] = set()
    for given in order.given:
        named = [(list_name, given.get(name_of(list_name)))]
        if list_name == "deliveries":
            named.append(("transfers", given.get("transfer")))
        if (
            given.get("renews") is not None
            or given.get(DECISION) is not None
            or not all(isinstance(code, str) for _, code in named)
        ):
            return None
        ground |= {(name, str(code)) for name, code in named}
    return ground


def judged_for(order: Order) -> frozenset[str]:
    """The transfers of which something else may be said because of an order that is joined."""
    return frozenset(code for name, code in ground_of(order) or () if name == "transfers")


def _words(value: Any) -> Iterator[str]:
    """All that is said in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _words(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _words(one)

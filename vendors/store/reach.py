"""How far a change reaches: from where on it can be that something else is said of transfers and deliveries.

A pure function. It may say too much, for who is judged again without need is found unchanged; never too little.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from models.vocabulary import RecordMethod
from vendors.register.entries.part import Part
from vendors.store.change import Change
from vendors.store.entries import LIMITS, OPERATOR

Before = Mapping[str, Mapping[str, Part]]
"""The entries that a change corrects or removes, as they are stored, by list and key."""

_FOR_PEOPLE = frozenset({"note", "owner"})
UNREAD: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        OPERATOR: frozenset({"name", "country", "address", "representative", "contact"}),
        "items": frozenset({"name"}),
        "recipients": frozenset({"name", "address", "representative", "corporate_number", "stored_in"}),
        "contracts": frozenset({"title", "work"}),
        "consent_texts": frozenset({"recipient_class"}),
    }
)
"""What of an entry is read by no rule, beside notes and owners."""

_COMPARED = (
    *(OPERATOR, LIMITS, "policies", "items", "recipients", "contracts", "consent_texts"),
    *("anonymised_releases", "deliveries", "consents", "stops"),
)
"""What reaches further than to itself, so that it matters what it said before. A transfer reaches nothing else, and of
services and purposes no rule reads more than the code."""

SERVES_SEVERAL = frozenset({RecordMethod.LUMP, RecordMethod.CONTRACT_SUBSTITUTE})
"""Ways to make a record that then serves several deliveries of a transfer (Rules 19(2), 19(3))."""


@dataclass(frozen=True)
class Reach:
    """From where a change reaches transfers and deliveries, as keys by what they name."""

    everything: bool = False
    """Whether it may reach every transfer and every delivery: the operator, its limits, the policy."""
    transfers: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    """With the transfers to them, and to whom they work for."""
    contracts: frozenset[str] = frozenset()
    """With the transfers that name them, or one that they renew in the end, or rest on them."""
    consent_texts: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    anonymised: bool = False
    """Whether it reaches the transfers of anonymised information."""
    deliveries: frozenset[str] = frozenset()
    delivering: frozenset[str] = frozenset()
    """Transfers whose deliveries change."""
    recorded_together: frozenset[str] = frozenset()
    """Those of them where a record that changes serves several deliveries."""
    subjects: frozenset[str] = frozenset()
    """Persons; with the deliveries that list them."""


@dataclass
class _Gathered:
    """What a change says, before and after, entry by entry."""

    change: Change
    before: Before
    names: dict[str, frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.names = {name: frozenset(self._said_otherwise(name)) for name in _COMPARED}

    def _said_otherwise(self, name: str) -> Iterator[str]:
        difference = self.change.difference
        yield from difference.added[name]
        yield from difference.removed[name]
        for key in difference.corrected[name]:
            if _read(name, self.change.of(name)[key]) != _read(name, self.before[name][key]):
                yield key

    def both(self, name: str) -> Iterator[Any]:
        """The entries of a list that change, as they are before and as they are afterwards."""
        difference = self.change.difference
        yield from (self.before[name][key] for key in difference.gone(name))
        yield from (self.change.of(name)[key] for key in difference.touched(name))


def reach_of(change: Change, before: Before) -> Reach:
    """How far a change reaches; `before` holds what it corrects or removes."""
    gathered = _Gathered(change, before)
    names = gathered.names
    deliveries = list(gathered.both("deliveries"))
    return Reach(
        everything=bool(names[OPERATOR] or names[LIMITS] or names["policies"]),
        # Rows of a corrected transfer are written anew, so all that is said of it is at hand, whatever was corrected.
        transfers=change.difference.touched("transfers") | change.difference.gone("transfers"),
        recipients=names["recipients"],
        contracts=names["contracts"],
        consent_texts=names["consent_texts"],
        items=names["items"],
        anonymised=bool(names["anonymised_releases"]),
        deliveries=change.difference.touched("deliveries") | change.difference.gone("deliveries"),
        delivering=frozenset(delivery.transfer for delivery in deliveries),
        recorded_together=frozenset(
            delivery.transfer
            for delivery in deliveries
            if delivery.record is not None and delivery.record.method in SERVES_SEVERAL
        ),
        subjects=frozenset(_subjects(gathered)),
    )


def needed_before(change: Change) -> Mapping[str, frozenset[str]]:
    """The keys of the stored entries that `reach_of` has to know, by list; of those about persons, what is removed."""
    difference = change.difference
    return {name: difference.gone(name) for name in _COMPARED if difference.gone(name)}


def _subjects(gathered: _Gathered) -> Iterable[str]:
    return (entry.subject for name in ("consents", "stops") for entry in gathered.both(name))


def _read(name: str, entry: Part) -> dict[str, Any]:
    """What rules may read of an entry."""
    unread = _FOR_PEOPLE | UNREAD.get(name, frozenset())
    return {field: getattr(entry, field) for field in type(entry).model_fields if field not in unread}

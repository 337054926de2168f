"""What is done to the stored register: entries added, corrected and removed, whoever it is that does it.

An import makes one of a whole file, a verb one of the few entries that it writes; both are applied alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from vendors.purging.purged import Purged
from vendors.register.documents import ENTRY_TYPES
from vendors.register.entries.part import Part
from vendors.store.entries import LIMITS, OPERATOR, Bodies, Difference

_NOTHING: Mapping[str, Part] = {}


@dataclass(frozen=True)
class Occasion:
    """Who changes the register, by which verb, and why: what is said once of all that a change does."""

    verb: str
    """`import`, or the name of the verb as callers know it: `registerTransfer`."""
    by: str | None = None
    """Who; `None` where nobody said so."""
    reason: str | None = None
    """Why, in words; a correction has one."""


@dataclass(frozen=True)
class Change:
    """A difference, with the entries that are added and corrected; others may be there, as they are stored."""

    difference: Difference
    entries: Mapping[str, Mapping[str, Part]]
    bodies: Bodies
    """The canonical JSON of these entries, by list and key."""
    purged: Mapping[str, Purged] = field(default_factory=dict)
    """Of the deliveries that it adds, those whose persons were purged, by code: what stands of them."""

    decisions: Mapping[str, str] = field(default_factory=dict)
    """Of the deliveries that it adds, those that name a decision of the gate's, by code."""

    @classmethod
    def of_nothing(cls) -> "Change":
        """A change that leaves every entry as it is: the register after it is the stored one."""
        none = dict.fromkeys((OPERATOR, LIMITS, *ENTRY_TYPES), frozenset[str]())
        return cls(Difference(none, none, none), {}, {})

    def of(self, list_name: str) -> Mapping[str, Part]:
        """The entries of a list that are at hand, by key."""
        return self.entries.get(list_name, _NOTHING)

    def written(self, list_name: str, also: Iterable[str] = ()) -> list[Any]:
        """The entries of a list that are added or corrected, and those with these keys; in the order of their keys."""
        return [self.entries[list_name][key] for key in sorted({*self.difference.touched(list_name), *also})]

    def changes(self, list_name: str) -> bool:
        """Whether anything in the list is added, corrected or removed."""
        return bool(self.difference.touched(list_name) or self.difference.removed[list_name])


_NO_KEYS: Mapping[str, frozenset[str]] = {name: frozenset() for name in (OPERATOR, LIMITS, *ENTRY_TYPES)}
NO_CHANGE = Change(Difference(_NO_KEYS, _NO_KEYS, _NO_KEYS), {}, {})
"""With which the register is asked as it is stored."""

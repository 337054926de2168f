"""What is done to the stored register: entries added, corrected and removed, whoever it is that does it.

An import makes one of a whole file, a verb one of the few entries that it writes; both are applied alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vendors.register.documents import ENTRY_TYPES
from vendors.register.entries import Entry, Limits, Operator, Part
from vendors.store.entries import LIMITS, OPERATOR, SINGLE, Bodies, Difference, bodies_of, stored_key

LISTS = (OPERATOR, LIMITS, *ENTRY_TYPES)

_NOTHING: Mapping[str, Part] = {}


@dataclass(frozen=True)
class Change:
    """A difference, with the entries that are added and corrected; others may be there, as they are stored."""

    difference: Difference
    entries: Mapping[str, Mapping[str, Part]]
    bodies: Bodies
    """The canonical JSON of these entries, by list and key."""

    def of(self, list_name: str) -> Mapping[str, Part]:
        """The entries of a list that are at hand, by key."""
        return self.entries.get(list_name, _NOTHING)

    def written(self, list_name: str, also: Iterable[str] = ()) -> list[Any]:
        """The entries of a list that are added or corrected, and those with these keys; in the order of their keys."""
        return [self.entries[list_name][key] for key in sorted({*self.difference.touched(list_name), *also})]

    def changes(self, list_name: str) -> bool:
        """Whether anything in the list is added, corrected or removed."""
        return bool(self.difference.touched(list_name) or self.difference.removed[list_name])


def change_of(
    added: Mapping[str, Iterable[Entry]] | None = None,
    corrected: Mapping[str, Iterable[Entry]] | None = None,
    removed: Mapping[str, Iterable[Entry]] | None = None,
    *,
    operator: Operator | None = None,
    limits: Limits | None = None,
) -> Change:
    """The change that adds, corrects and removes these entries of each list, and corrects operator and limits.

    The register has to be whole afterwards, as `read_register` would ask of its file; that is for the caller to see to.
    """
    singles: dict[str, Part] = {
        name: part for name, part in ((OPERATOR, operator), (LIMITS, limits)) if part is not None
    }
    entries: dict[str, dict[str, Part]] = {
        name: {SINGLE: singles[name]} if name in singles else {} for name in (OPERATOR, LIMITS)
    }
    keys: dict[str, dict[str, frozenset[str]]] = {"added": {}, "corrected": {}, "removed": {}}
    for name in LISTS:
        for what, given in (("added", added), ("corrected", corrected), ("removed", removed)):
            of_list = {stored_key(name, entry): entry for entry in (given or {}).get(name, ())}
            keys[what][name] = frozenset(of_list)
            if what != "removed":
                entries.setdefault(name, {}).update(of_list)
    for name in singles:
        keys["corrected"][name] = frozenset({SINGLE})
    return Change(Difference(**keys), entries, bodies_of(entries))

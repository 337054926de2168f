"""What is done to the stored register: entries added, corrected and removed, and what is said of it afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vendors.findings import Judgement
from vendors.register.entries import Part, Register
from vendors.store.entries import Bodies, Difference


@dataclass(frozen=True)
class Change:
    """A register to be stored: its entries, what tells it from the stored one, and what is said of it."""

    register: Register
    entries: Mapping[str, Mapping[str, Part]]
    bodies: Bodies
    difference: Difference
    judgement: Judgement

    def entries_to_write(self, list_name: str, also: Iterable[str] = ()) -> list[Any]:
        """The entries of a list that are new or corrected, and those with these keys; in the order of their keys."""
        keys = {*self.difference.touched(list_name), *also}
        return [self.entries[list_name][key] for key in sorted(keys)]

    def changes(self, list_name: str) -> bool:
        """Whether anything in the list is added, corrected or removed."""
        return bool(self.difference.touched(list_name) or self.difference.removed[list_name])

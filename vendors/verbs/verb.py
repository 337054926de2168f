"""What a verb is: a name, what it says, and what it does to an entry."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from vendors.register.documents import Document
from vendors.register.entries.part import Part
from vendors.register.faults import Path
from vendors.store.entries import LIMITS, OPERATOR, SINGLE
from vendors.verbs.desk import Desk, Place

Given = Mapping[str, Any]
"""What the input says of one entry: plain data under the keys of the register file."""

REVISION = "revision"
NAMES: Mapping[str, str] = {"policies": "version", "anonymised_releases": "id", OPERATOR: "", LIMITS: ""}
"""What names an entry in a verb's input, where it is not `code`; what there is once has no name."""


def name_of(list_name: str) -> str:
    """The key of the input that names an entry; empty for what there is once."""
    return NAMES.get(list_name, "code")


@dataclass(frozen=True)
class Verb:
    """One verb, on one entry at a time."""

    name: str
    """As callers know it: `registerTransfer`."""
    many: str
    """The name of its bulk form; empty where it has none."""
    list_name: str
    """The list whose entry it writes and answers with."""
    description: str
    of_one: type[Part]
    """The fields that an input has beside what names the entry: those of such a part of the file."""
    do: Callable[[Desk, "Target", Path], None]
    """Does it to one entry; what can't be done is refused at the desk."""
    makes: bool = False
    """Whether it writes a new entry. Any other verb names one that is there."""
    corrects: bool = False
    """Whether the past is said otherwise by it, so that it wants a reason and the revision seen."""
    sees: bool = True
    """Whether it wants the revision that was seen."""
    partly: bool = False
    """Whether a field that is left out stays as it is, and null makes it absent."""
    without: frozenset[str] = frozenset()
    """Fields of the part that this verb doesn't say."""
    wants: frozenset[str] = frozenset()
    """Of fields that may be left out, those that may not."""
    beside: tuple[tuple[str, str], ...] = ()
    """What the input of an entry says that is no part of it: each key, and what the schema says of it."""
    named_field: str = ""
    """Under which key of the input the part stands; empty: its fields stand in the input itself."""


@dataclass(frozen=True)
class Target:
    """What the input says of one entry, and which one it names."""

    list_name: str
    key: str
    """The key under which the entry is stored; empty for a new one and for what there is once."""
    given: Given
    """All that is said, without what names the entry and the revision."""
    revision: str | None = None
    named: str | None = None
    """How the input named it."""
    beside: Given = field(default_factory=dict)
    """What is said of it that is no part of it."""

    @property
    def place(self) -> Place:
        """Where the entry is stored."""
        return self.list_name, self.key or SINGLE

    def now(self, desk: Desk, at: Path) -> Document | None:
        """The entry as it is now; refused, and `None`, where it isn't there or isn't what was seen."""
        name = name_of(self.list_name)
        found = desk.there(*self.place, (*at, name) if name else at, self.named)
        return found if found is not None and desk.seen(*self.place, self.revision, (*at, REVISION)) else None


def put(desk: Desk, target: Target, now: Document | None, at: Path, said: Iterable[tuple[Path, Path]]) -> None:
    """Write what an entry says afterwards."""
    desk.put(*target.place, now, at, said)

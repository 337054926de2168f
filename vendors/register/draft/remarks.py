"""What is told beside a draft: how the sheet was read, what was guessed, merged, left out, doubted, and what is absent."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from vendors.register.draft.cells import Where

Param = str | int


class Section(IntEnum):
    """What a remark is about, in the order in which people read them."""

    READ = 1
    COLUMNS = 2
    GUESSED = 3
    MERGED = 4
    LEFT_OUT = 5
    DOUBTED = 6
    ABSENT = 7


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to tell, with every line or row that it is about. `code` is stable; words are in `phrases`."""

    section: Section
    code: str
    params: tuple[tuple[str, Param], ...] = ()
    where: tuple[Where, ...] = ()


@dataclass(slots=True)
class Remarks:
    """Remarks as they come up; the same one about several rows is told once."""

    _found: dict[tuple[Section, str, tuple[tuple[str, Param], ...]], list[Where]] = field(default_factory=dict)

    def add(self, section: Section, code: str, *where: Where, **params: Param) -> None:
        """Tell it, or add the rows to what was told already."""
        rows = self._found.setdefault((section, code, tuple(params.items())), [])
        rows.extend(row for row in where if row not in rows[-1:])

    def __iter__(self) -> Iterator[Remark]:
        """By section, and within it in the order in which they came up."""
        for section, code, params in sorted(self._found, key=lambda key: key[0]):
            yield Remark(section, code, params, tuple(self._found[section, code, params]))

    @property
    def doubted(self) -> bool:
        """Whether anything was doubted."""
        return any(section is Section.DOUBTED for section, _, _ in self._found)

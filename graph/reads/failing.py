"""Fields that cannot be answered with what they are given: each becomes null, as far up as its type says.

A refusal of one field is no refusal of the question. Where one comes up, the operation is written once more with a
mark in place of each refused field; the database says where those fields stand, in which rows of which lists, and
what is read is then completed as GraphQL says: a refused field is null, with its error beside; where it may not be
null, the object around it is, and so on, up to `data` itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graphql import FieldNode, is_list_type, is_non_null_type

from graph.reads.asked import Path
from graph.reads.refusals import Refused

MARK = "!"
"""The key of a mark; no name of a field can be this one."""


@dataclass
class Failing:
    """The refused fields of one request, by their response keys from the root on, without places in lists."""

    refused: dict[Path, Refused] = field(default_factory=dict)
    _types: dict[Path, Any] = field(default_factory=dict)
    _at: dict[Path, tuple[int, ...]] = field(default_factory=dict)

    def know(self, path: Path, type_: Any, nodes: Sequence[FieldNode]) -> None:
        """Remember the type of a field that is being written, and where the document asks for it."""
        self._types[path] = type_
        self._at[path] = tuple(node.loc.start for node in nodes if node.loc)

    def refuse(self, path: Path, refused: Refused) -> None:
        """Note why a field is refused; the first reason is the one that is told."""
        self.refused.setdefault(path, refused)

    def nullable(self, path: Path) -> bool:
        """Whether the field at that path may be null."""
        return not is_non_null_type(self._types[path])

    def told(self, path: Path, where: Path) -> Refused:
        """The refusal of a field, as the one that stands at that place in the answer."""
        refused = self.refused[path]
        return replace(refused, path=where, at=refused.at or self._at.get(path, ()))


class Completion:
    """Completes what was read for one request; `errors` are those of the fields that became null."""

    def __init__(self, failing: Failing) -> None:
        self._failing = failing
        self._around = {path[:length] for path in failing.refused for length in range(1, len(path) + 1)}
        self.errors: list[Refused] = []

    def field(self, path: Path, where: Path, value: Any) -> Any:
        """The value of a field, completed; raises `Refused` where it may not be null and cannot be anything else."""
        return self._protected(self._failing._types[path], path, where, value)  # noqa: SLF001  # its other half

    def touches(self, path: Path) -> bool:
        """Whether a refused field is there or below."""
        return path in self._around

    def _protected(self, type_: Any, path: Path, where: Path, value: Any) -> Any:
        if is_non_null_type(type_):
            return self._completed(type_.of_type, path, where, value)
        try:
            return self._completed(type_, path, where, value)
        except Refused as refused:
            self.errors.append(refused)
            return None

    def _completed(self, type_: Any, path: Path, where: Path, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, dict) and MARK in value:
            raise self._failing.told(path, where)
        if is_list_type(type_):
            return [self._protected(type_.of_type, path, (*where, place), one) for place, one in enumerate(value)]
        return {
            key: self.field((*path, key), (*where, key), part) if (*path, key) in self._around else part
            for key, part in value.items()
        }

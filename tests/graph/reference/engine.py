"""The service on one engine, asked the same as the reference, and its answers compared with the reference's.

Ids and cursors are opaque: each of the reference's has to stand for one of the service's and for no other, always the
same. What stands for what is learned from answers, and put into the next questions.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import ExecutionResult

from tests.graph.desk import Desk, plainly
from tests.graph.reference.refusing import codes_of

OPAQUE = re.compile(r"@(\w+):(\w+)")


@dataclass
class Engine:
    """The service on one engine."""

    desk: Desk
    theirs: dict[str, str] = field(default_factory=dict)
    """For each id and cursor of the reference's, the service's."""
    ours: dict[str, str] = field(default_factory=dict)

    async def compare(self, text: str, variables: Mapping[str, Any], expected: ExecutionResult) -> None:
        """Ask it the same as the reference; fails where it answers otherwise."""
        translated = json.loads(self._translated(json.dumps(variables)))
        answer = await self.desk.answer(self._translated(text), None, **translated)
        data, _ = plainly(answer)
        found = sorted(((tuple(one.path), one.code.value) for one in answer.errors), key=str)
        wanted = sorted(((tuple(one.path or ()), codes_of(one)) for one in expected.errors or ()), key=str)
        assert [path for path, _ in found] == [path for path, _ in wanted], f"{found} are refused, not {wanted}"
        assert all(code in codes for (_, code), (_, codes) in zip(found, wanted, strict=True)), f"{found} != {wanted}"
        self._same(expected.data, data, ())

    def _translated(self, text: str) -> str:
        return OPAQUE.sub(lambda found: self.theirs.get(found[0]) or self._of_nothing(*found.groups()), text)

    def _of_nothing(self, type_name: str, number: str) -> str:
        """An id of a row that is not there, or what never was a cursor."""
        return json.dumps([type_name, int(number) if number.isdecimal() else number]).encode().hex()

    def _same(self, expected: Any, found: Any, path: tuple[object, ...]) -> None:
        if isinstance(expected, dict):
            assert isinstance(found, dict), f"{path}: {found} instead of {expected}"
            assert list(found) == list(expected), f"{path}: other keys, or in another order"
            for key, value in expected.items():
                self._same(value, found[key], (*path, key))
        elif isinstance(expected, list):
            assert isinstance(found, list), f"{path}: {found} instead of {expected}"
            assert len(found) == len(expected), f"{path}: {found} instead of {expected}"
            for place, (value, one) in enumerate(zip(expected, found, strict=True)):
                self._same(value, one, (*path, place))
        elif isinstance(expected, str) and OPAQUE.fullmatch(expected):
            assert isinstance(found, str), f"{path}: {found} is no id and no cursor"
            assert self.theirs.setdefault(expected, found) == found, f"{path}: another id or cursor than before"
            assert self.ours.setdefault(found, expected) == expected, f"{path}: the id or cursor of something else"
        else:
            assert found == expected, f"{path}: {found!r} instead of {expected!r}"
            assert type(found) is type(expected), f"{path}: {found!r} instead of {expected!r}"

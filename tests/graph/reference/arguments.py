"""The arguments of a field: those of pages with the cursors of earlier pages, those of single rows, and all others."""

from collections.abc import Iterable, Mapping
from typing import Any

from graphql import GraphQLField, get_named_type, is_required_argument, print_ast

from tests.graph.reference.choices import Choices
from tests.graph.reference.executor import LISTS, Reference
from tests.graph.reference.holdings import Holdings
from tests.graph.reference.values import Values
from tests.graph.reference.variables import literal

PAGING = ("first", "last", "after", "before")
ROOTS = {
    **{type_name: name for name, type_name in LISTS.items()},
    "Lapse": "lapses",
    "CalendarEntry": "calendar",
    "LedgerEvent": "ledger",
    "ProvisionRecord": "provisionRecords",
    "ConcernedPerson": "personsConcerned",
    "ReceivedRecord": "receivedRecords",
    "Consent": "consents",
}
"""For each type whose rows are paged through, a root field that has them all."""


class Arguments:
    """Draws the arguments of the fields of one document."""

    def __init__(self, choices: Choices, holdings: Holdings, reference: Reference, *, wrong: bool) -> None:
        self.choices, self.reference = choices, reference
        self.values = Values(choices, holdings, wrong=wrong)
        self.before: list[str] = []
        """Documents that have to be asked before: their answers hold the cursors that are used."""

    def of(self, parent: str, name: str, field: GraphQLField) -> dict[str, Any]:
        """The values of the arguments that are given."""
        named = get_named_type(field.type).name
        if "after" in field.args:
            return self._page(named.removesuffix("Connection"), field.args)
        if parent == "Query" and "id" in field.args and name != "node":
            return self._single(named, field.args)
        return self._given(field.args, field.args, named)

    def _given(self, names: Iterable[str], args: Mapping[str, Any], of: str) -> dict[str, Any]:
        """Some of the arguments of these names, and all that are required."""
        return {
            name: self.values.of(args[name].type, name, of)
            for name in names
            if is_required_argument(args[name]) or self.choices.rarely(2)
        }

    def _single(self, named: str, args: Mapping[str, Any]) -> dict[str, Any]:
        """What names one row: its id or what names it in the file; both or neither is refused."""
        if self.values.is_wrong():
            return self._given(args, args, named)
        name = self.choices.one([*args])
        return {name: self.values.given(args[name].type, name, named)}

    def _page(self, type_name: str, args: Mapping[str, Any]) -> dict[str, Any]:
        """Which rows, in which order, how many of them, and from where on."""
        asked = self._given([name for name in args if name not in PAGING], args, type_name)
        end = self.choices.one(("first", "", "last"))
        if end:
            asked[end] = self.values.of(args[end].type, end, type_name)
        if self.choices.rarely(3):
            place = self.choices.one(("after", "before"))
            asked[place] = self._cursor(type_name, {name: value for name, value in asked.items() if name != end}, args)
        return asked

    def _cursor(self, type_name: str, asked: Mapping[str, Any], args: Mapping[str, Any]) -> Any:
        """A cursor of that list; of another one, or none at all, where something may be wrong."""
        if self.values.is_wrong():
            asked = {}
            if self.choices.rarely(2):
                return self.choices.one(("", "5b5d", "nonsense", "@Transfer:1", "\ud7ff"))
        found = self._cursors(type_name, asked, args)
        return self.choices.one(found) if found else None

    def _cursors(self, type_name: str, asked: Mapping[str, Any], args: Mapping[str, Any]) -> list[str]:
        """The cursors of the first rows of a list, as the reference has them."""
        said = [
            "first: 100",
            *(f"{name}: {print_ast(literal(value, args[name].type))}" for name, value in asked.items()),
        ]
        text = f"{{ {ROOTS[type_name]}({', '.join(said)}) {{ edges {{ cursor }} }} }}"
        data = self.reference.answer(text, {}).data
        if data is None or data[ROOTS[type_name]] is None:
            return []
        self.before.append(text)
        return [edge["cursor"] for edge in data[ROOTS[type_name]]["edges"]]

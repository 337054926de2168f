"""Values of arguments: what the register holds, now and then what it does not, rarely what is refused."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    get_nullable_type,
    is_list_type,
    is_non_null_type,
    is_required_input_field,
)

from tests.graph.reference.choices import Choices
from tests.graph.reference.holdings import CODED, ENDS, MOMENTS, Holdings

ABSENT = object()
"""What is said of an argument that is left out."""
NUMBERS = {"within": (90, 0, 1, 30, 400, 3660), "first": (2, 1, 0, 3, 5, 100), "last": (2, 1, 0, 3, 100)}
WRONG_NUMBERS = (-1, 101, 3661, -(2**31))
QUARTERS = ("2026Q3", "2025Q4", "2024Q1", "2027Q2", "FY2026Q2", "FY2025Q1", "FY2024Q4")
WRONG_QUARTERS = ("2026Q5", "FY0000Q1", "", "0001Q1", "9999Q4")
COMBINING = ("and", "or", "not")


class Values:
    """Draws the values of one document; `wrong` is whether it may ask for what is refused."""

    def __init__(self, choices: Choices, holdings: Holdings, *, wrong: bool) -> None:
        self.choices, self.holdings, self.wrong = choices, holdings, wrong

    def is_wrong(self, one_in: int = 4) -> bool:
        """Whether to say something wrong now."""
        return self.wrong and self.choices.rarely(one_in)

    def of(self, type_: Any, name: str, of: str, deep: int = 2) -> Any:
        """A value of a type, for the argument or input field of that name; `of` is the type that has it."""
        if not is_non_null_type(type_) and self.choices.rarely(10):
            return None
        return self.given(type_, name, of, deep)

    def given(self, type_: Any, name: str, of: str, deep: int = 2) -> Any:
        """The same, and never null."""
        choices, type_ = self.choices, get_nullable_type(type_)
        if is_list_type(type_):
            values = [self.of(type_.of_type, name, of, deep) for _ in range(choices.one((1, 2, 3, 1, 0)))]
            if not values and name == "or" and not self.is_wrong():
                return None
            return values[0] if len(values) == 1 and choices.rarely(6) else values
        if isinstance(type_, GraphQLEnumType):
            return choices.one(list(type_.values))
        if isinstance(type_, GraphQLInputObjectType):
            return self.object(type_, deep)
        return self._scalar(type_.name, name, of)

    def object(self, type_: GraphQLInputObjectType, deep: int) -> dict[str, Any]:
        """A value of an input type: a run of days, an order, a filter."""
        choices = self.choices
        if type_.name == "Days":
            ends = [self.day(), self.day()]
            return dict(zip(("from", "until"), ends if choices.rarely(12) else sorted(ends), strict=True))
        required = [name for name, field in type_.fields.items() if is_required_input_field(field)]
        optional = [name for name in type_.fields if name not in required and (deep or name not in COMBINING)]
        number = choices.one((1, 2, 3, 1, 0)) if optional else 0
        names = [*required, *(choices.one(optional) for _ in range(number))]
        return {
            name: self.of(type_.fields[name].type, name, type_.name, deep - (name in COMBINING))
            for name in dict.fromkeys(names)
        }

    def _scalar(self, kind: str, name: str, of: str) -> Any:
        choices = self.choices
        if kind == "Date":
            return self.day()
        if kind == "DateTime":
            return "2026-08-10T09:30:15" if self.is_wrong() else choices.one(MOMENTS)
        if kind == "Boolean":
            return choices.rarely(2)
        if kind == "Int":
            return choices.one(WRONG_NUMBERS) if self.is_wrong() else choices.one(NUMBERS[name])
        if kind == "ID":
            return self.id(of)
        return "\0" if self.is_wrong(20) else self._text(name, of)

    def day(self) -> str:
        """A day: mostly one on which something changes, or beside it."""
        return self.choices.one(ENDS) if self.choices.rarely(15) else self.choices.one(self.holdings.days)

    def id(self, type_name: str) -> str:
        """An id of a type, or of any node; of none that is there, now and then."""
        ids = self.holdings.ids
        if self.is_wrong():
            return self.choices.one(("nonsense", "5", "@nothing:1", *(some[0] for some in ids.values() if some)))
        of = type_name if type_name in ids else self.choices.one(sorted(ids))
        if self.choices.rarely(8) or not ids[of]:
            return f"@{of}:999999"
        return self.choices.one(ids[of])

    def _text(self, name: str, of: str) -> str:
        choices, holdings = self.choices, self.holdings
        if of == "Quarters":
            return choices.one(WRONG_QUARTERS) if self.is_wrong() else choices.one(QUARTERS)
        if name == "search":
            return choices.one(holdings.texts)
        if name == "country":
            return choices.one(holdings.countries)
        if of == "LedgerEventFilter":
            return choices.one([*holdings.happened[name], "nobody"])
        if (name, of) == ("name", "AccessTokenFilter"):
            return choices.one(holdings.codes["names"])
        noun = CODED.get(name) or of.removesuffix("Filter")
        codes: Mapping[str, list[str]] = holdings.codes
        return "nobody" if choices.rarely(8) or not codes.get(noun) else choices.one(codes[noun])

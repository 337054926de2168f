"""What every part of the file has: null and empty are absent, unknown keys are refused, order says nothing.

A dated change is the one part where a null says something: a field is absent from then on.
"""

from functools import cache
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from vendors.register.values import Day, Text

Natural = Annotated[int, Field(strict=True, ge=0, le=100_000)]
"""A number of days or months; the bound keeps every date that is reckoned from it within the calendar."""
Positive = Annotated[int, Field(strict=True, ge=1, le=100_000)]
Count = Annotated[int, Field(strict=True, ge=0, le=2_147_483_647)]
Flag = Annotated[bool, Field(strict=True)] | None


def is_absent(value: Any) -> bool:
    """Whether a value of the file says nothing: null, or a text without a letter."""
    return value is None or (isinstance(value, str) and not value.strip())


class Part(BaseModel):
    """A mapping of the file. Null and empty texts are absent; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_what_is_absent(cls, data: Any) -> Any:
        """Unknown keys stay even where they say nothing: a misspelt key is refused, empty or not."""
        if isinstance(data, dict):
            known = known_keys(cls)
            return {key: value for key, value in data.items() if not is_absent(value) or key not in known}
        return data

    @model_validator(mode="after")
    def _refuse_reversed_period(self) -> "Part":
        start, end = getattr(self, "from_", None), getattr(self, "until", None)
        if start is not None and end is not None and end < start:
            raise PydanticCustomError("reversed_period", "until lies before from")
        return self


@cache
def known_keys(part: type[Part]) -> tuple[str, ...]:
    """The keys that such a mapping of the file may have."""
    return tuple(field.alias or name for name, field in part.model_fields.items())


P = TypeVar("P", bound=Part)


def in_order(parts: tuple[P, ...]) -> tuple[P, ...]:
    """The order of entries never matters, nor does saying one twice: by code, else by day, and each once.

    Two with one code stay two; `read_register` refuses them.
    """
    if len(parts) < 2:
        return parts
    placed = {_place(part): part for part in reversed(parts)}
    return tuple(placed[place] for place in sorted(placed))


def _place(part: Part) -> tuple[str, str, str]:
    """Where an entry stands among the others: what tells it from them, and everything that it says."""
    name = getattr(part, "code", None) or getattr(part, "version", None)
    day = getattr(part, "on", None) or getattr(part, "from_", None)
    said = ",".join(sorted(part.changed)) if isinstance(part, Change) else ""
    return name or ("" if day is None else day.isoformat()), part.model_dump_json(), said


InOrder = Annotated[tuple[P, ...], AfterValidator(in_order)]


class Entry(Part):
    """An entry of a list; every one may carry a note and an owner."""

    note: Text | None = None
    owner: Text | None = None


NOT_REPLACED = frozenset({"on", "note", "owner", "adds", "removes"})
"""What a change says beside the values that it replaces: a null there says nothing."""


class Change(Entry):
    """A dated change: the fields it names hold from its day on, and a null makes a field absent from then.

    `model_fields_set` tells the fields that it names; those among `on`, `note` and `owner` describe the change itself.
    """

    on: Day

    never_absent: ClassVar[frozenset[str]] = frozenset()
    """Fields that are required in what is changed: they can be replaced, but not made absent."""

    @model_validator(mode="after")
    def _refuse_absence_of_what_is_required(self) -> "Change":
        for name in sorted(self.never_absent & self.model_fields_set):
            if getattr(self, name) is None:
                raise PydanticCustomError("required_made_absent", "a required field is made absent", {"field": name})
        return self

    @model_validator(mode="before")
    @classmethod
    def _drop_what_is_absent(cls, data: Any) -> Any:
        """Keep nulls of the fields that it replaces, for there they say something; an empty text says the same."""
        if isinstance(data, dict):
            return {
                key: None if is_absent(value) else value
                for key, value in data.items()
                if key not in NOT_REPLACED or not is_absent(value)
            }
        return data

    def __eq__(self, other: object) -> bool:
        """A field that is made absent is told from one that is left as it is, though either holds nothing."""
        return super().__eq__(other) and isinstance(other, Change) and self.changed == other.changed

    def __hash__(self) -> int:
        """By the day: of one entry there are few on the same."""
        return hash(self.on)

    @property
    def changed(self) -> frozenset[str]:
        """The names of the fields that this change replaces."""
        return frozenset(self.model_fields_set) - {"on", "note", "owner"}

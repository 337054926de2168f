"""What a row of each stream holds: which columns, and what kind of value in each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from vendors.consents.taking_back import Withdrawal
from vendors.ingest.plain import plain_consent, plain_person, plain_withdrawal
from vendors.register.entries.part import Part
from vendors.register.entries.person import Consent
from vendors.register.values import Text


class Listed(Part):
    """A person whom a delivery lists."""

    subject: Text


@dataclass(frozen=True)
class Shape:
    """What a row holds, under the words of the register file."""

    part: type[Part]
    kinds: Mapping[str, str]
    """The kind of value in each column, as faults call it."""
    plain: Callable[[Any], bytes | None]
    """The canonical JSON of a row that is plainly right; of another, `None`."""

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that every row has a value in."""
        return tuple(name for name, field in self.part.model_fields.items() if field.is_required())


CONSENTS = Shape(
    Consent,
    {
        "text": "text",
        "subject": "text",
        "given_at": "moment",
        "withdrawn_at": "moment",
        "capable": "boolean",
        "guardian": "boolean",
        "note": "text",
        "owner": "text",
    },
    plain_consent,
)
WITHDRAWALS = Shape(
    Withdrawal,
    {"text": "text", "subject": "text", "given_at": "moment", "withdrawn_at": "moment"},
    plain_withdrawal,
)
SUBJECTS = Shape(Listed, {"subject": "text"}, plain_person)

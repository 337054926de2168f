"""What a row of each stream holds: which columns, and what kind of value in each."""

from collections.abc import Mapping
from dataclasses import dataclass

from vendors.consents.taking_back import Withdrawal
from vendors.register.entries import Consent, Part
from vendors.register.values import Text

LONGEST_SUBJECT = 200
"""Characters of the operator's own reference for a person."""


class Listed(Part):
    """A person whom a delivery lists."""

    subject: Text


@dataclass(frozen=True)
class Shape:
    """What a row holds, under the words of the register file."""

    part: type[Part]
    kinds: Mapping[str, str]
    """The kind of value in each column, as faults call it."""

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
)
WITHDRAWALS = Shape(Withdrawal, {"text": "text", "subject": "text", "given_at": "moment", "withdrawn_at": "moment"})
SUBJECTS = Shape(Listed, {"subject": "text"})

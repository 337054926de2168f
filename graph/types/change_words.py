"""What dated changes and amendments may replace."""

from enum import StrEnum

from graph.types.words import described


class RecipientField(StrEnum):
    """What a dated change of a recipient may replace."""

    NAME = "NAME"
    KIND = "KIND"
    COUNTRY = "COUNTRY"
    JAPAN_BUSINESS = "JAPAN_BUSINESS"
    ADDRESS = "ADDRESS"
    REPRESENTATIVE = "REPRESENTATIVE"


class TransferField(StrEnum):
    """What a dated change of a transfer may replace."""

    ITEMS = "ITEMS"
    PURPOSES = "PURPOSES"
    CONTRACT = "CONTRACT"
    FOREIGN = "FOREIGN"
    OWN_USE = "OWN_USE"
    MIXED = "MIXED"


class ContractField(StrEnum):
    """What an amendment of a contract may replace as a whole."""

    CONFIDENTIALITY = "CONFIDENTIALITY"
    UNTIL = "UNTIL"
    ITEMS = "ITEMS"
    PURPOSES = "PURPOSES"


described(
    RecipientField,
    "What a dated change of a recipient may replace.",
    {
        "NAME": "The name.",
        "KIND": "What it is (APPI 16).",
        "COUNTRY": "The country of the entity that handles the data (APPI 28).",
        "JAPAN_BUSINESS": "Why it handles the data in a business in Japan (APPI 28).",
        "ADDRESS": "The address.",
        "REPRESENTATIVE": "The representative.",
    },
)
described(
    TransferField,
    "What a dated change of a transfer may replace.",
    {
        "ITEMS": "The items of data given.",
        "PURPOSES": "The purposes (利用目的, APPI 17).",
        "CONTRACT": "The contract that it names.",
        "FOREIGN": "The declared foreign-transfer flag (APPI 28).",
        "OWN_USE": "Whether the recipient uses the data for itself (APPI 27(5)(i)).",
        "MIXED": "Whether the recipient mixes it with other data (APPI 27(5)(i)).",
    },
)
described(
    ContractField,
    "What an amendment of a contract may replace as a whole.",
    {
        "CONFIDENTIALITY": "The confidentiality terms (守秘義務, APPI 25).",
        "UNTIL": "The last day of the contract.",
        "ITEMS": "What may be given.",
        "PURPOSES": "For what the recipient may use it (APPI 27(5)(i)).",
    },
)

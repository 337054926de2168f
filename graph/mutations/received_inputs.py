"""What the verbs on data received are given."""

from datetime import date
from typing import Any

from graph.mutations.inputs import KEY_SAYS, REASON
from graph.mutations.parts import Fields, made
from models.received_words import ConfirmationMethod, ReceivedBasis, ReceivedItem
from models.vocabulary import RecipientKind, RecordMethod
from vendors.received.handling import NOUN

_SEALED = " The ledger knows it by a digest alone."
_WHICH = "Code of the receipt."
_CODE_SAYS = "up to 64 of a-z, 0-9, `.`, `_`, `-`."
_FACTS: Fields = {
    "provider": (
        str,
        f"The operator's own reference for the third party, the same for all that it provides: {_CODE_SAYS}{_SEALED}",
        True,
    ),
    "provider_kind": (RecipientKind, "What the third party is; the bodies of APPI 16(2) are none.", True),
    "name": (str, f"The third party's name (APPI 30(1)(i)).{_SEALED}", True),
    "address": (str, f"Its address.{_SEALED}", False),
    "representative": (str, f"The representative of a company.{_SEALED}", False),
    "basis": (ReceivedBasis, "On what the third party provides it.", True),
    "items": (list[str], "The items of personal data, in words; never a value of one.", True),
    "subjects": (
        list[str],
        f"The operator's own references for the persons, such as customer numbers; never names.{_SEALED}",
        False,
    ),
    "subject_count": (int, "How many persons' data it is, where they are not listed.", False),
}
_CONFIRMED: Fields = {
    "provider_method": (ConfirmationMethod, "How it was confirmed who the third party is (Rule 22(1)).", True),
    "circumstances": (
        str,
        f"How the third party had acquired the data, as confirmed (取得の経緯, APPI 30(1)(ii)).{_SEALED}",
        False,
    ),
    "circumstances_method": (ConfirmationMethod, "How that was confirmed (Rule 22(2)).", False),
}
_DELETED_ON = "Day on which the record was deleted."


def _corrected(fields: Fields) -> Fields:
    """None of them has to be given; what is left out stays."""
    return {name: (kind, says, False) for name, (kind, says, _) in fields.items()}


def _on(says: str) -> tuple[Any, str, bool]:
    return date, f"{says}, in the operator's time zone.", True


_GIVEN: dict[str, tuple[str, str, Fields]] = {
    "registerReceivedProvision": (
        "ReceivedProvisionInput",
        "What one third party provided on one day.",
        {
            "code": (str, f"The operator's own reference for it, given once and never a name: {_CODE_SAYS}", True),
            "on": _on("Day on which it was received"),
            **_FACTS,
        },
    ),
    "confirmReceivedProvision": (
        "ConfirmedProviderInput",
        "That a third party was confirmed (APPI 30(1)).",
        {
            "code": (str, _WHICH, True),
            "on": _on("Day on which it was confirmed"),
            **_CONFIRMED,
            **{
                name: (str, f"{_FACTS[name][1]} As confirmed; as registered unless given.", False)
                for name in ("name", "address", "representative")
            },
        },
    ),
    "recordReceivedProvision": (
        "ReceivedRecordInput",
        "The record of data received (APPI 30(3)).",
        {
            "code": (str, _WHICH, True),
            "on": _on("Day on which the record was made"),
            "method": (RecordMethod, "How it was made (Rule 23).", True),
            "has": (list[ReceivedItem], "What it holds (Rule 24).", True),
        },
    ),
    "recordReceivedDeletion": (
        "DeletedReceivedRecordInput",
        "That the record of data received was deleted.",
        {"code": (str, _WHICH, True), "on": _on(_DELETED_ON[:-1])},
    ),
    "correctReceivedProvision": (
        "CorrectedReceivedProvisionInput",
        "What should have been said of it: what is left out stays, null makes it absent, a list is replaced whole.",
        {
            "code": (str, _WHICH, True),
            "revision": (
                str,
                "The `revision` that was seen; it is refused where something else was said by now.",
                True,
            ),
            "received_on": (date, "Day on which it was received.", False),
            **_corrected(_FACTS),
            "confirmed_on": (date, "Day on which the third party was confirmed.", False),
            **_corrected(_CONFIRMED),
            "record_made_on": (date, "Day on which the record was made.", False),
            "record_method": (RecordMethod, "How the record was made (Rule 23).", False),
            "record_has": (list[ReceivedItem], "What the record holds (Rule 24).", False),
            "record_deleted_on": (date, _DELETED_ON, False),
        },
    ),
}


def received_input(verb: str) -> type:
    """The input of a verb on data received."""
    name, says, said = _GIVEN[verb]
    fields: dict[str, tuple[Any, str, bool]] = {
        "idempotency_key": (str, KEY_SAYS, True),
        NOUN: (made(name, says, said), "The receipt.", True),
    }
    if verb == "correctReceivedProvision":
        fields[REASON] = (str, "Why, in words.", True)
    return made(f"{verb[0].upper()}{verb[1:]}Input", f"What `{verb}` is given.", fields)

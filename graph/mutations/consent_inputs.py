"""What the verbs on consents are given: what one person says, or up to a thousand of them."""

from types import GenericAlias
from typing import Any

from graph.mutations.inputs import DRY_RUN, DRY_RUN_SAYS, KEY, KEY_SAYS
from graph.mutations.parts import Fields, fields_of, made
from vendors.consents.taking_back import Withdrawal
from vendors.consents.verbs import VERBS
from vendors.register.entries.person import Consent
from vendors.verbs.doing import MOST

_GIVEN: dict[str, Any] = {
    "giveConsent": made(
        "ConsentInput",
        "What a person agreed to (APPI 27(1), 28(1)).",
        fields_of(Consent, without={"withdrawn_at"}),
    ),
    "withdrawConsent": made("WithdrawalInput", "That a person took back a consent.", fields_of(Withdrawal)),
}


def consent_input(name: str, *, many: bool) -> type:
    """The input of a verb on consents, or of its bulk form."""
    verb, one = VERBS[name], _GIVEN[name]
    called, place = (verb.many, verb.places) if many else (verb.name, verb.place)
    kind: Any = GenericAlias(list, (one,)) if many else one
    those = f"At most {MOST}: all are put on record, or none." if many else "What is put on record."
    fields: Fields = {
        KEY: (str, KEY_SAYS, True),
        place: (kind, those, True),
        DRY_RUN: (bool, DRY_RUN_SAYS, False),
    }
    return made(f"{called[0].upper()}{called[1:]}Input", f"What `{called}` is given.", fields)

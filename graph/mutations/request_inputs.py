"""What the verbs on requests of persons are given."""

from datetime import date
from typing import Any

import strawberry
from strawberry.types.unset import UNSET

from graph.mutations.inputs import KEY_SAYS, REASON
from graph.mutations.parts import Fields, made
from models.vocabulary import RefusalReason, RequestKind, RequestMethod, RequestOutcome
from vendors.requests.handling import NOUN

_WHICH = "Code of the request."
_NAMES_NOBODY = " The ledger knows it by a digest alone."
_WHY = "Why, in words. It stands on the ledger as it is: name neither the person in it nor the request."
_WITH_REASON = frozenset({"correctRequest", "removeRequest"})


@strawberry.input(description="A request that arrived.")
class ReceivedRequestInput:
    """A request that arrived."""

    code: str = strawberry.field(
        description="The operator's own reference for it, given once and never a name: up to 64 of a-z, 0-9, `.`, `_`,"
        " `-`."
    )
    subject: str = strawberry.field(
        description="The operator's own reference for the person, such as a customer number; never a name."
    )
    kind: RequestKind = strawberry.field(description="What is asked for.")
    on: date = strawberry.field(description="Day on which it arrived, in the operator's time zone (APPI 39(2)).")
    method: RequestMethod | None = strawberry.field(
        default=UNSET, description="How the person wants to be answered; on paper unless given (APPI 33(1), Rule 30)."
    )
    recipients: list[str] | None = strawberry.field(
        default=UNSET,
        description="Codes of the recipients to whom provision is to stop; to all unless given. Of a request to stop"
        " provision alone.",
    )
    asked: str | None = strawberry.field(default=UNSET, description=f"What the person says, in words.{_NAMES_NOBODY}")


@strawberry.input(description="That a request was verified to be the person's own.")
class VerifiedIdentityInput:
    """That a request was verified to be the person's own."""

    code: str = strawberry.field(description=_WHICH)
    on: date = strawberry.field(description="Day on which it was verified.")
    identity: str = strawberry.field(
        description=f"How: of the person, or of an agent with his power (APPI 37(3), policy 6).{_NAMES_NOBODY}"
    )


@strawberry.input(description="What the investigation of a request found.")
class InvestigatedRequestInput:
    """What the investigation of a request found."""

    code: str = strawberry.field(description=_WHICH)
    on: date = strawberry.field(description="Day on which the investigation ended.")
    found: str = strawberry.field(description=f"What it found.{_NAMES_NOBODY}")


@strawberry.input(description="What is decided on a request.")
class DecidedRequestInput:
    """What is decided on a request."""

    code: str = strawberry.field(description=_WHICH)
    on: date = strawberry.field(description="Day of the decision.")
    outcome: RequestOutcome = strawberry.field(
        description="What is decided. Accepting, in whole or in part, that use or provision stops writes the stop in"
        " the same transaction, from this moment on (APPI 35; policy 5, 6)."
    )
    reasons: list[RefusalReason] | None = strawberry.field(
        default=UNSET, description="Of what is refused, in whole or in part, the reasons that the law has for it."
    )
    recipients: list[str] | None = strawberry.field(
        default=UNSET,
        description="Codes of the recipients to whom provision stops; those of the request unless given. Of a request"
        " to stop provision alone.",
    )
    explained: str | None = strawberry.field(
        default=UNSET, description=f"What else the person is told of the decision (APPI 36).{_NAMES_NOBODY}"
    )


@strawberry.input(description="That the person was told.")
class NotifiedRequestInput:
    """That the person was told."""

    code: str = strawberry.field(description=_WHICH)
    on: date = strawberry.field(description="Day on which the person was told what was decided.")


@strawberry.input(description="What of a request was recorded wrongly, and is true.")
class CorrectedRequestInput:
    """What of a request was recorded wrongly, and is true."""

    code: str = strawberry.field(description=_WHICH)
    kind: RequestKind | None = strawberry.field(
        default=UNSET,
        description="What is asked for, if that was wrong. What was investigated for another kind is investigated anew,"
        " and recipients named with it go.",
    )
    subject: str | None = strawberry.field(
        default=UNSET,
        description="The operator's own reference for the person, if that was wrong. Identity is verified anew, for it"
        " was verified of another (APPI 37), and so is what comes after that.",
    )
    on: date | None = strawberry.field(
        default=UNSET, description="Day on which it arrived, if that was wrong; not after identity was verified."
    )


@strawberry.input(description="A request that was recorded by mistake.")
class RemovedRequestInput:
    """A request that was recorded by mistake."""

    code: str = strawberry.field(description=f"{_WHICH} It may be given to another one afterwards.")


_GIVEN: dict[str, Any] = {
    "receiveRequest": ReceivedRequestInput,
    "verifyIdentity": VerifiedIdentityInput,
    "investigateRequest": InvestigatedRequestInput,
    "decideRequest": DecidedRequestInput,
    "notifyRequest": NotifiedRequestInput,
    "correctRequest": CorrectedRequestInput,
    "removeRequest": RemovedRequestInput,
}


def request_input(verb: str) -> type:
    """The input of a verb on requests of persons."""
    fields: Fields = {
        "idempotency_key": (str, KEY_SAYS, True),
        NOUN: (_GIVEN[verb], "The request.", True),
        **({REASON: (str, _WHY, True)} if verb in _WITH_REASON else {}),
    }
    return made(f"{verb[0].upper()}{verb[1:]}Input", f"What `{verb}` is given.", fields)

"""The verbs on requests of persons: received, identity verified, investigated, decided, notified (APPI 32 to 39).

Each step is said once and in this order; a refusal for want of identity needs no investigation. Accepting a stop writes
the stop that every judgement obeys, in the transaction of the decision. What was recorded wrongly is mended until then.
"""

from typing import Any

from models.vocabulary import RefusalReason, RequestKind, RequestMethod, RequestOutcome
from vendors.ledger.events import REQUESTS
from vendors.register.values import is_code
from vendors.requests.meant import WORDS, keep, open_request, request_meant
from vendors.requests.mending import correct, remove
from vendors.requests.stopping import stop
from vendors.requests.stored import Request, stored
from vendors.rules.requests import LAWFUL, STOPS
from vendors.verbs.stepping import Handled, Process, Step

NOUN = "request"
"""Under which key of a verb's input everything stands."""


async def _receive(step: Step) -> Handled:
    said = step.said
    kind = RequestKind(said["kind"])
    if not is_code(said["code"]):
        raise step.refused("bad_request_code", "code")
    step.check_subject(said["subject"], "subject")
    step.check_day(step.on, "on", after=None)
    if await stored(step.connection, said["code"]) is not None:
        raise step.refused("code_taken", "code", value=said["code"], list=WORDS)
    recipients = tuple(dict.fromkeys(said.get("recipients") or ()))
    if recipients and kind is not RequestKind.STOP_OF_PROVISION:
        raise step.refused("no_recipients_here", "recipients")
    await _check_recipients(step, recipients)
    method = said.get("method")
    return await keep(
        step,
        None,
        Request(
            code=said["code"],
            kind=kind,
            subject=said["subject"],
            received_on=step.on,
            method=None if method is None else RequestMethod(method),
            recipients=recipients,
            asked=said.get("asked"),
        ),
    )


async def _verify(step: Step) -> Handled:
    number, request = await open_request(step)
    if request.verified_on is not None:
        raise step.refused("recorded_already", "on", value=request.verified_on)
    step.check_day(step.on, "on", after=request.received_on)
    return await keep(step, number, request.with_step(verified_on=step.on, identity=step.said["identity"]))


async def _investigate(step: Step) -> Handled:
    number, request = await open_request(step)
    if request.verified_on is None:
        raise step.refused("identity_first", "code", value=request.code)
    if request.investigated_on is not None:
        raise step.refused("recorded_already", "on", value=request.investigated_on)
    step.check_day(step.on, "on", after=request.verified_on)
    return await keep(step, number, request.with_step(investigated_on=step.on, found=step.said["found"]))


async def _decide(step: Step) -> Handled:
    number, request = await open_request(step)
    outcome = RequestOutcome(step.said["outcome"])
    reasons = tuple(RefusalReason(one) for one in dict.fromkeys(step.said.get("reasons") or ()))
    _check_reasons(step, request, outcome, reasons)
    if outcome is not RequestOutcome.WITHDRAWN and reasons != (RefusalReason.IDENTITY_UNVERIFIED,):
        if request.verified_on is None:
            raise step.refused("identity_first", "code", value=request.code)
        if request.investigated_on is None:
            raise step.refused("investigation_first", "code", value=request.code)
    step.check_day(step.on, "on", after=request.investigated_on or request.verified_on or request.received_on)
    accepted = outcome in {RequestOutcome.ACCEPTED, RequestOutcome.PARTLY_ACCEPTED}
    recipients = tuple(dict.fromkeys(step.said.get("recipients") or ()))
    if recipients and not (accepted and request.kind is RequestKind.STOP_OF_PROVISION):
        raise step.refused("no_recipients_here", "recipients")
    await _check_recipients(step, recipients)
    decided = request.with_step(
        decided_on=step.on,
        outcome=outcome,
        reasons=reasons,
        explained=step.said.get("explained"),
        recipients=recipients or request.recipients,
    )
    if accepted and request.kind in STOPS:
        decided = decided.with_step(stopped_from=step.now)
        await stop(step.connection, decided, step.occasion)
    return await keep(step, number, decided)


async def _notify(step: Step) -> Handled:
    number, request = await request_meant(step)
    if request.decided_on is None:
        raise step.refused("decision_first", "code", value=request.code)
    if request.outcome is RequestOutcome.WITHDRAWN:
        raise step.refused("request_closed", "code", value=request.code)
    if request.notified_on is not None:
        raise step.refused("recorded_already", "on", value=request.notified_on)
    step.check_day(step.on, "on", after=request.decided_on)
    return await keep(step, number, request.with_step(notified_on=step.on))


def _check_reasons(step: Step, request: Request, outcome: RequestOutcome, reasons: tuple[RefusalReason, ...]) -> None:
    """A refusal has reasons, of those that the law has for such a request; what is not refused has none."""
    refuses = outcome in {RequestOutcome.REFUSED, RequestOutcome.PARTLY_ACCEPTED}
    if refuses and not reasons:
        raise step.refused("no_lawful_reason", "reasons", lawful=_told(LAWFUL[request.kind]))
    if not refuses and reasons:
        raise step.refused("no_reason_here", "reasons")
    unlawful = [one for one in reasons if one not in LAWFUL[request.kind]]
    if unlawful:
        raise step.refused("unlawful_reason", "reasons", value=_told(unlawful), lawful=_told(LAWFUL[request.kind]))


def _told(reasons: Any) -> str:
    return ", ".join(sorted(reasons))


async def _check_recipients(step: Step, recipients: tuple[str, ...]) -> None:
    for code in recipients:
        if not await step.connection.rows("SELECT id FROM recipient WHERE code = ?", code):
            words = {"en": "recipient", "ja": "提供先"}
            raise step.refused("unknown_entry", "recipients", value=code, list=words)


ON_REQUESTS = Process(
    NOUN,
    "person_request",
    REQUESTS,
    {
        "receiveRequest": _receive,
        "verifyIdentity": _verify,
        "investigateRequest": _investigate,
        "decideRequest": _decide,
        "notifyRequest": _notify,
        "correctRequest": correct,
        "removeRequest": remove,
    },
)
"""The verbs by their names, as callers know them."""

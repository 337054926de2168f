"""A request that was recorded wrongly: corrected while nothing is decided, or taken out where it is none.

Both have a reason, which stands on the ledger as it is. Steps that were taken for what was wrong are taken anew: that
the request is a person's own was verified of the person whom it named.
"""

import re
from typing import Any

from models.vocabulary import RequestKind
from vendors.requests.meant import keep, open_request
from vendors.requests.recording import take_out
from vendors.verbs.refusals import Refusal, VerbRefused, says_why
from vendors.verbs.stepping import Handled, Step

_UNVERIFIED: dict[str, Any] = {"verified_on": None, "identity": None}
_UNINVESTIGATED: dict[str, Any] = {"investigated_on": None, "found": None}


async def correct(step: Step) -> Handled:
    """Say otherwise what is asked for, whose request it is, or when it arrived."""
    number, request = await open_request(step)
    said = step.said
    mended = request
    if said.get("kind") is not None and (kind := RequestKind(said["kind"])) is not request.kind:
        mended = mended.with_step(kind=kind, recipients=(), **_UNINVESTIGATED)
    if (subject := said.get("subject")) is not None and subject != request.subject:
        step.check_subject(subject, "subject")
        mended = mended.with_step(subject=subject, **_UNVERIFIED, **_UNINVESTIGATED)
    if said.get("on") is not None:
        step.check_day(step.on, "on", after=None)
        if mended.verified_on is not None and step.on > mended.verified_on:
            raise step.refused("day_after_step", "on", value=step.on, day=mended.verified_on)
        mended = mended.with_step(received_on=step.on)
    if mended == request:
        raise step.refused("nothing_corrected", "code", value=request.code)
    _check_reason(step, request.code, request.subject, mended.subject)
    return await keep(step, number, mended, somebody_goes=mended.of_whom() != request.of_whom())


async def remove(step: Step) -> Handled:
    """Take out what was recorded by mistake, and is no request."""
    number, request = await open_request(step)
    _check_reason(step, request.code, request.subject)
    await take_out(step.connection, number, step.occasion)
    return Handled(request.code, number)


def _check_reason(step: Step, *names: str) -> None:
    """Refuse no reason, and one that says who it was: nobody could take it out of the ledger again."""
    reason = step.reason or ""
    if not says_why(reason):
        raise VerbRefused([Refusal("no_reason", ("reason",))])
    if any(re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", reason) for name in names):
        raise VerbRefused([Refusal("reason_tells_who", ("reason",))])

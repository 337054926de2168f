"""The request that a verb means, as it is stored, and keeping what is said of it now."""

from vendors.requests.recording import write
from vendors.requests.stored import Request, stored
from vendors.verbs.stepping import Handled, Step

WORDS = {"en": "request of a person", "ja": "本人の請求"}


async def request_meant(step: Step) -> tuple[int, Request]:
    """The request that is meant, with the number of its row; refused is one that is not there."""
    found = await stored(step.connection, step.said["code"])
    if found is None:
        raise step.refused("unknown_entry", "code", value=step.said["code"], list=WORDS)
    return found


async def open_request(step: Step) -> tuple[int, Request]:
    """The same; refused is one that was decided, too."""
    number, request = await request_meant(step)
    if request.decided_on is not None:
        raise step.refused("request_closed", "code", value=request.code)
    return number, request


async def keep(step: Step, number: int | None, request: Request, *, somebody_goes: bool = False) -> Handled:
    """Write what the request says now; `somebody_goes` whom it was about before."""
    written = await write(step.connection, number, request, step.occasion, somebody_goes=somebody_goes)
    return Handled(request.code, written)

"""A stop that was accepted, written as an entry of the register: gate and judgement obey it from then on (APPI 35)."""

from vendors.register.documents import ENTRY_TYPES, entry_json
from vendors.register.entries.person import Stop
from vendors.requests.stored import Request
from vendors.store.change import Change, Occasion
from vendors.store.changing import make
from vendors.store.connection import Connection
from vendors.store.entries import LIMITS, OPERATOR, Bodies, Difference, digest_of


async def stop(connection: Connection, request: Request, occasion: Occasion) -> None:
    """Stop provision of a person's data from the moment of the decision on, within the transaction that is open."""
    entry = Stop.model_validate(
        {"subject": request.subject, "from": request.stopped_from, "recipients": list(request.recipients)}
    )
    lists = (OPERATOR, LIMITS, *ENTRY_TYPES)
    body = entry_json(entry)
    key = digest_of(body)
    bodies: Bodies = {name: {} for name in lists}
    bodies["stops"][key] = body
    nothing = dict.fromkeys(lists, frozenset[str]())
    difference = Difference({**nothing, "stops": frozenset({key})}, nothing, nothing)
    entries = {name: {key: entry} if name == "stops" else {} for name in lists}
    await make(connection, Change(difference, entries, bodies), occasion)

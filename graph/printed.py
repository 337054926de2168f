"""Routes that hand out documents for persons: in which form and language, and with which headers."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar, cast

from starlette.requests import Request
from starlette.responses import Response

from graph.reads.database import unavailable
from graph.reads.refusals import Code, Refused
from graph.replies import reply
from vendors.ledger.differs import LedgerDiffers
from vendors.printing.document import Lang
from vendors.store.address import Address
from vendors.store.connection import Connection
from vendors.store.database import opened
from vendors.store.refusals import Refusal, StoreRefused

T = TypeVar("T")
_LANGUAGES = ("ja", "en")
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_REFUSED = {Code.UNAVAILABLE: 503, Code.CONFLICT: 409}
Statuses = Mapping[Refusal, tuple[int, Code]]
"""What the store refuses that is no fault, with status and code."""


async def handed_out(
    request: Request,
    lang: str,
    name: str,
    forms: Mapping[str, str],
    statuses: Statuses,
    told: Callable[[], Awaitable[T]],
    written: Callable[[T, str, Lang], bytes],
) -> Response:
    """A document, in the form and the language that are asked for.

    `name` is that of the file; `told` finds out what is in it, and may raise `StoreRefused` and `Refused`.
    """
    try:
        form = _chosen(request, "format", tuple(forms), next(iter(forms)))
        said = cast("Lang", _chosen(request, "lang", _LANGUAGES, lang))
        holds = await told()
    except Refused as refused:
        return reply(_REFUSED.get(refused.code, 400), lang, errors=[refused])
    except StoreRefused as refused:
        status, as_code = statuses[refused.refusal]
        return reply(status, lang, errors=[Refused(as_code, refused.message("en"), refused.message("ja"))])
    body = await asyncio.to_thread(written, holds, form, said)
    named = {"Content-Disposition": f'inline; filename="{name}.{form}"'}
    return Response(body, headers={**_HEADERS, **named}, media_type=forms[form])


async def read_from(place: Address, statuses: Statuses, work: Callable[[Connection], Awaitable[T]]) -> T:
    """What that work reads, on one state of the database.

    Raises `StoreRefused` for what is no fault, `Refused` where it can't be read now, or is not as the ledger has it.
    """
    try:
        async with opened(place) as database:
            return await database.read(work)
    except StoreRefused as refused:
        if refused.refusal in statuses:
            raise
        raise unavailable(str(refused)) from refused
    except LedgerDiffers as differs:
        raise Refused(Code.CONFLICT, differs.message("en"), differs.message("ja")) from differs


def _chosen(request: Request, name: str, words: Sequence[str], default: str) -> str:
    """The word of a parameter that is given, or the default; raises `Refused` for any other."""
    said = request.query_params.get(name, default)
    if said in words:
        return said
    told = ", ".join(words)
    raise Refused(
        Code.BAD_INPUT, f"`{name}` is one of {told}.", f"`{name}` は {told} のいずれかです。", argument=(name,)
    )

"""`GET /disclosures/{request}`: what a person is handed who asked for records of provision of his data (APPI 33(5)).

A request's code is the operator's own reference for it, never a name, so that nothing in the URL tells of a person.
"""

import asyncio
from collections.abc import Sequence
from typing import cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from graph.reads.database import unavailable
from graph.reads.refusals import Code, Refused
from graph.replies import reply
from vendors.disclosure.forms import FORMS, written
from vendors.disclosure.holding import Disclosure, disclosure
from vendors.disclosure.wording import Lang
from vendors.register.values import is_code
from vendors.store.address import Address
from vendors.store.database import opened
from vendors.store.refusals import Refusal, StoreRefused
from vendors.tokens import Holder

PATH = "/disclosures/{request}"
_LANGUAGES = ("ja", "en")
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_STATUSES = {Refusal.NO_SUCH_REQUEST: (404, Code.BAD_INPUT), Refusal.NOTHING_TO_DISCLOSE: (409, Code.CONFLICT)}


class Disclosures:
    """What answers at the path, out of the database of an address; see `graph.beside`."""

    def __init__(self, place: Address) -> None:
        self._place = place

    async def answer(self, request: Request, _: Holder, lang: str) -> ASGIApp:
        """The disclosure that answers a person's request, in the form and the language that are asked for."""
        code = request.path_params["request"]
        try:
            form = _chosen(request, "format", tuple(FORMS), next(iter(FORMS)))
            said = cast("Lang", _chosen(request, "lang", _LANGUAGES, lang))
            told = await self._told(code)
        except Refused as refused:
            return reply(503 if refused.code is Code.UNAVAILABLE else 400, lang, errors=[refused])
        except StoreRefused as refused:
            status, as_code = _STATUSES[refused.refusal]
            return reply(status, lang, errors=[Refused(as_code, refused.message("en"), refused.message("ja"))])
        body = await asyncio.to_thread(written, told, form, said)
        named = {"Content-Disposition": f'inline; filename="disclosure-{code}.{form}"'}
        return Response(body, headers={**_HEADERS, **named}, media_type=FORMS[form])

    async def _told(self, code: str) -> Disclosure:
        """Raises `StoreRefused` where there is nothing to disclose, and `Refused` where that can't be told now."""
        if not is_code(code):
            raise StoreRefused(Refusal.NO_SUCH_REQUEST, code=code)
        try:
            async with opened(self._place) as database:
                return await database.read(lambda connection: disclosure(connection, code))
        except StoreRefused as refused:
            if refused.refusal in _STATUSES:
                raise
            raise unavailable(str(refused)) from refused


def _chosen(request: Request, name: str, words: Sequence[str], default: str) -> str:
    """The word of a parameter that is given, or the default; raises `Refused` for any other."""
    said = request.query_params.get(name, default)
    if said in words:
        return said
    told = ", ".join(words)
    raise Refused(
        Code.BAD_INPUT, f"`{name}` is one of {told}.", f"`{name}` は {told} のいずれかです。", argument=(name,)
    )

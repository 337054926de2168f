"""`GET /disclosures/{request}`: what a person is handed who asked for records of provision of his data (APPI 33(5)).

A request's code is the operator's own reference for it, never a name, so that nothing in the URL tells of a person.
"""

from starlette.requests import Request
from starlette.types import ASGIApp

from graph.printed import handed_out, read_from
from graph.reads.refusals import Code
from vendors.disclosure.forms import FORMS, written
from vendors.disclosure.holding import Disclosure, disclosure
from vendors.register.values import is_code
from vendors.store.address import Address
from vendors.store.refusals import Refusal, StoreRefused
from vendors.tokens import Holder

PATH = "/disclosures/{request}"
_STATUSES = {Refusal.NO_SUCH_REQUEST: (404, Code.BAD_INPUT), Refusal.NOTHING_TO_DISCLOSE: (409, Code.CONFLICT)}


class Disclosures:
    """What answers at the path, out of the database of an address; see `graph.beside`."""

    def __init__(self, place: Address) -> None:
        self._place = place

    async def answer(self, request: Request, _: Holder, lang: str) -> ASGIApp:
        """The disclosure that answers a person's request, in the form and the language that are asked for."""
        code = request.path_params["request"]

        async def told() -> Disclosure:
            if not is_code(code):
                raise StoreRefused(Refusal.NO_SUCH_REQUEST, code=code)
            return await read_from(self._place, _STATUSES, lambda connection: disclosure(connection, code))

        return await handed_out(request, lang, f"disclosure-{code}", FORMS, _STATUSES, told, written)

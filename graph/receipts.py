"""`GET /receipts/{consent}`: the receipt of a consent, to show to the person.

The consent is named by its id, which tells nothing of whose it is: a URL may be logged.
"""

from starlette.requests import Request
from starlette.types import ASGIApp

from graph.printed import handed_out, read_from
from graph.reads.identities import identity
from graph.reads.refusals import Code, Refused
from vendors.ledger.notes import Signer
from vendors.receipts.forms import FORMS, written
from vendors.receipts.holding import Receipt, receipt
from vendors.store.address import Address
from vendors.store.refusals import Refusal, StoreRefused
from vendors.tokens import Holder

PATH = "/receipts/{consent}"
_STATUSES = {Refusal.NO_SUCH_CONSENT: (404, Code.BAD_INPUT)}


def consent_number(given: str) -> int:
    """The number of the consent that an id names; raises `StoreRefused` where it names none."""
    try:
        return identity(given, frozenset({"Consent"}), ())[1]
    except Refused as refused:
        raise StoreRefused(Refusal.NO_SUCH_CONSENT) from refused


def consent_id(number: int) -> str:
    """The id of the consent of that number, as its field `id` has it."""
    return f'["Consent",{number}]'.encode().hex().upper()


class Receipts:
    """What answers at the path, out of the database of an address; see `graph.beside`."""

    def __init__(self, place: Address, signer: Signer | None) -> None:
        """`signer` signs the checkpoints to which proofs lead."""
        self._place, self._signer = place, signer

    async def answer(self, request: Request, _: Holder, lang: str) -> ASGIApp:
        """The receipt of a consent, in the form and the language that are asked for."""
        given = request.path_params["consent"]

        async def told() -> Receipt:
            number = consent_number(given)
            return await read_from(self._place, _STATUSES, lambda connection: receipt(connection, number, self._signer))

        return await handed_out(request, lang, "receipt", FORMS, _STATUSES, told, written)

"""The forms in which a receipt is handed out: to print, or the proof alone; command and route write the same bytes."""

from collections.abc import Mapping

from vendors.printing import forms
from vendors.printing.document import Lang
from vendors.receipts.holding import Receipt
from vendors.receipts.wording import receipt_document, receipt_proof

PROOF = "json"
FORMS: Mapping[str, str] = {**forms.FORMS, PROOF: "application/json"}
"""The forms by name, each with its media type; the first unless another is asked for."""


def written(told: Receipt, form: str, lang: Lang) -> bytes:
    """The whole of a receipt in one of `FORMS`."""
    return receipt_proof(told) if form == PROOF else forms.written(receipt_document(told, lang), form)

"""The forms in which a disclosure is handed out; command and route write the same bytes."""

from vendors.disclosure.holding import Disclosure
from vendors.disclosure.wording import disclosure_document
from vendors.printing import forms
from vendors.printing.document import Lang

FORMS = forms.FORMS
"""The forms by name, each with its media type; the first unless another is asked for."""


def written(told: Disclosure, form: str, lang: Lang) -> bytes:
    """The whole of a disclosure in one of `FORMS`; the same disclosure gives the same bytes."""
    return forms.written(disclosure_document(told, lang), form)

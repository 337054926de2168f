"""The forms in which a disclosure is handed out; command and route write the same bytes."""

from collections.abc import Mapping
from importlib import import_module

from vendors.disclosure.holding import Disclosure
from vendors.disclosure.wording import Lang

_WRITERS = {
    "html": ("vendors.disclosure.as_page", "disclosure_page"),
    "pdf": ("vendors.disclosure.as_pdf", "disclosure_pdf"),
}
"""Loaded when they are wanted: what writes PDF is large."""
FORMS: Mapping[str, str] = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}
"""The forms by name, each with its media type; the first unless another is asked for."""


def written(told: Disclosure, form: str, lang: Lang) -> bytes:
    """The whole of a disclosure in one of `FORMS`; the same disclosure gives the same bytes."""
    module, name = _WRITERS[form]
    text: bytes = getattr(import_module(module), name)(told, lang)
    return text

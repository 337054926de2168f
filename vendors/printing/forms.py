"""The forms in which a document is handed out; commands and routes write the same bytes."""

from collections.abc import Mapping
from importlib import import_module

from vendors.printing.document import Document

_WRITERS = {"html": ("vendors.printing.as_page", "page"), "pdf": ("vendors.printing.as_pdf", "pdf")}
"""Loaded when they are wanted: what writes PDF is large."""
FORMS: Mapping[str, str] = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}
"""The forms by name, each with its media type; the first unless another is asked for."""


def written(document: Document, form: str) -> bytes:
    """The whole of a document in one of `FORMS`; the same document gives the same bytes."""
    module, name = _WRITERS[form]
    text: bytes = getattr(import_module(module), name)(document)
    return text

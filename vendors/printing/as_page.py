"""A document as one printable page: HTML with everything in it, and everything from the register escaped."""

from vendors.printing.document import Document
from vendors.printing.template import page_of


def page(document: Document) -> bytes:
    """The whole page. It asks for nothing from anywhere: no script, no font, no image; it prints on A4."""
    return page_of("vendors.printing").render(document=document).encode()

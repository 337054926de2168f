"""A document as one printable page: HTML with everything in it, and everything from the register escaped."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from vendors.printing.document import Document


def page(document: Document) -> bytes:
    """The whole page. It asks for nothing from anywhere: no script, no font, no image; it prints on A4."""
    return _template().render(document=document).encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("vendors.printing", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")

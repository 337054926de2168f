"""The templates of pages that are printed: what they are given is escaped, and a word that is missing is a fault."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template


@cache
def page_of(package: str) -> Template:
    """The template `page.html` that lies in that package."""
    environment = Environment(
        loader=PackageLoader(package, ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")

"""A disclosure as one printable page: HTML with everything in it, and everything from the register escaped."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from vendors.disclosure.holding import Disclosure
from vendors.disclosure.wording import WORDS, Lang, foot, head, lines


def disclosure_page(told: Disclosure, lang: Lang) -> bytes:
    """The whole page. It asks for nothing from anywhere: no script, no font, no image; it prints on A4."""
    page = _template().render(
        lang=lang,
        words={name: texts[lang] for name, texts in WORDS.items()},
        head=head(told, lang),
        foot=foot(told, lang),
        records=[lines(record, told.subject, lang) for record in told.records],
    )
    return page.encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("vendors.disclosure", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")

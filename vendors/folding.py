"""Texts folded for searching: what looks the same to whoever searches is the same text, on every engine.

Width, case and compatibility forms are folded (ＡＢＣ, abc and ABC; ｶﾞ and ガ; ㈱ and (株)), and runs of blanks are one
blank. Kana and kanji stay what they are: ひ is not ヒ. Databases compare the folded texts byte by byte, for their own
ideas of case differ: SQLite's knows ASCII alone, PostgreSQL's goes by its locale.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from unicodedata import normalize

from vendors.register.entries.delivery import Delivery
from vendors.register.entries.part import Part


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The text as it is searched for and found."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(normalize("NFKC", normalize("NFKC", text).casefold()).split())


def searched(entry: Part) -> str:
    """All texts of an entry and the codes that it names, folded, each on its own line; never persons."""
    return "\n".join(dict.fromkeys(map(folded, _texts(entry))))


def _texts(value: object) -> Iterator[str]:
    if type(value) is str:  # a word of the vocabulary is no text
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, Part):
        for name in _fields(type(value)):
            held = getattr(value, name)
            if held is not None:
                yield from _texts(held)


@cache
def _fields(part: type[Part]) -> tuple[str, ...]:
    return tuple(name for name in part.model_fields if not (name == "subjects" and part is Delivery))

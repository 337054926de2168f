"""A document that is handed to a person: its title, what it says first, and its sections; page and PDF say the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Lang = Literal["ja", "en"]
Line = tuple[str, str]
"""A label, and what stands beside it."""


@dataclass(frozen=True)
class Section:
    """A part that is kept on one page where it can be."""

    heading: str = ""
    """Nothing: it has none."""
    paragraphs: Sequence[str] = ()
    lines: Sequence[Line] = ()
    verbatim: str = ""
    """A text in ASCII that is for programs, and stands as it is, broken wherever a line ends."""


@dataclass(frozen=True)
class Document:
    """The whole of it. The same document gives the same bytes: it holds no moment of its making."""

    lang: Lang
    title: str
    opening: str
    head: Sequence[Line]
    sections: Sequence[Section]

"""A document as a PDF to print, with the fonts for Japanese that readers of PDF bring along; none is embedded."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from vendors.printing.document import Document, Line

_FONT = "HeiseiKakuGo-W5"
_FOR_PROGRAMS = "Courier"
"""In Japanese fonts a backslash may look, and be copied, as a yen sign."""
_UNKNOWN = "〓"
"""What stands for a letter that the font's standard (UCS-2) has not."""


def pdf(document: Document) -> bytes:
    """The whole document, on A4. The same document gives the same bytes."""
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    text = ParagraphStyle("text", fontName=_FONT, fontSize=10, leading=15, wordWrap="CJK")
    title = ParagraphStyle("title", parent=text, fontSize=15, leading=22)
    heading = ParagraphStyle("heading", parent=text, fontSize=12, leading=18, spaceBefore=4 * mm)
    verbatim = ParagraphStyle("verbatim", parent=text, fontName=_FOR_PROGRAMS, fontSize=7, leading=9)

    def said(style: ParagraphStyle, value: str) -> Any:
        return Paragraph(_plain(value), style)

    def table(of: Sequence[Line]) -> Any:
        rows = [[said(text, label), said(text, value)] for label, value in of]
        return Table(rows, (55 * mm, 115 * mm), style=[("VALIGN", (0, 0), (-1, -1), "TOP")], splitInRow=1)

    story = [said(title, document.title), Spacer(0, 3 * mm), said(text, document.opening), table(document.head)]
    for section in document.sections:
        parts = [said(heading, section.heading)] if section.heading else []
        parts += [said(text, one) for one in section.paragraphs]
        parts += [table(section.lines)] if section.lines else []
        parts += [said(verbatim, section.verbatim)] if section.verbatim else []
        story.append(KeepTogether(parts))
    out = BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 20 * mm)
    of_file = {"title": document.title, "lang": document.lang, "invariant": 1}
    SimpleDocTemplate(out, pagesize=A4, **of_file, **margins).build(story)
    return out.getvalue()


def _plain(value: str) -> str:
    """A text as a paragraph holds it: nothing of it is markup, and no letter breaks the font."""
    return escape("".join(letter if ord(letter) <= 0xFFFF else _UNKNOWN for letter in value))

"""A disclosure as a PDF to print, with the fonts for Japanese that readers of PDF bring along; none is embedded."""

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from vendors.disclosure.holding import Disclosure
from vendors.disclosure.wording import WORDS, Lang, Line, foot, head, lines

_FONT = "HeiseiKakuGo-W5"
_UNKNOWN = "〓"
"""What stands for a letter that the font's standard (UCS-2) has not."""


def disclosure_pdf(told: Disclosure, lang: Lang) -> bytes:
    """The whole document, on A4. The same disclosure gives the same bytes: it holds no moment of its making."""
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    text = ParagraphStyle("text", fontName=_FONT, fontSize=10, leading=15, wordWrap="CJK")
    title = ParagraphStyle("title", parent=text, fontSize=15, leading=22)
    heading = ParagraphStyle("heading", parent=text, fontSize=12, leading=18, spaceBefore=4 * mm)
    words = {name: texts[lang] for name, texts in WORDS.items()}

    def said(style: ParagraphStyle, value: str) -> Any:
        return Paragraph(_plain(value), style)

    def table(of: list[Line]) -> Any:
        rows = [[said(text, label), said(text, value)] for label, value in of]
        return Table(rows, (55 * mm, 115 * mm), style=[("VALIGN", (0, 0), (-1, -1), "TOP")], splitInRow=1)

    story = [said(title, words["title"]), Spacer(0, 3 * mm), said(text, words["law"]), table(head(told, lang))]
    for number, record in enumerate(told.records, 1):
        of_record = table(lines(record, told.subject, lang))
        story.append(KeepTogether([said(heading, f"{words['record']} {number}"), of_record]))
    if not told.records:
        story.append(said(text, words["none"]))
    story.append(KeepTogether([said(heading, words["contact"]), table(foot(told, lang))]))
    out = BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 20 * mm)
    SimpleDocTemplate(out, pagesize=A4, title=words["title"], lang=lang, invariant=1, **margins).build(story)
    return out.getvalue()


def _plain(value: str) -> str:
    """A text as a paragraph holds it: nothing of it is markup, and no letter breaks the font."""
    return escape("".join(letter if ord(letter) <= 0xFFFF else _UNKNOWN for letter in value))

"""Names of recipients: when two are one, when one cell holds two, and what a name says of its bearer.

A cell is taken apart only where nothing else can be meant: each part bears its own legal form, or its own bullet. A comma
before `Inc.` parts nothing. Where a cell merely looks like two, it stays whole and is doubted.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from vendors.register.draft.cells import one_line

_JAPANESE_FORMS = r"株式会社|有限会社|合同会社|合資会社|合名会社|\((?:株|有|同|合|資|名)\)|(?:股份)?有限公司|주식회사"
_FORMS = (
    r"inc|incorporated|corp|corporation|l\.?l\.?c|ltd|limited|plc|p\.l\.c|gmbh|s\.?a\.?r\.?l|s\.?r\.?l|s\.?p\.?a|s\.?a\.?s|s\.a|b\.?v|n\.?v|oyj?|aps|a/s"
    r"|k\.?k|g\.?k|kft|zrt|d\.?o\.?o|s\.?r\.?o|sp\.? ?z ?o\.?o|pty|pte|pvt|bhd|ag|kg|co|ulc|d\.?a\.?c|unlimited company|ab|asa|se"
)
_COMPANY = re.compile(rf"{_JAPANESE_FORMS}|(?:^|[\s,])(?:{_FORMS})\.?$", re.IGNORECASE)
"""A legal form of a company: the Japanese ones anywhere, the others at the end of a name."""
_ONLY_FORMS = re.compile(
    rf"(?:[\s,]*(?:{_FORMS}|company|l\.?p|l\.?l\.?p|sdn|private|{_JAPANESE_FORMS})\.?)+[\s,]*", re.IGNORECASE
)
_FORM_INSIDE = re.compile(rf"{_JAPANESE_FORMS}|(?<=[\s,])(?:{_FORMS}|company)\b\.?", re.IGNORECASE)

_BREAKS = re.compile(
    r"\n|\s/\s|／|[;；]|、|\s\|\s|\s[-–—]\s(?=.)|,|/|＆|&|＋|\+|\band\b|及び|および|並びに|・|\bor\b|又は|または",
    re.IGNORECASE,
)
_PLAIN_BREAKS = re.compile(
    r"\n|\s/\s|／|[;；]|、|\s\|\s|及び|および|並びに|又は|または"
    r"|(?<=[A-Za-z]{3})/(?=[A-Za-z]{3})|(?<=[ァ-ヺー一-龠]{2})/(?=[ァ-ヺ一-龠]{2})|(?<=[一-龠ぁ-ん])・(?=[一-龠ぁ-ん])|(?<=社)・"
)
"""Breaks that hardly stand inside one name; the others part names only where both sides bear a legal form."""
_BULLET = re.compile(r"^\s*(?:[・•◦●○■□◆◇▪▶*※-]|[(（]?\d{1,2}[.)．）]|[①-⑳])\s*")
_TWO_FORMS = re.compile(
    rf"(?:{_JAPANESE_FORMS}).*(?:{_JAPANESE_FORMS})|\w[\s,]+(?:inc|l\.?l\.?c|ltd|gmbh|k\.k)\b\.?(?P<rest>[\s,]+\S.*)",
    re.IGNORECASE,
)
"""A second legal form after the first, with nothing but white space to part two names, as where a line break was lost."""
_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_FORMER = re.compile(r"\b(formerly|f/?k/?a|d/?b/?a|trading as|t/a|now|previously)\b|旧|現|通称|略称", re.IGNORECASE)
_VAGUE = re.compile(
    r"(?:ほか|他)\s*\d*\s*(?:社|名)?$|など$|(?<![平高均上下中優特初劣同対一二三])等$|各社$|\baffiliates?\b|\bsubsidiaries\b|\bet al\b|\bothers?$"
    r"|^(?:various|multiple|several)\b|^複数",
    re.IGNORECASE,
)


class NameDoubt(StrEnum):
    """Why a cell may not be the name of one recipient."""

    SPLIT = "two_names_split"
    TWO = "two_names_kept"
    VAGUE = "vague_name"


@dataclass(frozen=True, slots=True)
class NameReading:
    """The names that a recipient's cell holds, and what is doubted about them."""

    names: tuple[str, ...]
    doubt: NameDoubt | None = None


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Names that are equal after this are one recipient: NFKC, trimmed, white space collapsed, case folded."""
    return one_line(unicodedata.normalize("NFKC", name)).casefold()


def likeness(name: str) -> str:
    """A name without legal form, brackets, signs and spaces: recipients that share it are told, and kept apart."""
    text = unicodedata.normalize("NFKC", name).casefold()
    text = _BRACKETS.sub(" ", re.sub(_JAPANESE_FORMS, " ", text)).strip()
    while (shorter := _COMPANY.sub("", text).strip(" ,.")) != text:
        text = shorter
    return re.sub(r"[\W_]+", "", text)


@lru_cache(maxsize=65536)
def is_company(name: str) -> bool:
    """Whether the name's own legal form says that its bearer is a company (株式会社, Inc., GmbH, ...)."""
    text = unicodedata.normalize("NFKC", name)
    if re.search(_JAPANESE_FORMS, _BRACKETS.sub(_kept_form, text)):
        return True
    bare = _BRACKETS.sub(" ", text).strip(" ,;")
    return bool(_COMPANY.search(bare)) and not _ONLY_FORMS.fullmatch(bare)


def _kept_form(found: re.Match[str]) -> str:
    """`(株)` is a legal form; other brackets say something else."""
    return found[0] if re.fullmatch(_JAPANESE_FORMS, found[0]) else " "


@lru_cache(maxsize=65536)
def read_names(cell: str) -> NameReading:
    """The recipients that the cell names: one, or several where each plainly stands for itself."""
    text = cell.strip()
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and all(_BULLET.match(line) for line in lines):
        return NameReading(tuple(dict.fromkeys(one_line(_BULLET.sub("", line)) for line in lines)), NameDoubt.SPLIT)
    whole = one_line(text)
    if _VAGUE.search(whole):
        return NameReading((whole,), NameDoubt.VAGUE)
    if _company_in_brackets(whole):
        return NameReading((whole,), NameDoubt.TWO)
    for breaks in (_PLAIN_BREAKS, _BREAKS):
        parts = _parts(text, breaks)
        if len(parts) > 1 and all(is_company(part) for part in parts):
            return NameReading(tuple(dict.fromkeys(one_line(part) for part in parts)), NameDoubt.SPLIT)
    if len(_parts(text, _PLAIN_BREAKS)) > 1 or _bare_list(text) or _bears_two_forms(whole):
        return NameReading((whole,), NameDoubt.TWO)
    return NameReading((whole,))


def _parts(text: str, breaks: re.Pattern[str]) -> list[str]:
    """The text parted at breaks outside brackets; a part of legal forms or brackets alone belongs to the one before."""
    bare = _BRACKETS.sub(lambda found: "\0" * len(found[0]), text)
    spans: list[tuple[int, int]] = []
    start = 0
    for end, following in [*((found.start(), found.end()) for found in breaks.finditer(bare)), (len(text), len(text))]:
        rest = unicodedata.normalize("NFKC", bare[start:end].replace("\0", " ")).strip()
        if spans and (not rest or _ONLY_FORMS.fullmatch(rest)):
            spans[-1] = (spans[-1][0], end)
        elif text[start:end].strip():
            spans.append((start, end))
        start = following
    return [text[start:end].strip() for start, end in spans]


def _company_in_brackets(whole: str) -> bool:
    """`Acme Inc. (Beta LLC)`: a second legal form in brackets may be a second company, unless it is a former name."""
    for found in _BRACKETS.finditer(whole):
        inside = found[0][1:-1]
        if is_company(inside) and not _FORMER.search(inside):
            return is_company(whole[: found.start()] + " " + whole[found.end() :])
    return False


def _bears_two_forms(whole: str) -> bool:
    """`ヤマト運輸株式会社 佐川急便株式会社`, `Acme Inc. Beta LLC`; but not `Foo Co., Ltd.`, whose forms belong together."""
    found = _TWO_FORMS.search(_BRACKETS.sub(" ", unicodedata.normalize("NFKC", whole)))
    if found is None or _FORMER.search(whole):
        return False
    rest = found["rest"]
    return rest is None or (is_company(rest) and not _ONLY_FORMS.fullmatch(rest.strip(" ,&")))


def _bare_list(text: str) -> bool:
    """`Google, Facebook`: names parted by commas, none with a legal form; `Doe, Roe & Partners LLP` is one name."""
    bare = _BRACKETS.sub(" ", unicodedata.normalize("NFKC", text))
    return "," in bare and len(_parts(bare, re.compile(","))) > 1 and not _FORM_INSIDE.search(bare) and "&" not in bare

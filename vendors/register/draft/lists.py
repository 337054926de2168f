"""Cells that list things: items of data, purposes, services. What may be one sentence stays one."""

import re
import unicodedata
from functools import lru_cache

from vendors.register.draft.cells import one_line

_NOTHING = re.compile(r"[-‐‑–—―ー－~〜_.*/\s]*|n/?a|none|nil|tbd|なし|無し|該当なし|未定", re.IGNORECASE)
_DITTO = re.compile(r"同[上前左]|仝|々|[〃″\"']+|ditto|(?:the )?same(?: as above)?|as above", re.IGNORECASE)
_ITEMS = re.compile(r"[\n;；、,，・/／|｜。]")
_LINES = re.compile(r"[\n;；。]")
_SERVICES = re.compile(r"[\n;；、]")
_SERVICE_COMMAS = re.compile(r"[,，]")
_COMMAS = re.compile(r"[,，、・/／]")
_BULLET = re.compile(r"^\s*(?:[・•◦●○■□◆◇▪▶*※-]|[(（]?\d{1,2}[.)．）](?=\s|\D)|[①-⑳])\s*")
_OPENING, _CLOSING = "(（[【「", ")）]】」"
_LONGEST_WORD = 12
"""Characters of a Japanese list's member; what is longer is a phrase, and a comma in it parts no list."""


def is_nothing(cell: str) -> bool:
    """Whether the cell is as good as empty: a dash, `N/A`, なし."""
    return bool(_NOTHING.fullmatch(unicodedata.normalize("NFKC", cell).strip()))


def is_ditto(cell: str) -> bool:
    """Whether the cell says what the one above it says (同上): which one is meant, a sheet in another order hides."""
    return bool(_DITTO.fullmatch(unicodedata.normalize("NFKC", cell).strip(" \n()（）")))


@lru_cache(maxsize=16384)
def items_of(cell: str) -> tuple[str, ...]:
    """The items of personal data that the cell lists."""
    return _members(_outside_brackets(cell, _ITEMS))


@lru_cache(maxsize=16384)
def purposes_of(cell: str) -> tuple[str, ...]:
    """The purposes that the cell lists: parted by line or semicolon, and at commas only where single words stand."""
    lines = _outside_brackets(re.sub(r"(?=[①-⑳])", "\n", cell), _LINES)
    if len(lines) > 1 and not all(_BULLET.match(line) or _is_word(line) or _ends(line) for line in lines):
        lines = [one_line(cell)] if "\n" in cell and not re.search(r"[;；。]", cell) else lines
    found: list[str] = []
    for line in lines:
        words = _outside_brackets(_BULLET.sub("", line), _COMMAS)
        found += words if len(words) > 1 and all(_is_word(word) for word in words) else [line]
    return _members(found)


@lru_cache(maxsize=16384)
def services_of(cell: str) -> tuple[str, ...]:
    """The operator's services that the cell names: parted at commas only where short names stand between them."""
    found: list[str] = []
    for part in _outside_brackets(cell, _SERVICES):
        names = [re.sub(r"^\s*and\s+", "", name) for name in _outside_brackets(part, _SERVICE_COMMAS)]
        found += names if len(names) > 1 and all(_is_word(name) for name in names) else [part]
    return _members(found)


def names_all_services(service: str) -> bool:
    """Whether the name stands for every service there is (`All products`, 全サービス), rather than for one."""
    return bool(re.match(r"(?:all|every|each)\b|全(?!国)|すべての|各(?:サービス|製品)", service, re.IGNORECASE))


def _ends(line: str) -> bool:
    """A line of Japanese that is a phrase of its own, ended as purposes end."""
    return bool(re.search(r"(ため|こと|目的|提供|管理|対応|案内|分析|配信|改善|防止|確認)$", line.strip()))


def _is_word(text: str) -> bool:
    """A member of a list rather than a part of a sentence: few words, or few Japanese characters."""
    text = _BULLET.sub("", text).strip()
    if text.isascii():
        if re.search(r"^(to|for|in|of|with|the)\b|\b(and|or)\b|\b(of|for|to|in|the|with)$", text, re.IGNORECASE):
            return False
        return 0 < len(text.split()) <= 3 and len(text) > 1
    return 0 < len(text) <= _LONGEST_WORD and not re.search(r"(し|に|は|り|て|で|が|を|へ|の)$", text)


def _outside_brackets(text: str, breaks: re.Pattern[str]) -> list[str]:
    """The parts of the text between breaks that stand outside brackets; a bullet at a line's start is no break."""
    parts, part, depth = [], "", 0
    for character in text:
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        if depth == 0 and breaks.fullmatch(character) and (part.strip() or character == "\n"):
            parts.append(part)
            part = ""
        else:
            part += character
    return [part for part in (*parts, part) if part.strip()]


def _members(parts: list[str]) -> tuple[str, ...]:
    cleaned = (one_line(_BULLET.sub("", part)).strip() for part in parts)
    return tuple(dict.fromkeys(part for part in cleaned if part and not is_nothing(part)))

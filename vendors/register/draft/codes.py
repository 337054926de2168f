"""Codes for what the sheet only names: readable where the name is Latin, else a short digest of it; never two alike.

A code depends on the name alone wherever it can, so that the same recipient has the same code in the next sheet.
"""

import hashlib
import re
import unicodedata

from vendors.register.draft.names import fold

_LONGEST = 40
_FORMS = re.compile(r"株式会社|有限会社|合同会社|\((株|有|同)\)")


class Codes:
    """Gives out the codes of one list."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.given: dict[str, str] = {}
        self._taken: set[str] = set()

    def code(self, name: str) -> str:
        """The code of this name: equal names (folded) share one."""
        key = fold(name)
        if key not in self.given:
            code = slug(name) or f"{self.kind}-{_digest(key)}"
            if code in self._taken:
                code = f"{code}-{_digest(key)}"
            self.given[key] = self.free(code)
        return self.given[key]

    def free(self, code: str) -> str:
        """The code itself if it is free, else with the first free number after it; then taken."""
        free, number = code, 1
        while free in self._taken:
            number += 1
            free = f"{code}-{number}"
        self._taken.add(free)
        return free


def slug(name: str) -> str:
    """The name in the letters of a code; empty where letters of another script would be lost on the way."""
    text = _FORMS.sub(" ", unicodedata.normalize("NFKC", name)).casefold().replace("&", " and ").replace("+", " plus ")
    text = unicodedata.normalize("NFKD", text)
    text = "".join(character for character in text if not "\u0300" <= character <= "\u036f")
    if any(character.isalpha() and not character.isascii() for character in text):
        return ""
    text = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", text)).strip("-")
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 9].rstrip('-')}-{_digest(fold(name))}"
    return text


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]

"""What names somebody: letters that are seen, each written in the one way there is, so that two names look like two.

Whoever could be called by letters that nobody sees could stand on a ledger, or in a list of roles, as somebody else.
"""

import unicodedata

LONGEST = 200
_NOT_SEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Categories of letters that nobody sees, that turn others round, or that everybody draws otherwise."""
_IGNORED = (
    *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x2800, 0x3164, 0xFFA0),
    *range(0x180B, 0x1810),
    *range(0xFE00, 0xFE10),
    *range(0xFFF0, 0xFFF9),
    *range(0xE0000, 0xE1000),
)
"""Letters of other categories that are not seen either: joiners, fillers, variation selectors, the blank of Braille."""
_BLANKS = frozenset({" ", "\u3000"})
"""The blanks that names have inside; any other looks like one of these."""
_UNSEEN = frozenset(map(chr, _IGNORED))


def can_be_told_apart(name: str) -> bool:
    """Whether a name has letters that are seen alone, composed where they can be (NFC), and no blank at an end."""
    return (
        bool(name)
        and name == name.strip()
        and unicodedata.is_normalized("NFC", name)
        and not unicodedata.combining(name[0])
        and all(_is_seen(letter) for letter in name)
    )


def _is_seen(letter: str) -> bool:
    category = unicodedata.category(letter)
    is_letter = ord(letter) & 0xFFFE != 0xFFFE
    return is_letter and category not in _NOT_SEEN and letter not in _UNSEEN and (category != "Zs" or letter in _BLANKS)


def looks_like(name: str, beginning: str) -> bool:
    """Whether a name begins so, in letters of whatever case or width (NFKC)."""
    return unicodedata.normalize("NFKC", name).casefold().startswith(beginning)

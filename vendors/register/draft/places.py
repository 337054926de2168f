"""Which country a cell names: one country clearly, or nothing, with the reason.

A place without a country's name is not looked up: `Paris` may be in Texas. Where the cell says more than one country's
name, what it adds must be plainly a place within it.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from vendors.register.draft.place_names import (
    AMBIGUOUS,
    CITY_STATES,
    EUROPE,
    IN_EUROPE,
    PREFECTURES,
    US_STATES,
    countries,
    country_named,
    fold_place,
    regions,
)


class PlaceDoubt(StrEnum):
    """Why a cell names no single country."""

    REGION = "region"
    SEVERAL = "several_countries"
    AMBIGUOUS = "ambiguous_place"
    STATE = "state_or_country"
    UNKNOWN = "unknown_place"
    DISAGREE = "rows_disagree"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says of a place: its country, or why there is none; neither where the cell is as good as empty."""

    country: str | None = None
    doubt: PlaceDoubt | None = None
    guessed: bool = False
    """Whether the country was not named but follows from the cell (a Japanese prefecture, a city before the name)."""


_EMPTY = re.compile(r"[-‐‑–—―ー－~〜_.*/\s]*")
_BETWEEN = re.compile(
    r"[\n;；/／|｜、，・＋+&＆]|,| and | or |及び|および|又は|または|並びに|と(?=[ァ-ヺ一-龠A-Z])", re.IGNORECASE
)
_LISTED = re.compile(r"[\n;；/／|｜、，,・＋+&＆]| and |及び|および|並びに", re.IGNORECASE)
_BRACKETED = re.compile(r"(?P<head>[^()\[\]]+?)\s*[(\[](?P<rest>[^()\[\]]+)[)\]]")
_DASHED = re.compile(r"(?P<head>.+?)(?:\s+[-–—]\s*|\s*[:：]\s*|\s+[-–—:]\s+)(?P<rest>.+)", re.DOTALL)
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
"""A country's flag, spelt with two letters of their own."""
_WITHIN = re.compile(r"[ァ-ヺー・一-龠]+(?:[州省県市区郡]|[都府道](?=$|[一-龠]))[^、,;；/／\n]*")
"""A place that Japanese writes right behind its country's name: `米国カリフォルニア州`."""
_HEDGES = re.compile(
    r"\b(or|and|other|others|etc|various|multiple|several|some|depend\w*|unless|except|mainly|primarily|including|also|via|with"
    r"|outside|other than|not|no|non|tbd|unknown|default)\b|など|等|ほか|他|その他|複数|以外|一部|原則|除く|主に|不明|未定|又は|または|及び|および"
)


@lru_cache(maxsize=65536)
def read_place(cell: str, states_about: bool = False) -> Reading:
    """The country that the cell names; with `states_about`, two letters that are also a US state's are doubted."""
    text = _FLAG.sub(_spelt, unicodedata.normalize("NFKC", cell)).strip().strip("/")
    if _EMPTY.fullmatch(text):
        return Reading()
    if code := country_named(text):
        folded = fold_place(text)
        if states_about and len(folded) == 2 and folded in US_STATES:
            return Reading(doubt=PlaceDoubt.STATE)
        if folded in {"na", "no", "in", "is", "it", "at", "to", "me", "so", "my", "am", "be"} and not _capital_code(
            text, folded
        ):
            return Reading(doubt=PlaceDoubt.UNKNOWN)
        return Reading(code)
    return _composed(text)


def _spelt(flag: re.Match[str]) -> str:
    """The code that the flag spells, as a part of its own: `🇩🇪 Germany` says one country twice."""
    return f"/{''.join(chr(ord(letter) - 0x1F1E6 + ord('A')) for letter in flag[0])}/"


def _capital_code(text: str, folded: str) -> bool:
    """A code in capitals is meant as one, except NA, which says "not applicable" far oftener than Namibia."""
    return text.isupper() and folded != "na"


def _composed(text: str) -> Reading:
    folded = fold_place(text)
    if folded in AMBIGUOUS:
        return Reading(doubt=PlaceDoubt.STATE if folded in {"georgia", "ジョージア"} else PlaceDoubt.AMBIGUOUS)
    if folded in regions():
        return Reading(doubt=PlaceDoubt.REGION)
    for whole in (_within_brackets, _after_dash, _address, _right_behind):
        if reading := whole(text):
            return reading
    if PREFECTURES.match(text) and not _mentions(text) and "\n" not in text:
        return Reading("JP", guessed=True)
    mentioned = _mentions(text)
    named = mentioned - {"region", "ambiguous"}
    if len(named) > 1 or (named and "region" in mentioned):
        return Reading(doubt=PlaceDoubt.SEVERAL)
    if "region" in mentioned:
        return Reading(doubt=PlaceDoubt.REGION)
    if "ambiguous" in mentioned:
        return Reading(doubt=PlaceDoubt.AMBIGUOUS)
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    if len(parts) > 1 and mentioned and all(country_named(part) for part in parts):
        return Reading(mentioned.pop())  # one country, said twice: "Japan / 日本"
    return Reading(doubt=PlaceDoubt.UNKNOWN)


def _within_brackets(text: str) -> Reading | None:
    """`USA (Virginia)`, `東京（日本）`: one side is the country, and the other names no other place than in it."""
    match = _BRACKETED.fullmatch(text)
    return _one_side(match["head"], match["rest"]) if match else None


def _after_dash(text: str) -> Reading | None:
    """`USA - Virginia`: the country first, then a place within."""
    match = _DASHED.fullmatch(text)
    if match is None or country_named(match["head"]) is None:
        return None
    return _one_side(match["head"], match["rest"])


def _one_side(one: str, other: str) -> Reading | None:
    for country_side, place_side in ((one, other), (other, one)):
        code = country_named(country_side)
        if code is None:
            continue
        if country_named(place_side) == code:
            return Reading(code)
        if _is_plain_place(place_side, code):
            return Reading(code, guessed=True)
    return None


def _address(text: str) -> Reading | None:
    """`Dublin, Ireland`, `San Francisco, CA, USA`: a place, or an address, and last of all its country."""
    parts = [part.strip() for part in re.split(r"[,\n、]", text) if part.strip()]
    if len(parts) < 2:
        return None
    *places, last = parts
    code = country_named(last)
    if code is None or code in CITY_STATES or (len(last) == 2 and not last.isupper()):
        return None
    state = code == "US" and re.sub(r"[ \d-]+$", "", places[-1]).casefold() in US_STATES
    named = places[:-1] if state else places
    if not all(_is_plain_place(place, code) for place in named):
        return None
    if len(places) == 1 or state or any(character.isdigit() for place in places for character in place):
        return Reading(code, guessed=True)
    return None


def _right_behind(text: str) -> Reading | None:
    """`米国カリフォルニア州`, `California USA`: the country and a place within, with no sign between."""
    folded = fold_place(text)
    for length in range(len(folded) - 1, 1, -1):
        code = None if folded.isascii() else countries().get(folded[:length])
        if code and _WITHIN.fullmatch(folded[length:]):
            return Reading(code, guessed=True) if _is_plain_place(folded[length:], code) else None
    state = next((state for state in US_STATES if len(state) > 2 and folded.startswith(f"{state} ")), None)
    if state and country_named(folded.removeprefix(state)) == "US":
        return Reading("US", guessed=True)
    return None


def _is_plain_place(text: str, code: str) -> bool:
    """Whether the text can only be a place within the country: it names no country, no region, and hedges nothing.

    Of regions, Europe may stand beside one of its members, for it tells nothing else: `Germany (EU)`.
    """
    folded = fold_place(text)
    if code in IN_EUROPE and folded in EUROPE:
        return True
    if not folded or folded in regions() or _HEDGES.search(folded) or _BETWEEN.search(text):
        return code == "US" and folded in US_STATES
    if code == "US" and folded in US_STATES:
        return True
    return folded not in AMBIGUOUS and _mentions(text) <= {code}


@cache
def _names_in_text() -> re.Pattern[str]:
    """Names of countries and regions that may be found inside a longer text, the longest first."""
    names = sorted({*countries(), *regions(), *AMBIGUOUS}, key=lambda name: (-len(name), name))
    latin = [re.escape(name) for name in names if name.isascii() and len(name) > 3]
    short = [re.escape(name) for name in ("usa", "uk", "eu", "eea", "us", "uae", "prc")]
    other = [re.escape(name) for name in names if not name.isascii() and len(name) > 1]
    return re.compile(rf"(?<![a-z])(?:{'|'.join(latin + short)})(?![a-z])|(?:{'|'.join(other)})")


def _mentions(text: str) -> set[str]:
    """The countries that the text mentions, by code; "region" for a region, "ambiguous" for a name of several."""
    names = _names_in_text().findall(fold_place(text))
    found = {"ambiguous" if name in AMBIGUOUS else countries().get(name, "region") for name in names}
    for part in _BETWEEN.split(text):
        word = part.strip(" ()[]")
        if (len(word) in {2, 3} and word.isupper() and word.isascii()) or not word.isascii():
            code = country_named(word)
            if code:
                found.add(code)
    return found


def read_places(cell: str, states_about: bool = False) -> tuple[tuple[str, ...], PlaceDoubt | None]:
    """Every country of a cell that may name several, and why not, where a single one of its places is no country."""
    whole = read_place(cell, states_about)
    if whole.country:
        return (whole.country,), None
    if whole.doubt is None:
        return (), None
    if whole.doubt is not PlaceDoubt.SEVERAL:
        return (), whole.doubt
    readings = [read_place(part.strip(), states_about) for part in _LISTED.split(cell) if part.strip()]
    for reading in readings:
        if reading.country is None and reading.doubt is not None:
            return (), reading.doubt
    return tuple(sorted({reading.country for reading in readings if reading.country})), None

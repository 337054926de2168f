"""What a cell says that no field can hold, kept in a note: the sheet's own words, and why they are only a note.

The draft is one file for readers of both languages and must be the same for both, so the reason stands in both.
"""

from collections.abc import Mapping
from enum import StrEnum

from vendors.register.draft.days import DayDoubt
from vendors.register.draft.names import NameDoubt
from vendors.register.draft.places import PlaceDoubt


class ListDoubt(StrEnum):
    """Why a cell lists nothing."""

    DITTO = "ditto"


Doubt = PlaceDoubt | DayDoubt | NameDoubt | ListDoubt

REASONS: Mapping[Doubt, tuple[str, str]] = {
    PlaceDoubt.REGION: ("地域であり国ではない", "a region, not a country"),
    PlaceDoubt.SEVERAL: ("複数の国", "several countries"),
    PlaceDoubt.AMBIGUOUS: ("複数の国がありうる", "may be more than one country"),
    PlaceDoubt.STATE: ("米国の州か国か不明", "a country or a US state"),
    PlaceDoubt.UNKNOWN: ("国名と認められない", "not recognised as a country"),
    PlaceDoubt.DISAGREE: ("行によって国が違う", "rows disagree on the country"),
    DayDoubt.DAY_OR_MONTH: ("日と月の順が不明", "day and month can't be told apart"),
    DayDoubt.SHORT_YEAR: ("年が二桁", "a year of two digits"),
    DayDoubt.NO_DAY: ("日まで書かれていない", "no day is named"),
    DayDoubt.NO_SUCH_DAY: ("存在しない日", "there is no such day"),
    DayDoubt.NUMBER: ("数字だけ", "a bare number"),
    DayDoubt.UNKNOWN: ("日付と認められない", "not recognised as a day"),
    DayDoubt.REVERSED: ("終わりが始まりより前", "the end lies before the beginning"),
    NameDoubt.SPLIT: ("一つの欄に複数の名称", "several names in one cell"),
    NameDoubt.TWO: ("複数の提供先の可能性", "may be more than one recipient"),
    ListDoubt.DITTO: ("上の欄を指す", "points at the cell above"),
    NameDoubt.VAGUE: ("提供先が特定されていない", "not the name of one recipient"),
}


def doubt_note(label: str, cell: str, doubt: Doubt | None = None) -> str:
    """The cell under its heading, with the reason of the doubt in Japanese and English."""
    if doubt is None:
        return f"{label}: {cell}"
    japanese, english = REASONS[doubt]
    return f"{label}: {cell} ({japanese} / {english})"

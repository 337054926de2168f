"""Cells merged over several rows say the same for each of them; merged over columns, they say it once."""

import bisect
from collections.abc import Sequence
from dataclasses import replace

from openpyxl.utils.cell import range_boundaries

from vendors.register.draft.cells import Row
from vendors.register.draft.refusals import SheetRefused

FILLED = 2_000_000
"""Cells that merged ranges may fill in all; only ranges that overlap without end come near it."""


def fill_merged(rows: Sequence[Row], merged: Sequence[str]) -> list[Row]:
    """The rows with each merged cell's value in every row that it reaches, in its first column."""
    numbers = [row.number for row in rows]
    if not merged or numbers != sorted(set(numbers)):
        return list(rows)
    filled = list(rows)
    left = FILLED
    for ref in merged:
        first_column, first_row, last_column, last_row = range_boundaries(ref)
        if first_column is None or first_row is None or last_column is None or last_row is None:
            continue
        start = bisect.bisect_left(numbers, first_row)
        if start == len(rows) or numbers[start] != first_row or first_column not in rows[start].cells:
            continue
        end = bisect.bisect_right(numbers, last_row)
        left -= end - start
        if left < 0:
            raise SheetRefused("bomb", reason="merged cells")
        value = rows[start].cells[first_column]
        for index in range(start, end):
            row = filled[index]
            wide = row.wide | {first_column} if last_column > first_column else row.wide
            filled[index] = replace(row, cells={**row.cells, first_column: value}, wide=wide)
    return filled

"""Headings that stand in two rows: `契約期間` above `自` and `至` is one heading for each of its columns."""

from collections.abc import Mapping, Sequence

from vendors.register.draft.cells import Row, one_line, text_of
from vendors.register.draft.headings import Field, guess


def texts_of(row: Row) -> dict[int, str]:
    """The texts of the row by column, as headings are read: on one line."""
    return {column: one_line(text_of(value)) for column, value in sorted(row.cells.items()) if isinstance(value, str)}


def joined(rows: Sequence[Row], index: int) -> Row | None:
    """The row at the index and the one below it as one row of headings; nothing where they are not that.

    The upper row names the recipients, in a column that is filled again beneath both; the lower one stands, in part,
    under headings that span several columns, and heads columns itself.
    """
    if index + 2 >= len(rows):
        return None
    upper, lower, value = rows[index : index + 3]
    above, below = texts_of(upper), texts_of(lower)
    guesses = {column: guess(text) for column, text in above.items()}
    recipients = {column for column, known in guesses.items() if known and known.field is Field.RECIPIENT}
    if len(above) < 2 or len(below) < len(lower.cells) or recipients & set(below) or not recipients & set(value.cells):
        return None
    if not any(column not in above and _spanning(above, column) for column in below):
        return None
    headings = {column: _heading(_spanning(above, column), text) for column, text in below.items()}
    guessed = [heading for heading in headings.values() if guess(heading)]
    if len(guessed) < 2 or 2 * len(guessed) <= len(headings):
        return None
    return Row(upper.number, {**above, **headings}, upper.wide)


def _spanning(above: Mapping[int, str], column: int) -> str:
    """The heading above the column: its own, or that of the next column to the left that has one."""
    return next((above[left] for left in range(column, 0, -1) if left in above), "")


def _heading(above: str, below: str) -> str:
    """Both texts, unless the lower one says alone what the two say together to nobody."""
    whole = f"{above} {below}".strip()
    return below if guess(below) and not guess(whole) else whole

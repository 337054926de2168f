"""What a query hands on to the one around it: the columns that are read of its rows, and no others."""

import re
from collections.abc import Iterable


class Carried:
    """The columns of one query while what reads them is being written."""

    def __init__(self, aliases: Iterable[str]) -> None:
        """Carry what is read of the rows with these aliases."""
        self._columns: dict[str, str] = {}
        self._read = re.compile(rf"\b({'|'.join(aliases)})\.(\w+)")

    def read(self, sql: str, it: str) -> str:
        """SQL that speaks of these rows, as it is said where they are called `it`; what it reads is carried."""

        def one(found: re.Match[str]) -> str:
            name = f"{found[1]}_{found[2]}"
            self._columns[name] = found[0]
            return f"{it}.{name}"

        return self._read.sub(one, sql)

    @property
    def columns(self) -> str:
        """The columns, as they go on behind others of a SELECT."""
        return "".join(f", {column} as {name}" for name, column in self._columns.items())

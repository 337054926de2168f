"""Why a batch is refused: every fault with the place of its row, so that whoever sent it can mend it."""

from collections.abc import Iterable
from typing import Any, TypeVar

import orjson

from vendors.register.documents import Document, entry_json
from vendors.register.entries.part import Part
from vendors.register.fault_texts import LISTS, shown
from vendors.register.faults import FaultList
from vendors.register.shape import checked
from vendors.store.projection.numbers import Numbers
from vendors.verbs.refusals import Refusal
from vendors.verbs.stepping import LONGEST_SUBJECT

P = TypeVar("P", bound=Part)
TEXTS = "consent_texts"
"""The list of what people consent to."""
NOTHING = b"null"
"""The canonical JSON of a row that says nothing that could be taken."""
MOST = 1_000
"""Faults after which no more are looked for."""


class RowsRefused(Exception):  # noqa: N818  # refusals are named as facts
    """A batch is refused whole; nothing of it was written.

    `faults` are in the order of the rows; the `path` of each begins with the place of its row, counted from 0. With
    `MOST` of them the search ended there, and `more` says that there may be others.
    """

    def __init__(self, faults: list[Refusal]) -> None:
        assert faults, "a batch is refused for a reason"
        super().__init__(faults)
        self.faults = sorted(faults, key=lambda fault: (fault.path[0], *map(str, fault.path[1:])))[:MOST]
        self.more = len(faults) >= MOST


class RowFaults:
    """Gathers the faults of rows, up to `MOST`."""

    def __init__(self) -> None:
        self.found: list[Refusal] = []

    def add(self, code: str, place: int, field: str, **params: Any) -> None:
        """Keep a fault of a row, in that field of it."""
        self.found.append(Refusal(code, (place, field), params))
        self.end_where_full()

    def bodies(self, part: type[Part], portion: Iterable[Any], first: int) -> list[bytes]:
        """The canonical JSON of rows, in their order; `null` of one that has faults, which are kept."""
        return [row if type(row) is bytes else self._body(part, row, place) for place, row in enumerate(portion, first)]

    def _body(self, part: type[Part], row: Any, place: int) -> bytes:
        entry = self.checked(part, row, place)
        return NOTHING if entry is None else entry_json(entry)

    def known(self, bodies: Iterable[bytes], numbers: Numbers, first: int) -> list[Document | None]:
        """What rows say of which these are the bodies; `None` of one that has faults, those of `may_be` among them."""
        said: list[Document | None] = orjson.loads(b"[%b]" % b",".join(bodies))
        texts = numbers.known(TEXTS)
        for place, one in enumerate(said):
            if one is None or (one["text"] in texts and len(one["subject"]) <= LONGEST_SUBJECT):
                continue
            said[place] = None
            self.may_be(one["text"], one["subject"], numbers, first + place)
        return said

    def checked(self, part: type[P], row: Any, place: int) -> P | None:
        """What a row says; `None` where it has faults, which are kept."""
        faults = FaultList()
        made = checked(part, row, (place,), faults)
        if made is None:
            self.found += [Refusal(one.code, one.path, one.params, one.hints) for one in faults.found]
            self.end_where_full()
        return made

    def may_be(self, text: str, subject: str, numbers: Numbers, place: int) -> bool:
        """Whether there is a consent text of that code, and a reference that a person may have; faults where not."""
        known, short = numbers.is_known(TEXTS, text), len(subject) <= LONGEST_SUBJECT
        if not known:
            self.add("unknown_reference", place, "text", value=shown(text), list=LISTS[TEXTS])
        if not short:
            self.add("bad_subject", place, "subject", limit=LONGEST_SUBJECT)
        return known and short

    def end_where_full(self) -> None:
        """Look no further once there are as many as are told."""
        if len(self.found) >= MOST:
            raise RowsRefused(self.found)

    def end(self) -> None:
        """Raise `RowsRefused` where there are any."""
        if self.found:
            raise RowsRefused(self.found)

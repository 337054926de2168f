"""The transfers of a draft, and the services, items and purposes that they refer to: one flow to a row that says more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from vendors.register.draft.cells import Where
from vendors.register.draft.codes import Codes
from vendors.register.draft.names import fold
from vendors.register.draft.remarks import Remarks, Section


@dataclass(frozen=True, slots=True)
class Flow:
    """What one row says of a provision; what it does not say is none or empty."""

    service: str | None
    recipient: str
    from_: date | None
    until: date | None
    items: tuple[str, ...]
    purposes: tuple[str, ...]
    work: tuple[str, ...]


class Catalogue:
    """A list of names with codes: services, items or purposes, in the order in which the sheet names them."""

    def __init__(self, kind: str) -> None:
        self._codes = Codes(kind)
        self._names: dict[str, str] = {}

    def code(self, name: str) -> str:
        """The code of that name, which joins the list with its first spelling."""
        code = self._codes.code(name)
        self._names.setdefault(code, name)
        return code

    def codes(self, names: Sequence[str]) -> tuple[str, ...]:
        """The codes of these names, each once."""
        return tuple(dict.fromkeys(self.code(name) for name in names if fold(name)))

    def entries(self) -> list[dict[str, Any]]:
        """The list as documents of the register."""
        return [{"code": code, "name": name} for code, name in self._names.items()]


class Flows:
    """Gathers transfers: rows that say the same of one recipient, service and period are one."""

    def __init__(self, remarks: Remarks) -> None:
        self._remarks = remarks
        self._found: dict[Flow, tuple[dict[str, None], list[Where]]] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add(self, flow: Flow, notes: Sequence[str], where: Where) -> None:
        """Take in a row; notes of equal rows are joined."""
        kept, rows = self._found.setdefault(flow, ({}, []))
        kept.update(dict.fromkeys(notes))
        rows.append(where)

    def entries(self) -> list[dict[str, Any]]:
        """The transfers as documents of the register, in the order of the sheet."""
        codes = Codes("transfer")
        return [self._entry(flow, notes, rows, codes) for flow, (notes, rows) in self._found.items()]

    def _entry(self, flow: Flow, notes: dict[str, None], rows: list[Where], codes: Codes) -> dict[str, Any]:
        stem = f"{flow.service[:20].rstrip('-.')}.{flow.recipient}" if flow.service else flow.recipient
        entry: dict[str, Any] = {"code": codes.free(stem[:58]), "service": flow.service, "recipient": flow.recipient}
        entry |= {"items": list(flow.items), "purposes": list(flow.purposes)}
        entry |= {"from": flow.from_ and flow.from_.isoformat(), "until": flow.until and flow.until.isoformat()}
        for name in ("service", "items", "purposes", "from"):
            if not entry[name]:
                self._remarks.add(Section.ABSENT, name, rows[0])
        if len(rows) > 1:
            self._remarks.add(Section.MERGED, "one_transfer", *rows, transfer=entry["code"])
        entry["note"] = "\n".join([*flow.work, *notes])
        return {name: value for name, value in entry.items() if value}

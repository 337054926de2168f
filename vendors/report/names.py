"""What the codes of a register are called, so that a finding can name the entry that it rests on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from vendors.register.entries.contract import Contract
from vendors.register.entries.operator import Policy
from vendors.register.entries.recipient import Recipient
from vendors.register.entries.register import Register
from vendors.register.entries.transfer import Transfer


@dataclass(frozen=True, slots=True)
class Named:
    """An entry as people know it.

    `path` is the way to it in the file (`contracts.acme-dpa`), `kind` the list it stands in, `name` what it is called
    if it has a name, and `recipient` whom it is about, where that is another entry's name.
    """

    path: str
    kind: str
    name: str | None = None
    recipient: str | None = None
    country: str | None = None


class Names:
    """Names of a register's entries on a day: a recipient that was renamed has the name of that day."""

    def __init__(self, register: Register, day: date) -> None:
        """Read the names as they are on `day`."""
        self._day = day
        self._entries: dict[str, dict[str, Any]] = {
            "services": {entry.code: entry for entry in register.services},
            "purposes": {entry.code: entry for entry in register.purposes},
            "items": {entry.code: entry for entry in register.items},
            "policies": {entry.version: entry for entry in register.policies},
            "recipients": {entry.code: entry for entry in register.recipients},
            "contracts": {entry.code: entry for entry in register.contracts},
            "consent_texts": {entry.code: entry for entry in register.consent_texts},
            "transfers": {entry.code: entry for entry in register.transfers},
            "deliveries": {entry.code: entry for entry in register.deliveries},
        }

    def recipient(self, code: str) -> Named:
        """A recipient by its code, with its name and country of the day."""
        entry: Recipient = self._entries["recipients"][code]
        return Named(
            f"recipients.{code}",
            "recipients",
            name=self._on_the_day(entry, "name"),
            country=self._on_the_day(entry, "country"),
        )

    def name(self, kind: str, code: str) -> str:
        """The name of a service, a purpose or an item by its code."""
        return str(self._entries[kind][code].name)

    def entry_at(self, path: str) -> Any:
        """The entry at a path that a finding gives; `None` where it is a whole list."""
        kind, _, rest = path.partition(".")
        entries = self._entries.get(kind, {})
        code = self._code(rest, entries)
        return None if code is None else entries[code]

    def at(self, path: str) -> Named:
        """The entry at a path that a finding gives; a path into an entry names the entry that it leads into."""
        kind = path.partition(".")[0]
        entry = self.entry_at(path)
        if entry is None:
            return Named(path, kind.partition("[")[0])
        if isinstance(entry, Recipient):
            return Named(path, kind, name=self.recipient(entry.code).name)
        if isinstance(entry, Contract):
            return Named(path, kind, name=entry.title, recipient=self.recipient(entry.recipient).name)
        if isinstance(entry, Transfer):
            return Named(path, kind, recipient=self.recipient(entry.recipient).name)
        if isinstance(entry, Policy):
            return Named(path, kind, name=entry.version)
        return Named(path, kind, name=getattr(entry, "name", None))

    def _on_the_day(self, entry: Recipient, field: str) -> str | None:
        """A field's value after the dated changes that have come by the day."""
        come = [change for change in entry.changes if change.on <= self._day and field in change.changed]
        holder: Any = max(come, key=lambda change: change.on, default=entry)
        value: str | None = getattr(holder, field)
        return value

    @staticmethod
    def _code(rest: str, entries: dict[str, Any]) -> str | None:
        """The code that a path goes on with; a code may itself hold dots, so the longest that is there."""
        while rest and rest not in entries:
            rest = rest[: max(rest.rfind("."), rest.rfind("["), 0)]
        return rest or None

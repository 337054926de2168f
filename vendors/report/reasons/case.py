"""One finding beside the facts that it was found in, and how these are named in a sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.vocabulary import Because
from vendors.facts.contracts import ContractFacts
from vendors.facts.register import RegisterFacts
from vendors.facts.transfers import BasisFacts, TransferFacts
from vendors.periods import as_date
from vendors.register.entries.delivery import Delivery
from vendors.register.entries.operator import Policy
from vendors.report.names import Names
from vendors.report.reasons.spoken import FIELDS, Spoken
from vendors.report.words import Lang, country, plain

Said = Mapping[Lang, str]
"""One sentence or several, in both languages."""

_COMMAS: Said = {"ja": "、", "en": ", "}
_NOTHING: Said = {"ja": "なし", "en": "nothing"}


def together(*sentences: Said) -> Said:
    """Several sentences, one after the other."""
    return {"ja": "".join(said["ja"] for said in sentences), "en": " ".join(said["en"] for said in sentences)}


@dataclass(frozen=True, slots=True)
class Case:
    """A finding as of one of its days; `delivery` where it is a hand-over's own."""

    because: Because
    path: str
    day: int
    subjects: int | None
    transfer: TransferFacts
    delivery: Delivery | None
    facts: RegisterFacts
    names: Names
    lang: Lang

    @property
    def is_absent(self) -> bool:
        """Whether it rests on nothing recorded."""
        return self.because is Because.ABSENT

    @property
    def kind(self) -> str:
        """The list of the entry that it rests on."""
        return self.path.partition(".")[0]

    @property
    def entry(self) -> Any:
        """The entry that it rests on, or `None` where that is a whole list."""
        return self.names.entry_at(self.path)

    @property
    def recipient(self) -> str:
        """The name of the transfer's recipient."""
        return self.who(self.transfer.entry.recipient)

    def who(self, code: str) -> str:
        """The name of a recipient."""
        return plain(self.names.recipient(code).name or code)

    def where(self, code: str) -> str:
        """The country of a recipient on the day, by its name."""
        return country(self.facts.recipients[code].country.at(self.day), self.lang)

    @property
    def contract(self) -> ContractFacts:
        """The contract that it rests on."""
        return self.facts.contracts[self.entry.code]

    def title(self, contract: ContractFacts) -> str:
        """A contract by its title, or by its code where it has none, and its party."""
        entry = contract.entry
        party = self.who(entry.recipient)
        if self.lang == "ja":
            return f"{party}との契約「{plain(entry.title or entry.code)}」"
        return f"the contract “{plain(entry.title or entry.code)}” with {party}"

    @property
    def basis(self) -> BasisFacts | None:
        """The basis in force on the day."""
        return next((basis for basis in self.transfer.bases if self.day in basis.days), None)

    @property
    def policy(self) -> Policy | None:
        """The policy version that it rests on."""
        return self.entry if isinstance(self.entry, Policy) else None

    def items(self, codes: Iterable[str]) -> str:
        """Items of personal data by their names."""
        return self.listed(plain(self.names.name("items", code)) for code in sorted(codes))

    def purposes(self, codes: Iterable[str]) -> str:
        """Purposes of use by their names."""
        return self.listed(plain(self.names.name("purposes", code)) for code in sorted(codes))

    def spoken(self, words: Iterable[Spoken]) -> str:
        """Words of the register as they are spoken."""
        return self.listed(word[self.lang] for word in words)

    def fields(self, holder: Any, names: Iterable[str]) -> str:
        """Fields with their days, those not recorded too: `notified 2026-04-01, filed with the PPC —`."""
        return self.listed(f"{FIELDS[name][self.lang]} {getattr(holder, name) or '—'}" for name in names)

    @property
    def named_texts(self) -> str:
        """The codes of the consent texts that the basis of the day names."""
        return self.listed(text.code for text in (self.basis.texts if self.basis else ()))

    @property
    def texts_in_use(self) -> str:
        """The codes of those that are in use on the day."""
        return self.listed(text.code for text in (self.basis.texts if self.basis else ()) if self.day in text.in_use)

    def listed(self, words: Iterable[str]) -> str:
        """Words in a row; says so where there is none."""
        return _COMMAS[self.lang].join(words) or _NOTHING[self.lang]

    def on(self, day: int) -> str:
        """A day as a date."""
        return str(as_date(day) or date.max)

    @property
    def moment(self) -> str:
        """When the hand-over was made, in the operator's time zone."""
        assert self.delivery is not None, "asked for only at a delivery"
        return self.delivery.at.astimezone(self.facts.time_zone).strftime("%Y-%m-%d %H:%M")

    def persons(self) -> Said:
        """How many persons of a hand-over are touched."""
        count = self.subjects or 0
        return {"ja": f"{count}名", "en": f"{count} {'person' if count == 1 else 'persons'}"}

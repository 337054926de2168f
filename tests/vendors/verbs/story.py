"""A long story of a register: verbs of every kind, drawn one after the other from what the register says by then.

The same seed tells the same story. Much of it is refused, as in an office; what is said is made to be possible more
often than not.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from models.vocabulary import MeasureKind, RecordItem, Term
from tests.registers import Document
from vendors.store.entries import LIMITS, OPERATOR
from vendors.verbs.doing import RELEASES, Order
from vendors.verbs.table import BY_NAME, VERBS
from vendors.verbs.verb import Verb, name_of

MADE = "told-"
"""How the names of those begin that came in with the story."""
FIRST = date(2024, 1, 1)
SAID_LIMITS = ("review_months", "equivalent_check_months", "return_days", "record_days")


class Storyteller:
    """Thinks of what is done next."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._made = 0
        self._seen: Document = {}
        self._published: Sequence[int] = ()

    def a_round(self) -> list[Verb]:
        """Every verb once, in some order."""
        return self.chance.sample(VERBS, len(VERBS))

    def order(self, verb: Verb, register: Document, releases: Sequence[int]) -> Order:
        """What somebody wants done, alone or with several at once; `releases` are the numbers of the publications.

        Of a list that has lost its last entry, what it held is remembered: it is made anew, or refused as not there.
        """
        register = self._seen = {**self._seen, **register}
        releases = self._published = releases or self._published
        many = bool(verb.many) and self.chance.random() < 0.25
        said = [self._said(verb, register, releases) for _ in range(self.chance.randint(2, 3) if many else 1)]
        reason = self.new("because ") if verb.corrects else None
        by = self.chance.choice(("hanako", "taro", None))
        return Order(verb, said, ("entries",) if many else ("entry",), many=many, by=by, reason=reason)

    def new(self, before: str) -> str:
        """A text that was not said yet."""
        self._made += 1
        return f"{before}{self._made}"

    def day(self) -> str:
        """A day of the years of the story."""
        return (FIRST + timedelta(days=self.chance.randrange(1_200))).isoformat()

    def code(self, entries: Sequence[Document]) -> str:
        """The code of one of these."""
        return str(self.chance.choice(entries)["code"])

    def _said(self, verb: Verb, register: Document, releases: Sequence[int]) -> Document:
        name = verb.list_name
        if name in {OPERATOR, LIMITS}:
            return self._of_what_there_is_once(name)
        entries: list[Document] = register[name]
        if verb.name in HAPPENS:
            with_code = [one for one in entries if _bears(verb.name, one)] or entries
            entry = self.chance.choice(with_code)
            return {"code": entry["code"], **HAPPENS[verb.name](self, entry, register)}
        if verb.makes:
            return self._made_like(name, self.chance.choice(entries))
        named = self._naming(name, entries, releases, removing=not verb.partly)
        return {**named, **self._corrected(entries)} if verb.partly else named

    def _made_like(self, name: str, entry: Document) -> Document:
        """Another entry that says what one says, in its own name."""
        made = {key: value for key, value in entry.items() if key not in {"renews", "amendments"}}
        if name == RELEASES:
            return {**made, "note": self.new("publication ")}
        if name == "policies":
            start = (date.fromisoformat(str(entry["from"])) + timedelta(days=self.chance.randint(1, 900))).isoformat()
            return {**made, "version": self.new(MADE), "from": start}
        return {**made, "code": self.new(MADE)}

    def _naming(self, name: str, entries: Sequence[Document], releases: Sequence[int], *, removing: bool) -> Document:
        if name == RELEASES:
            return {"id": str(self.chance.choice(releases))}
        key = name_of(name)
        made = [one for one in entries if str(one[key]).startswith(MADE)]
        return {key: self.chance.choice(made if made and removing else entries)[key]}

    def _corrected(self, entries: Sequence[Document]) -> Document:
        """A field said otherwise: as another entry says it, or a remark."""
        other = self.chance.choice(entries)
        fields = sorted(other.keys() - {"code", "version", "note"})
        if self.chance.random() < 0.5 or not fields:
            return {"note": self.new("remark ")}
        field = self.chance.choice(fields)
        return {field: other[field]}

    def _of_what_there_is_once(self, name: str) -> Document:
        if name == LIMITS:
            return {self.chance.choice(SAID_LIMITS): self.chance.randint(1, 36)}
        return self.chance.choice(
            [
                {"contact": self.new("privacy-") + "@design-studio.example"},
                {"representative": self.new("見本 ")},
                {"country": self.chance.choice(["JP", "JP", "US", None])},
            ]
        )


Happens = Callable[[Storyteller, Document, Document], Document]

_BEARS: Mapping[str, str] = {
    "approveSubprocessor": "subprocessors",
    "endSubprocessor": "subprocessors",
    "endEquivalentMeasures": "equivalent_measures",
    "recordDeletion": "record",
}
"""What an entry has to say for a verb to be about it."""


def _bears(verb: str, entry: Document) -> bool:
    return verb not in _BEARS or bool(entry.get(_BEARS[verb]))


def _on(teller: Storyteller, _entry: Document, _register: Document) -> Document:
    return {"on": teller.day()}


def _until(teller: Storyteller, _entry: Document, _register: Document) -> Document:
    return {"until": teller.day()}


def _changed_recipient(teller: Storyteller, _entry: Document, _register: Document) -> Document:
    what: list[Document] = [
        {"name": teller.new("Renamed ")},
        {"country": teller.chance.choice(["JP", "US", "DE", "VN"])},
        {"address": None},
    ]
    return {"on": teller.day(), **teller.chance.choice(what)}


def _changed_transfer(teller: Storyteller, entry: Document, register: Document) -> Document:
    items = sorted(one["code"] for one in teller.chance.sample(register["items"], min(2, len(register["items"]))))
    what: list[Document] = [{"items": items}, {"mixed": True}, {"contract": entry.get("contract")}, {"foreign": True}]
    return {"on": teller.day(), **teller.chance.choice(what)}


def _amended(teller: Storyteller, _entry: Document, _register: Document) -> Document:
    added, removed = teller.chance.sample([term.value for term in Term], 2)
    return {"on": teller.day(), "adds": [added], "removes": [removed]}


def _renewed(teller: Storyteller, _entry: Document, _register: Document) -> Document:
    return {"renewal": {"code": teller.new(MADE), "from": teller.day(), "until": None}}


def _entrusted(teller: Storyteller, _entry: Document, register: Document) -> Document:
    return {"subprocessor": {"recipient": teller.code(register["recipients"]), "from": teller.day()}}


def _of_subprocessor(says: str) -> Happens:
    def said(teller: Storyteller, entry: Document, _register: Document) -> Document:
        part: Any = teller.chance.choice(entry.get("subprocessors") or [{"recipient": "nobody", "from": teller.day()}])
        return {"recipient": part["recipient"], "from": part["from"], says: teller.day()}

    return said


def _measures(teller: Storyteller, _entry: Document, _register: Document) -> Document:
    return {"measures": {"kind": teller.chance.choice(list(MeasureKind)).value, "from": teller.day()}}


def _measures_ended(teller: Storyteller, entry: Document, _register: Document) -> Document:
    part: Any = teller.chance.choice(entry.get("equivalent_measures") or [{"kind": "cbpr", "from": teller.day()}])
    return {"kind": part["kind"], "from": part["from"], "until": teller.day()}


def _another_basis(teller: Storyteller, _entry: Document, register: Document) -> Document:
    bases: list[Document] = [
        {"kind": "outsourcing"},
        {"kind": "consent", "texts": [teller.code(register["consent_texts"])]},
        {"kind": "merger", "within_business": True},
    ]
    return {"basis": {**teller.chance.choice(bases), "from": teller.day()}}


def _provided(teller: Storyteller, _entry: Document, _register: Document) -> Document:
    has = sorted(one.value for one in teller.chance.sample(list(RecordItem), 4))
    return {"record": {"made_on": teller.day(), "method": "individual", "has": has}}


HAPPENS: Mapping[str, Happens] = {
    "changeRecipient": _changed_recipient,
    "recordScreening": _on,
    "recordReview": _on,
    "recordEquivalentCheck": _on,
    "addSubprocessor": _entrusted,
    "approveSubprocessor": _of_subprocessor("approved_on"),
    "endSubprocessor": _of_subprocessor("until"),
    "addEquivalentMeasures": _measures,
    "endEquivalentMeasures": _measures_ended,
    "amendContract": _amended,
    "renewContract": _renewed,
    "terminateContract": _on,
    "recordReturn": _on,
    "endConsentText": _until,
    "changeTransfer": _changed_transfer,
    "replaceBasis": _another_basis,
    "endTransfer": _until,
    "recordProvision": _provided,
    "recordDeletion": _on,
}
"""What each verb says beside the name of the entry, of those that say that something happened."""

assert HAPPENS.keys() <= BY_NAME.keys(), "each is a verb"

"""Hypothesis strategies for whole registers: valid, connected, and dense around the days on which something happens.

A register is drawn as the plain document that a file would hold (`documents()`), because tests take facts out of it,
shift its days or turn its lists round; `registers()` are the same as entries.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from models.vocabulary import (
    ContractKind,
    Ground,
    ItemKind,
    ItemSource,
    MeasureKind,
    RecipientKind,
    RecordItem,
    RecordMethod,
    Term,
)
from vendors.register.entries.register import Register

Document = dict[str, Any]
T = TypeVar("T")

ANCHORS = (
    date(2026, 4, 1),
    date(2022, 4, 1),  # Art. 28(2), Rule 18(1)
    date(2017, 5, 30),  # Art. 28, 29
    date(2019, 1, 23),  # the designated countries
    date(2024, 2, 29),
    date(2005, 4, 1),  # the Act
)
"""One of them is what a register is about; its days lie around it."""
OFFSETS = (0, 1, -1, 30, 90, -30, 7, 8, 31, 89, 364, 365, 366, -90, -365, -366, 400, 730, -800, 1500)
TIMES = ("00:00:00", "12:00:00", "23:59:59.999999", "08:30:00")
COUNTRIES = ("JP", "US", "DE", "GB", "VN", "NO")
SUBJECTS = ("p-1", "p-2", "p-3")
TEXTS = ("a reason", "理由", "第197条2項", "NO", "on", "2026-04-01", "12")

CONFIDENTIALITY: tuple[Document, ...] = (
    {},
    {"survives_months": 36, "binds_staff": True},
    {"survives_months": 0, "binds_staff": False, "binds_subcontractors": True},
    {"binds_subcontractors": False},
)
ASKED_TERMS = tuple(term for term in Term if term is not Term.FOREIGN_HANDLING_LIMIT)
NOT_TEXTS_TO_YAML = (
    "yes", "no", "on", "off", "~", "null", "true", "0x1F", "1e3", ".inf", "1_000", "0o17", "012", "=", "<<", "!x", "&a",
    "*a", "%", "@", "`", "'", '"', "\\", "#", "|", ">", "---", "...", "{a}", "[a]", "a,b", ":",
)  # fmt: skip
NOT_QUITE_SEEN = (
    "a: b # c", "- a", "? a", "a\nb", "a\n\n  b\n", " lead", "trail ", "\ttab", "a\r\nb", "x\u2028y", "x\x85y",
    "\ufeffx", "\x01", "x\x7f", "𠮷野家", "👩\u200d👧", "\u202eabc", "\ufffe", "\u3000全角\u3000",
)  # fmt: skip
NASTY = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip),
    st.sampled_from([*NOT_TEXTS_TO_YAML, *NOT_QUITE_SEEN]),
)
"""Texts that YAML would rather read as something else."""
_numbers = cache(st.integers)
"""Strategies of numbers, made once each: a register takes hundreds of draws, which are of numbers alone to be quick."""


class Drawn:
    """What has been drawn so far, and how to draw more; 0 and `False` are what shrinking leads to."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any], texts: st.SearchStrategy[str]) -> None:
        """Choose what the register is about, and how complete it is."""
        self.draw = draw
        self.texts = texts
        self.anchor: date = self.one(ANCHORS)
        self.absent_in_ten: int = self.one((0, 1, 1, 2, 5))

    def one(self, values: Sequence[T]) -> T:
        """One of the values."""
        return values[self.number(0, len(values) - 1)]

    def number(self, least: int, most: int) -> int:
        """A number, both ends included."""
        number: int = self.draw(_numbers(least, most))
        return number

    def told(self) -> bool:
        """Whether a good fact is recorded: mostly, in a register that is mostly complete."""
        return self.number(1, 10) > self.absent_in_ten

    def rarely(self, one_in: int = 6) -> bool:
        """Whether something unusual is so."""
        return self.number(0, one_in - 1) == one_in - 1

    def some(self, values: Sequence[T], least: int = 0) -> list[T]:
        """Some of the values, in any order."""
        left = list(values)
        return [left.pop(self.number(0, len(left) - 1)) for _ in range(self.number(least, len(left)))]

    def day(self) -> date:
        """A day around the anchor."""
        return self.anchor + timedelta(days=self.one(OFFSETS))

    def days(self, most: int = 2) -> list[str]:
        """A few days."""
        return [self.day().isoformat() for _ in range(self.number(0, most))]

    def after(self, start: date) -> str:
        """A day on or after another."""
        return (start + timedelta(days=abs(self.one(OFFSETS)))).isoformat()

    def period(self, open_in: int = 3) -> Document:
        """A period from a day, open-ended once in so many."""
        start = self.day()
        return {"from": start.isoformat()} | ({} if self.rarely(open_in) else {"until": self.after(start)})

    def moment(self) -> str:
        """A moment around the anchor."""
        return f"{self.day().isoformat()}T{self.one(TIMES)}{self.one(('+09:00', 'Z', '-05:00'))}"

    def text(self) -> str:
        """Any text."""
        text: str = self.draw(self.texts)
        return text

    def flags(self, **one_in: int) -> Document:
        """Flags that are recorded now and then, and true once in so many."""
        return {name: self.rarely(often) for name, often in one_in.items() if self.rarely(3)}

    def facts(self, *names: str) -> Document:
        """Texts that prove something, each recorded or not."""
        return {name: self.text() for name in names if self.told()}

    def notes(self) -> Document:
        """A note and an owner, now and then."""
        return {name: self.text() for name in ("note", "owner") if self.rarely(12)}


def codes(entries: Sequence[Document]) -> list[str]:
    """The codes of entries."""
    return [entry["code"] for entry in entries]


@st.composite
def documents(
    draw: Callable[[st.SearchStrategy[Any]], Any], *, texts: st.SearchStrategy[str] | None = None
) -> Document:
    """A valid register as plain data in the shape of the file; `texts` are what its free texts are drawn from."""
    d = Drawn(draw, st.sampled_from(TEXTS) if texts is None else texts)
    document: Document = {"register": 1, "operator": operator(d), **limits(d)}
    document["services"] = [{"code": f"s-{n}", "name": d.text()} for n in range(d.number(1, 2))]
    document["purposes"] = [{"code": f"use-{n}", "name": d.text(), **d.notes()} for n in range(d.number(1, 3))]
    document["items"] = [item(d, n) for n in range(d.number(1, 3))]
    document["recipients"] = recipients(d, document)
    document["policies"] = policies(d, document)
    document["contracts"] = contracts(d, document)
    document["consent_texts"] = [consent_text(d, n, document) for n in range(d.one((1, 2, 0)))]
    document["transfers"] = [transfer(d, n, document) for n in range(d.number(1, 3))]
    document["consents"] = consents(d, document)
    document["deliveries"] = [delivery(d, n, document) for n in range(d.one((1, 2, 3, 0)))]
    document["anonymised_releases"] = [release(d, document) for _ in range(d.number(0, 1))]
    document["stops"] = [stop(d, document) for _ in range(d.number(0, 2))]
    if d.rarely(3):
        annotate(d, document)
    return {name: value for name, value in document.items() if value != []}


def annotate(d: Drawn, document: Document) -> None:
    """Add notes and owners wherever they may stand: the operator, a record, and every entry of a list, however deep."""
    for key, value in document.items():
        for held in value if isinstance(value, list) else [value]:
            if isinstance(held, dict):
                annotate(d, held)
                if isinstance(value, list) or key in {"operator", "record"}:
                    held.update({name: d.text() for name in ("note", "owner") if d.rarely(2)})


def registers(*, texts: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Register]:
    """A valid register."""
    return documents(texts=texts).map(Register.model_validate)


def nasty_registers() -> st.SearchStrategy[Register]:
    """A valid register whose texts try to be anything but texts."""
    return registers(texts=NASTY)


def operator(d: Drawn) -> Document:
    """The operator."""
    zone = {"time_zone": d.one(("Asia/Tokyo", "UTC", "America/New_York"))} if d.rarely(4) else {}
    country = {"country": "JP"} if d.told() else {}
    facts = d.facts("address", "representative", "contact")
    return {"name": d.text(), **country, **facts, **zone, **d.flags(academic=2)}


def limits(d: Drawn) -> Document:
    """Other limits than the usual, now and then."""
    if not d.rarely(4):
        return {}
    months = {name: d.one((1, 0, 24)) for name in ("review_months", "equivalent_check_months")}
    return {"limits": {**months, "return_days": d.one((0, 7)), "record_days": d.one((0, 30))}}


def item(d: Drawn, n: int) -> Document:
    """An item of personal data, seldom of a special kind."""
    kind = {"kind": str(d.one(list(ItemKind)))} if d.rarely(4) else {}
    source = {"source": str(d.one(list(ItemSource)))} if d.rarely() else {}
    return {"code": f"i-{n}", "name": d.text(), **kind, **source, **d.flags(sensitive=3), **d.notes()}


def recipients(d: Drawn, document: Document) -> list[Document]:
    """Recipients; each may have those after it as sub-processors."""
    names = [f"r-{n}" for n in range(d.number(1, 4))]
    return [recipient(d, code, names[n + 1 :], codes(document["items"])) for n, code in enumerate(names)]


def recipient(d: Drawn, code: str, below: list[str], items: list[str]) -> Document:
    """A recipient with what supervision and provision abroad leave behind."""
    entry: Document = {"code": code, "name": d.text()}
    entry["kind"] = str(d.one(list(RecipientKind)) if d.rarely(4) else RecipientKind.COMPANY)
    entry |= {"country": d.one(COUNTRIES)} if d.told() else {}
    entry |= {"japan_business": d.text()} if d.rarely(8) else {}
    entry |= d.flags(same_entity=4) | d.facts("address", "representative") | d.notes()
    entry |= {"corporate_number": "7000012050002"} if d.rarely() else {}
    entry["screenings"] = [*d.days(), *([(d.anchor - timedelta(days=900)).isoformat()] if d.told() else [])]
    entry["reviews"] = d.days(3)
    entry["stored_in"] = d.some(COUNTRIES) if d.rarely() else []
    if d.rarely(2 if entry.get("country") in {"US", "VN"} else 6):
        measures = [str(kind) for kind in MeasureKind]
        entry["equivalent_measures"] = [{"kind": d.one(measures), **d.period()} for _ in range(d.number(1, 2))]
        entry["equivalent_checks"] = d.days()
        entry |= {"continuation_difficult_from": d.day().isoformat()} if d.rarely() else {}
    entry["subprocessors"] = [
        {"recipient": other, "items": d.some(items), **d.period(), **d.facts("work")}
        | ({"approved_on": d.day().isoformat()} if d.told() else {})
        for other in (d.some(below) if d.rarely(3) else [])
    ]
    values: dict[str, Callable[[], Any]] = {
        "name": d.text,
        "kind": lambda: str(d.one(list(RecipientKind))),
        "country": lambda: d.one((*COUNTRIES, None)),
        "japan_business": lambda: d.one((None, "in Japan")),
        "address": lambda: d.one((None, "Sendai")),
        "representative": lambda: d.one((None, "Rei")),
    }
    entry["changes"] = changes(d, values) if d.rarely(3) else []
    return entry


def changes(d: Drawn, values: dict[str, Callable[[], Any]]) -> list[Document]:
    """Changes of some fields, on days that all differ."""
    days = sorted({d.day() for _ in range(d.number(1, 3))})
    return [{"on": day.isoformat(), **{name: values[name]() for name in d.some(list(values), 1)}} for day in days]


def policies(d: Drawn, document: Document) -> list[Document]:
    """Policy versions from different days; the first mostly long ago."""
    items, purposes, others = (codes(document[name]) for name in ("items", "purposes", "recipients"))
    starts = sorted(
        {d.day() for _ in range(d.number(0, 2))} | ({d.anchor - timedelta(days=2000)} if d.told() else set())
    )
    entries = []
    for start in starts:
        entry: Document = {"version": f"v-{start.isoformat()}", "from": start.isoformat()}
        entry["purposes"] = purposes if d.told() else d.some(purposes)
        entry |= {"states_provision": d.told()} if d.told() else {}
        if d.rarely(2):
            use = {"users": d.some(others, 1), "items": d.some(items, 1), "purposes": d.some(purposes, 1)}
            entry["joint_use"] = [{**use, "from": d.day().isoformat(), **d.facts("responsible")}]
        if d.rarely(2):
            steps = {name: d.day().isoformat() for name in ("notified_on", "filed_on", "published_on") if d.told()}
            out = {"items": d.some(items, 1), "recipients": d.some(others, 1), "from": d.day().isoformat()}
            entry["opt_out"] = [out | steps]
        entries.append(entry)
    return entries


def contracts(d: Drawn, document: Document) -> list[Document]:
    """Contracts; each renews one before it, or none."""
    entries: list[Document] = []
    free: list[str] = []
    for n in range(d.number(0, 4)):
        entry = contract(d, n, document)
        if free and d.rarely(2):
            entry["renews"] = free.pop()
        free.append(entry["code"])
        entries.append(entry)
    return entries


def contract(d: Drawn, n: int, document: Document) -> Document:
    """A contract, mostly one of outsourcing that has all its terms."""
    items, purposes = codes(document["items"]), codes(document["purposes"])
    entry: Document = {"code": f"c-{n}", "recipient": d.one(codes(document["recipients"]))}
    entry["kind"] = str(d.one(list(ContractKind)) if d.rarely(3) else ContractKind.OUTSOURCING)
    entry |= d.period() if d.rarely(3) else {"from": (d.anchor - timedelta(days=400)).isoformat()}
    entry |= {"until": d.after(date.fromisoformat(entry["from"]))} if d.rarely(3) else {}
    entry |= {"signed_on": d.day().isoformat()} if d.rarely(3) else {}
    entry |= {"auto_renews": d.one(({"months": 12}, {"months": 1, "notice_days": 30}))} if d.rarely() else {}
    entry |= {"terminated_on": d.day().isoformat()} if d.rarely() else {}
    entry |= {"confidentiality": d.one(CONFIDENTIALITY)} if d.told() else {}
    entry["terms"] = [str(term) for term in (ASKED_TERMS if d.told() else d.some(list(Term)))]
    entry |= {"items": items if d.told() else d.some(items)} if d.told() else {}
    entry |= {"purposes": purposes if d.told() else d.some(purposes)} if d.told() else {}
    entry |= d.flags(access_controlled=2, handles_personal_data=2) if d.rarely(4) else {}
    entry |= {"return_within_days": d.one((0, 10, 60))} if d.rarely() else {}
    entry |= {"returned_on": d.day().isoformat()} if d.rarely(3) else {}
    values: dict[str, Callable[[], Any]] = {
        "adds": lambda: [str(term) for term in d.some(ASKED_TERMS[:4])],
        "removes": lambda: [str(term) for term in d.some(ASKED_TERMS[4:])],
        "confidentiality": lambda: d.one((None, {})),
        "until": lambda: d.one((None, (d.anchor + timedelta(days=500)).isoformat())),
        "items": lambda: d.one((items, items[:1], None)),
        "purposes": lambda: d.one((purposes, purposes[:1], None)),
    }
    entry["amendments"] = changes(d, values) if d.rarely(4) else []
    return entry | d.facts("title", "work") | d.notes()


def consent_text(d: Drawn, n: int, document: Document) -> Document:
    """A wording, for some recipients or any, mostly in use before anything happens."""
    items, purposes, others = (codes(document[name]) for name in ("items", "purposes", "recipients"))
    start = {"from": (d.anchor - timedelta(days=1000)).isoformat()}
    entry: Document = {"code": f"text-{n}", **(start if d.told() else d.period())}
    entry |= {"recipients": others} if d.told() else {"any_recipient": d.told(), "recipient_class": d.text()}
    entry |= {"items": items if d.told() else d.some(items, 1)}
    entry |= {"purposes": purposes if d.told() else d.some(purposes, 1)}
    entry |= {"expressed": True} if d.told() else d.flags(expressed=2)
    if d.told() and not d.rarely(3):
        information = ("country_named", "system_described", "measures_described")
        entry["foreign"] = {name: not d.rarely(8) for name in information if d.told()}
        entry["foreign"] |= {"unknown_reason": d.text()} if d.rarely() else {}
    return entry


def transfer(d: Drawn, n: int, document: Document) -> Document:
    """A transfer on one basis, or on several one after the other, with gaps."""
    items, purposes = codes(document["items"]), codes(document["purposes"])
    entry: Document = {"code": f"t-{n}", "service": d.one(codes(document["services"]))}
    everyone = {one["code"]: one for one in document["recipients"]}
    if document["contracts"] and not d.rarely(4):
        under = d.one(document["contracts"])
        entry |= {"recipient": under["recipient"], "contract": under["code"]}
        items, purposes = under.get("items") or items, under.get("purposes") or purposes
    else:
        entry["recipient"] = d.one(list(everyone))
    abroad = everyone[entry["recipient"]].get("country", "JP") != "JP"
    entry |= {"foreign": abroad} if d.told() else d.flags(foreign=2)
    entry |= d.flags(own_use=3, mixed=3) | d.period(2) | d.notes()
    entry |= {name: d.text() for name in ("subject_class", "method") if d.rarely(8)}
    entry |= {"items": d.some(items, 1), "purposes": d.some(purposes, 1)}
    all_items, all_purposes = codes(document["items"]), codes(document["purposes"])
    values: dict[str, Callable[[], Any]] = {
        "items": lambda: d.some(all_items, 1),
        "purposes": lambda: d.some(all_purposes, 1),
        "contract": lambda: d.one((None, *codes(document["contracts"]))),
        "foreign": lambda: d.one((None, True, False)),
        "own_use": lambda: d.one((None, True, False)),
        "mixed": lambda: d.one((None, True, False)),
    }
    entry["changes"] = changes(d, values) if d.rarely(3) else []
    entry["bases"] = bases(d, document)
    return entry


def bases(d: Drawn, document: Document) -> list[Document]:
    """One basis for the whole transfer; or several, each until the day before the next, and some of them left out."""
    if not d.rarely(3):
        return [basis(d, document)] if d.told() else []
    starts = sorted({d.day() for _ in range(d.number(1, 3))})
    ends = [start - timedelta(days=1) for start in starts[1:]]
    entries = [
        {**basis(d, document), "from": start.isoformat(), **({"until": end.isoformat()} if end else {})}
        for start, end in zip(starts, [*ends, None], strict=True)
    ]
    return [entry for entry in entries if d.told()]


def basis(d: Drawn, document: Document) -> Document:
    """A basis of any kind, with its evidence or part of it."""
    texts = codes(document["consent_texts"])
    kind = d.one(("outsourcing", "consent", "other_law", "outsourcing", "consent", "merger", "government_cooperation"))
    entry: Document = {"kind": kind}
    if kind == "consent":
        return entry | {"texts": (texts if d.told() else d.some(texts))}
    entry |= {"foreign_consent": d.some(texts)} if d.rarely(3) else {}
    if kind == "merger":
        instruments = codes(document["contracts"])
        entry |= {"instrument": d.one(instruments)} if instruments and d.told() else {}
        entry |= {"effective_on": d.day().isoformat()} if d.told() else {}
        entry |= {"within_business": True} if d.told() else d.flags(within_business=2)
    elif kind == "government_cooperation":
        entry |= d.facts("requester", "affair", "statute", "necessity", "impediment", "document")
        entry |= {"requested_on": d.day().isoformat()} if d.rarely(3) else {}
        entry |= {"delegated_by": d.text()} if d.rarely(3) else {}
    elif kind == "other_law":
        entry |= {"ground": str(d.one((Ground.OPT_OUT, Ground.JOINT_USE, *Ground)))} if d.told() else {}
        entry |= d.facts("statute", "article", "document", "consent_difficult", "necessity") | d.flags(foreign_law=2)
    return entry


def consents(d: Drawn, document: Document) -> list[Document]:
    """What a few persons agreed to, before anything happened or any time."""
    earlier = f"{d.anchor - timedelta(days=900)}T09:00:00+09:00"
    texts = codes(document["consent_texts"])
    return [
        {"text": d.one(texts), "subject": d.one(SUBJECTS), "given_at": d.one((earlier, d.moment()))}
        | ({"withdrawn_at": d.moment()} if d.rarely(3) else {})
        | d.flags(capable=2, guardian=2)
        for _ in range(d.number(1, 5) if texts else 0)
    ]


def delivery(d: Drawn, n: int, document: Document) -> Document:
    """A delivery, mostly within its transfer's period, with a record or without."""
    on_consent = [one for one in document["transfers"] for held in one["bases"][:1] if held["kind"] == "consent"]
    under = d.one(on_consent if on_consent and d.rarely(2) else document["transfers"])
    day = d.after(date.fromisoformat(under["from"]))
    day = under["from"] if day > under.get("until", day) else day
    at = f"{day}T{d.one(TIMES)}+09:00" if d.told() else d.moment()
    entry: Document = {"code": f"d-{n}", "transfer": under["code"], "at": at}
    entry |= {"subjects": d.some(SUBJECTS, 1)} if d.told() else {"subject_count": d.number(0, 3)}
    entry |= {"items": d.some(items_on(under, at, document))} if d.rarely(3) else {}
    if d.told():
        made = datetime.fromisoformat(at).date() + timedelta(days=d.one((0, 7, 8, 100)))
        has = list(RecordItem) if d.told() else d.some(list(RecordItem))
        entry["record"] = {
            "made_on": made.isoformat(),
            "method": str(d.one(list(RecordMethod))),
            "has": list(map(str, has)),
        }
        if d.rarely(3):
            entry["record"]["deleted_on"] = (made + timedelta(days=d.one((1095, 1096, 366)))).isoformat()
    return entry


def items_on(transfer: Document, at: str, document: Document) -> list[str]:
    """The items that a transfer has on the operator's day of a moment."""
    zone = ZoneInfo(document["operator"].get("time_zone", "Asia/Tokyo"))
    day = datetime.fromisoformat(at).astimezone(zone).date().isoformat()
    come = [change["items"] for change in transfer["changes"] if change["on"] <= day and "items" in change]
    items: list[str] = come[-1] if come else transfer["items"]
    return items


def release(d: Drawn, document: Document) -> Document:
    """A publication about anonymised information."""
    days = ("created_published_on", "provision_published_on", "labelled_on")
    return {
        "items": d.some(codes(document["items"]), 1),
        "recipients": d.some(codes(document["recipients"]), 1),
        **{name: d.day().isoformat() for name in days if d.told()},
        **d.facts("method"),
    }


def stop(d: Drawn, document: Document) -> Document:
    """A person's accepted request to stop, to some recipients or to all."""
    at = d.moment()
    until = {"until": f"{d.after(date.fromisoformat(at[:10]) + timedelta(days=3))}T00:00:00Z"} if d.rarely(3) else {}
    entry = {"subject": d.one(SUBJECTS), "from": at, **until}
    return entry | {"recipients": d.some(codes(document["recipients"])) if d.rarely(2) else []}

"""Registers that differ little: one, and the same with an entry or two added, corrected or removed."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from hypothesis import assume
from hypothesis import strategies as st

from tests.registers import Document, documents
from vendors.register.documents import ENTRY_TYPES, register_document
from vendors.register.entries.register import Register
from vendors.register.faults import RegisterRefused
from vendors.register.read import read_register
from vendors.register.write import write_register

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]


def without_a_value(register: Register) -> Iterator[tuple[str, str, Register]]:
    """What a register becomes where one entry doesn't say one thing: the list, the field, and the register."""
    document = register_document(register)
    for name in ENTRY_TYPES:
        for place, entry in enumerate(document.get(name, [])):
            for field in entry:
                less = {**entry}
                del less[field]
                entries = [*document[name][:place], less, *document[name][place + 1 :]]
                whole = _whole({**document, name: entries})
                if whole is not None:
                    yield name, field, whole


@st.composite
def slightly_corrected(draw: Draw[Any]) -> tuple[Register, Register]:
    """A register, and what it becomes by few corrections, each of which concerns one entry."""
    before, other = (Register.model_validate(document) for document in (draw(documents()), draw(documents())))
    document, wealth = register_document(before), register_document(other)
    for _ in range(draw(st.integers(1, 2))):
        _correct(draw, document, wealth)
    after = _whole(document)
    assume(after is not None and after != before)
    assert after is not None, "assumed"
    return before, after


def _correct(draw: Draw[Any], document: Document, wealth: Document) -> None:
    """Add an entry, remove one, or have one say something else: what another says, or nothing."""
    name = draw(st.sampled_from([name for name in ENTRY_TYPES if document.get(name) or wealth.get(name)]))
    entries = document.setdefault(name, [])
    others = wealth.get(name, [])
    how = draw(st.sampled_from(["correct", "correct", "correct", "add", "remove"] if entries else ["add"]))
    if how == "add" and others:
        entries.append(draw(st.sampled_from(others)))
    elif how == "remove":
        entries.pop(draw(st.integers(0, len(entries) - 1)))
    elif entries:
        entry = entries[draw(st.integers(0, len(entries) - 1))]
        said = draw(st.sampled_from([*others, *entries]))
        field = draw(st.sampled_from(sorted({*entry, *said} - {"code"} or {"note"})))
        if field in said and draw(st.booleans()):
            entry[field] = said[field]
        else:
            entry.pop(field, None)
    if not entries:
        del document[name]


def _whole(document: Document) -> Register | None:
    """The register that a file of this says, or `None` where it would be refused."""
    try:
        return read_register(write_register(Register.model_validate(document)))
    except (RegisterRefused, ValueError):
        return None

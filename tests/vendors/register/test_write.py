"""What is written reads back as what it was, and the same register gives the same bytes."""

from collections.abc import Iterator
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.registers import documents, nasty_registers, registers
from vendors.register.documents import register_document
from vendors.register.entries.part import Part
from vendors.register.entries.register import Register
from vendors.register.read import read_register
from vendors.register.shape import parts_in
from vendors.register.write import write_register
from vendors.register.yaml_text import emit


@settings(max_examples=150, deadline=None)
@given(registers())
def test_a_written_register_reads_back_as_it_was(register: Register) -> None:
    """`parse(write(parse(f))) == parse(f)`, and writing again gives the same bytes."""
    written = write_register(register)

    again = read_register(written)

    assert again == register
    # Entries that say a null and entries that say nothing are equal to pydantic, but not to the law.
    assert register_document(again) == register_document(register)
    assert write_register(again) == written


@settings(max_examples=50, deadline=None)
@given(nasty_registers())
def test_a_register_of_nasty_texts_reads_back_as_it_was(register: Register) -> None:
    """Texts that YAML would rather read as something else stay what they are, wherever they stand."""
    again = read_register(write_register(register))

    assert register_document(again) == register_document(register)


@settings(max_examples=50, deadline=None)
@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_entries_and_fields_never_matters(document: dict[str, Any], random: Random) -> None:
    """A file with every list and mapping in another order is the same register, and is written as the same bytes."""
    turned = shuffled(document, random)

    assert write_register(read_register(emit(turned).encode())) == write_register(
        read_register(emit(document).encode())
    )


def shuffled(data: Any, random: Random) -> Any:
    """The same data with every list and mapping in another order."""
    if isinstance(data, dict):
        return {key: shuffled(data[key], random) for key in random.sample(sorted(data), len(data))}
    if isinstance(data, list):
        return [shuffled(held, random) for held in random.sample(data, len(data))]
    return data


def test_the_registers_that_are_drawn_say_every_field_there_is() -> None:
    """No field is spared the tests that draw registers: each one stands in some of them, sooner or later."""
    missing = fields_of(Register)

    @settings(max_examples=100, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(registers())
    def draw(register: Register) -> None:
        for part in parts_of(register):
            missing.difference_update((type(part).__name__, name) for name in part.model_fields_set)

    for number in range(20):
        if missing:
            seed(number)(draw)()

    assert missing == set()


def fields_of(part: type[Part]) -> set[tuple[str, str]]:
    """Every field of a part and of the parts within it, by class and name."""
    within = {inner for field in part.model_fields.values() for inner in parts_in(field.annotation)}
    return {(part.__name__, name) for name in part.model_fields}.union(*map(fields_of, within))


def parts_of(part: Part) -> Iterator[Part]:
    """The part and all parts within it."""
    yield part
    for name in type(part).model_fields:
        value = getattr(part, name)
        for held in value if isinstance(value, tuple) else (value,):
            if isinstance(held, Part):
                yield from parts_of(held)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip))
def test_any_text_survives(text: str) -> None:
    """Signs of YAML, line breaks of any kind, emoji, words that look like other types."""
    register = Register.model_validate({"register": 1, "operator": {"name": text, "note": f"no: {text} # on"}})

    assert read_register(write_register(register)) == register


def test_words_that_look_like_other_types_stay_words() -> None:
    """`NO`, `on`, dates, numbers, null."""
    for word in ("NO", "on", "yes", "true", "null", "~", "1", "1.5", "1e3", "0x10", "2026-04-01", "-", "?", "", " x "):
        register = Register.model_validate(
            {"register": 1, "operator": {"name": f"{word}x"[:-1] or "x", "contact": word}}
        )

        assert read_register(write_register(register)) == register

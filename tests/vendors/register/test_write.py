"""What is written reads back as what it was, and the same register gives the same bytes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.registers import registers
from vendors.register.entries import Register
from vendors.register.read import read_register
from vendors.register.write import write_register


@settings(max_examples=150, deadline=None)
@given(registers())
def test_a_written_register_reads_back_as_it_was(register: Register) -> None:
    """`parse(write(parse(f))) == parse(f)`, and writing again gives the same bytes."""
    written = write_register(register)

    assert read_register(written) == register
    assert write_register(read_register(written)) == written


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

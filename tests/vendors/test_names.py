"""Who is called so can be told from everybody else by looking."""

import unicodedata

import pytest

from vendors.names import can_be_told_apart, looks_like


@pytest.mark.parametrize(
    "name", ["花子", "Rémi", "board-2", "山田　花子", "Sato Hanako", "Nguyễn", "김", "İ", "a\u0331"]
)
def test_names_of_people_can_be(name: str) -> None:
    """In any script; a mark that composes with no letter stands where it is seen."""
    assert can_be_told_apart(unicodedata.normalize("NFC", name))


UNSEEN = (
    *("\u200b", "\u200d", "\u2066", "\u00ad", "\u034f", "\u115f", "\u3164", "\uffa0", "\u2800", "\u180e", "\ufe0f"),
    *("\U000e0101", "\U000e0041", "\ue000", "\ufeff", "\uffff", "\0", "\u00a0", "\u2003", "\u2028", "\ud800"),
)


@pytest.mark.parametrize("letter", UNSEEN, ids=ascii)
def test_a_letter_that_nobody_sees_is_in_no_name(letter: str) -> None:
    """Wherever it stands."""
    assert not any(map(can_be_told_apart, (f"{letter}ab", f"a{letter}b", f"ab{letter}")))


@pytest.mark.parametrize("name", ["", " ", " ab", "ab ", "\u3000ab", "e\u0301", "か\u3099", "\u0301ab", "\u212b"])
def test_a_name_that_can_be_written_otherwise_is_none(name: str) -> None:
    """One that is not composed, has a blank at an end, or begins with a mark that would stand on what is before it."""
    assert not can_be_told_apart(name)


def test_a_beginning_is_known_in_letters_of_any_case_and_width() -> None:
    """And only there."""
    assert all(looks_like(name, "oidc:") for name in ("oidc:x", "OIDC:x", "ｏｉｄｃ：x"))
    assert not looks_like("an oidc:", "oidc:")

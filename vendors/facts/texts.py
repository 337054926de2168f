"""Consent texts over days: since when one is in use, what it covers, and what it tells of provision abroad."""

from datetime import date

from vendors.periods import BEGINNING, NEVER, Periods, since, union
from vendors.register.entries.consent_text import ConsentText

INFORMATION_DUTY = date(2022, 4, 1)
"""From this day a consent to provision abroad needs the information of APPI 28(2)."""
BEFORE_INFORMATION_DUTY = Periods(((BEGINNING, INFORMATION_DUTY.toordinal() - 1),))


class TextFacts:
    """One wording that people agreed to. What they agreed to stays agreed to after it is out of use."""

    def __init__(self, entry: ConsentText) -> None:
        """Lay the entry out over days."""
        self.entry = entry
        self.code = entry.code
        self.about = f"consent_texts.{entry.code}"
        self.in_use = since(entry.from_)
        self.items = frozenset(entry.items)
        self.purposes = frozenset(entry.purposes)
        self.expressed = entry.expressed is True
        self.denies_information = entry.foreign is not None and False in (
            entry.foreign.country_named,
            entry.foreign.system_described,
            entry.foreign.measures_described,
        )
        """Whether it is recorded that one of the three informations is not given; a missing entry denies nothing."""
        self.tells_of_abroad = self.in_use if entry.foreign is not None else NEVER
        """Days on which it is in use and says something of provision abroad (APPI 28(1))."""
        self.informs = self.tells_of_abroad if self._says_enough() else self.tells_of_abroad & BEFORE_INFORMATION_DUTY
        """Days on which what it says of provision abroad suffices (APPI 28(2), Rule 17)."""

    def _says_enough(self) -> bool:
        """All three informations, a reason why one is not known, or a text out of use before the duty came."""
        foreign, until = self.entry.foreign, self.entry.until
        if foreign is None:
            return False
        if until is not None and until < INFORMATION_DUTY:
            return True
        if foreign.unknown_reason is not None:
            return True
        return bool(foreign.country_named and foreign.system_described and foreign.measures_described)

    def covers(self, recipient: str, items: frozenset[str], purposes: frozenset[str]) -> bool:
        """Whether it names the recipient (or any), all the items and all the purposes."""
        named = self.entry.any_recipient is True or recipient in self.entry.recipients
        return named and items <= self.items and purposes <= self.purposes


class TextsFacts:
    """The texts that a basis names, and what they say together; many bases name the same ones."""

    def __init__(self, texts: tuple[TextFacts, ...]) -> None:
        """Join the days of the texts."""
        self.texts = texts
        self.tells_of_abroad = union(text.tells_of_abroad for text in texts)
        """Days on which one in use says something of provision abroad."""
        self.informs = union(text.informs for text in texts)
        """Days on which one in use says enough of provision abroad (APPI 28(2))."""
        self.denies_information = union(text.in_use for text in texts if text.denies_information)
        """Days on which one is in use of which it is recorded that it does not."""

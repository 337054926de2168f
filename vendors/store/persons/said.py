"""What persons had said by a moment, told in SQL: of each person what `PersonFacts` tell, as a few small numbers.

A consent to a text that is asked is one of sixteen, by four things that the law looks at; so what somebody said of a
text is sixteen bits, of three texts a column. A person who said the same twice has said it once.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from vendors.facts.persons import ConsentFacts, PersonFacts
from vendors.store.address import Engine
from vendors.store.several import portions

Texts = Sequence[tuple[str, int]]
"""Texts by their codes, each with the number of its row."""

_TEXTS_A_COLUMN = 3
"""Texts of which one whole number of 64 bits tells."""
_KINDS = 16
_BEFORE, _WITHDRAWN, _CAPABLE, _BEFORE_DUTY = 1, 2, 4, 8


@dataclass(frozen=True)
class Said:
    """What is asked of persons in one statement: consents to these texts, each with the number of its row, and stops.

    The statement knows `question.at`, `question.duty` and `question.recipient` (a code), and `listed.subject`.
    """

    texts: tuple[tuple[str, int], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """What tells one person from another."""
        return (*(f"said_{place}" for place, _ in enumerate(self._portions)), "by_name", "for_all")

    def selected(self, engine: Engine) -> str:
        """The columns, out of all that is joined about one person."""
        together = "sum(DISTINCT %s)" if engine is Engine.SQLITE else "bit_or(%s)"
        of_texts = [f"{together % _bit(some)} AS said_{place}" for place, some in enumerate(self._portions)]
        return ", ".join([*of_texts, f"max({_BY_NAME}) AS by_name", f"max({_FOR_ALL}) AS for_all"])

    @property
    def joined(self) -> str:
        """What is joined about each person listed."""
        numbers = ", ".join(str(number) for _, number in self.texts)
        consents = f" LEFT JOIN consent ON consent.text_id IN ({numbers}) AND consent.subject = listed.subject"
        return (consents + _WITHDRAWALS if numbers else "") + _STOPS

    def teller(self) -> Callable[[Mapping[str, Any]], PersonFacts]:
        """Tells the person of a row with these columns; of equal rows it is one and the same, told once."""
        told, known = itemgetter(*self.columns), dict[tuple[Any, ...], PersonFacts]()

        def person(row: Mapping[str, Any]) -> PersonFacts:
            key = told(row)
            if key not in known:
                known[key] = _person(self.texts, *(int(number or 0) for number in key))
            return known[key]

        return person

    @property
    def _portions(self) -> Iterator[Texts]:
        return portions(self.texts, _TEXTS_A_COLUMN)


def _bit(texts: Texts) -> str:
    """Sixteen bits for each text, of which a consent is one."""
    places = " ".join(f"WHEN {number} THEN {place * _KINDS}" for place, (_, number) in enumerate(texts))
    return f"CAST(1 AS BIGINT) << (CASE consent.text_id {places} END + {_KIND})"


_KIND = (
    f"CASE WHEN consent.given_at < question.at THEN {_BEFORE} ELSE 0 END"
    f" + CASE WHEN withdrawal.withdrawn_at <= question.at THEN {_WITHDRAWN} ELSE 0 END"
    f" + CASE WHEN consent.capable IS NOT FALSE OR consent.guardian THEN {_CAPABLE} ELSE 0 END"
    f" + CASE WHEN consent.given_at < question.duty THEN {_BEFORE_DUTY} ELSE 0 END"
)
_WITHDRAWALS = " LEFT JOIN withdrawal ON withdrawal.consent_id = consent.id"
_STOPS = (
    " LEFT JOIN stop ON stop.subject = listed.subject AND stop.from_at <= question.at"
    " AND (stop.until_at IS NULL OR question.at <= stop.until_at)"
)
_BY_NAME = (
    "CASE WHEN stop.id IS NOT NULL AND EXISTS (SELECT 1 FROM stop_recipient JOIN recipient"
    " ON recipient.id = stop_recipient.recipient_id WHERE stop_recipient.stop_id = stop.id"
    " AND recipient.code = question.recipient) THEN 1 ELSE 0 END"
)
_FOR_ALL = (
    "CASE WHEN stop.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stop_recipient"
    " WHERE stop_recipient.stop_id = stop.id) THEN 1 ELSE 0 END"
)


@lru_cache(maxsize=10_000)
def _person(texts: Texts, *told: int) -> PersonFacts:
    """The person of whom these numbers tell; few are told of many."""
    *of_texts, by_name, for_all = told
    return PersonFacts(
        consents=frozenset(
            _consent(text, kind)
            for some, bits in zip(portions(texts, _TEXTS_A_COLUMN), of_texts, strict=True)
            for place, (text, _) in enumerate(some)
            for kind in range(_KINDS)
            if bits >> (place * _KINDS + kind) & 1
        ),
        stopped_by_name=bool(by_name),
        stopped_for_all=bool(for_all),
    )


def _consent(text: str, kind: int) -> ConsentFacts:
    return ConsentFacts(
        text=text,
        given_before=bool(kind & _BEFORE),
        withdrawn=bool(kind & _WITHDRAWN),
        capable=bool(kind & _CAPABLE),
        given_before_information_duty=bool(kind & _BEFORE_DUTY),
    )

"""What goes when a register changes: first the parts of what is corrected or removed, last the removed heads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tortoise.models import Model

from models.anonymised_release import AnonymisedRelease
from models.judgement import DeliveryFinding, Finding, Span
from models.person import Consent, Stop
from vendors.ledger.sealing import forget_deliveries, unseal
from vendors.store.connection import Connection
from vendors.store.entries import Difference, numbers_of
from vendors.store.persons.stored import consents, stops
from vendors.store.projection import consent_texts, contracts, deliveries, recipients, transfers
from vendors.store.projection.numbers import HEADS, Numbers
from vendors.store.rejudging import Answers
from vendors.store.rows import remove, table_of

_PARTS: Mapping[str, tuple[tuple[type[Model], ...], str]] = MappingProxyType(
    {
        "deliveries": (deliveries.PARTS, "delivery_id"),
        "transfers": (transfers.PARTS, "transfer_id"),
        "consent_texts": (consent_texts.PARTS, "text_id"),
        "contracts": (contracts.PARTS, "contract_id"),
        "recipients": (recipients.PARTS, "recipient_id"),
    }
)
"""The lists whose entries have parts, those that name others before those that are named; parts of parts go along."""

_NAMED_LAST = ("deliveries", "transfers", "consent_texts", "contracts", "recipients", "items", "purposes", "services")


@dataclass(frozen=True)
class Gone:
    """Whose rows are no longer right."""

    difference: Difference
    answers: Answers
    again: Mapping[str, frozenset[str]]
    """Entries of each list that are written again though they stay as they are."""

    def parts(self, list_name: str) -> frozenset[str]:
        """The entries of a list whose parts go."""
        return self.difference.gone(list_name) | self.again.get(list_name, frozenset())


async def remove_parts(connection: Connection, gone: Gone, numbers: Numbers) -> None:
    """Remove what stands below entries that are corrected or removed, and what isn't said any more."""

    def of(list_name: str, keys: Iterable[str]) -> list[int]:
        return numbers.of_those_known(list_name, keys)

    judged = of("deliveries", gone.answers.deliveries.anew | gone.difference.gone("deliveries"))
    await remove(connection, DeliveryFinding, "delivery_id", judged)
    judged = of("transfers", gone.answers.transfers.anew | gone.parts("transfers"))
    await remove(connection, Span, "transfer_id", judged)
    await remove(connection, Finding, "transfer_id", judged)
    await _remove_persons(connection, gone.difference)
    for list_name, (parts, column) in _PARTS.items():
        for table in parts:
            await remove(connection, table, column, of(list_name, gone.parts(list_name)))
    await _remove_what_is_written_whole(connection, gone.difference)
    await connection.run_many(
        "UPDATE contract SET renews_id = NULL WHERE id = ?",
        [(number,) for number in of("contracts", gone.difference.removed["contracts"])],
    )


async def remove_heads(connection: Connection, difference: Difference, numbers: Numbers) -> None:
    """Remove the rows of entries that are no longer there; nothing names them any more."""
    for list_name in _NAMED_LAST:
        head, _ = HEADS[list_name]
        await remove(connection, head, "id", numbers.of_those_known(list_name, difference.removed[list_name]))


async def _remove_what_is_written_whole(connection: Connection, difference: Difference) -> None:
    """A policy version ends where the next begins, and publications have no name: any change writes all anew."""
    for list_name, table in (("policies", HEADS["policies"][0]), ("anonymised_releases", AnonymisedRelease)):
        if difference.touched(list_name) or difference.removed[list_name]:
            await connection.run(f'DELETE FROM "{table_of(table)}"')  # noqa: S608  # a table of ours


async def _remove_persons(connection: Connection, difference: Difference) -> None:
    """Rows about persons go with the salts that the ledger's digests of them were made with."""
    for name, table, stored in (("consents", Consent, consents), ("stops", Stop, stops)):
        if removed := difference.removed[name]:
            gone = numbers_of(removed, await stored(connection))
            await unseal(connection, name, gone)
            await remove(connection, table, "id", gone)
    await forget_deliveries(connection, difference)

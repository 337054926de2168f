"""The ledger: what was done to the register, in the order in which it was committed. Nothing here is ever changed.

Triggers refuse, on both engines, to change or delete an event, or to append one that is not the next. They hold
mistakes off; what was done past them shows in the tree (docs/ledger.md).
"""

from tortoise.models import Model

from models import columns
from models.vocabulary import LedgerAction


class LedgerEvent(Model):
    """One event; its number is its place in the ledger, counted from 1 without a gap."""

    id = columns.row_number()
    recorded_at = columns.moment("When, in UTC; one moment for all events of a change, later than of any before")
    actor = columns.optional_text("Who did it; null: nobody was named")
    verb = columns.key_text("By which verb: import, migrate, or the name of a mutation", 64)
    action = columns.word(LedgerAction, "What it did to the register")
    list = columns.key_text("List of the register file; empty where it is about no entry", 32)
    key = columns.key_text("Code, or what else names the entry in its list", 255)
    entry = columns.optional_text("The entry in canonical JSON (RFC 8785), persons by digest; null: removed")
    reason = columns.optional_text("Why; null: no reason was given")
    leaf = columns.key_text("SHA-256 of the event as a leaf of the tree (RFC 9162, 2.1.1), in hexadecimal", 64)

    class Meta:
        table = "ledger_event"
        table_description = "What was done to the register, in the order in which it was committed; append-only"
        indexes = (columns.index("ledger_event_entry", "list", "key", "id"),)


class LedgerHead(Model):
    """How far the ledger has come; the single row has id 1."""

    id = columns.row_number()
    size = columns.number("How many events there are")
    frontier = columns.text("Roots of the perfect trees that the tree falls into, from the largest, in hexadecimal")

    class Meta:
        table = "ledger_head"
        table_description = "How far the ledger has come; one row"


class Sealed(Model):
    """Rows about persons that the ledger knows by a salted digest alone; the salt goes with the rows."""

    id = columns.row_number()
    list = columns.key_text("List of the register file that they stand in", 32)
    key = columns.key_text("Number of the batch, or code of the delivery that lists the persons", 64)
    salt = columns.salt("Key of the digest, in hexadecimal; null: rows are gone, the rest is not sealed yet")
    persons = columns.number("How many rows there are")
    frontier = columns.optional_text(
        "Roots of the perfect trees that the tree of the rows falls into, in hexadecimal, so that further rows can be"
        " sealed along with them; null: none are"
    )

    class Meta:
        table = "sealed"
        table_description = "Rows about persons that the ledger knows by a salted digest alone"
        constraints = (columns.unique("sealed_unique", "list", "key"),)

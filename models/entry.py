"""The register as it was recorded, entry by entry; the other tables are its projection, made for reading."""

from tortoise.models import Model

from models import columns


class Entry(Model):
    """One entry of the register file, without the persons in it: they stand in their own rows."""

    id = columns.row_number()
    list = columns.key_text("List of the register file that it stands in", 32)
    key = columns.key_text("Code, or what else names the entry in its list", 255)
    body = columns.text("The entry in the shape of the register file, as canonical JSON")

    class Meta:
        table = "entry"
        table_description = "The register as it was recorded, entry by entry"
        constraints = (columns.unique("entry_unique", "list", "key"),)


class Loading(Model):
    """One import that changed something: who, when, how much."""

    id = columns.row_number()
    loaded_at = columns.moment("When")
    loaded_by = columns.optional_text("Who, as the import was told")
    added = columns.number("How many entries were added")
    corrected = columns.number("How many entries were corrected")
    removed = columns.number("How many entries were removed")

    class Meta:
        table = "loading"
        table_description = "Imports that changed something"


class Recorded(Model):
    """What an entry is found by: its texts, and when it was recorded. Persons have no such row."""

    id = columns.row_number()
    list = columns.key_text("List of the register file that it stands in", 32)
    key = columns.key_text("Code, or what else names the entry in its list", 255)
    loading = columns.refers_to("Loading", "The import that added it, or corrected it last")
    texts = columns.text("Its texts and the codes that it names, folded for searching")

    class Meta:
        table = "recorded"
        table_description = "What the entries of the register are found by"
        constraints = (columns.unique("recorded_unique", "list", "key"),)
        indexes = (columns.index("recorded_loading", "loading_id", "list", "key"),)

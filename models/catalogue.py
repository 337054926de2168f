"""What provisions are described with: services, purposes of use, items of personal data."""

from tortoise.models import Model

from models import columns
from models.vocabulary import ItemKind, ItemSource


class Service(Model):
    """A service of the operator's, from which data is provided."""

    id = columns.row_number()
    code = columns.code("service")
    name = columns.text("Name of the service")
    note = columns.note()
    owner = columns.owner()

    class Meta:
        table = "service"
        table_description = "Services of the operator, from which data is provided"
        constraints = (columns.unique("service_code_unique", "code"),)


class Purpose(Model):
    """A purpose of use (利用目的, APPI 17)."""

    id = columns.row_number()
    code = columns.code("purpose")
    name = columns.text("The purpose in words")
    note = columns.note()
    owner = columns.owner()

    class Meta:
        table = "purpose"
        table_description = "Purposes of use (APPI 17)"
        constraints = (columns.unique("purpose_code_unique", "code"),)


class Item(Model):
    """An item of personal data (個人データの項目)."""

    id = columns.row_number()
    code = columns.code("item")
    name = columns.text("The item in words")
    sensitive = columns.flag("Whether it is special-care-required information (APPI 2(3))")
    kind = columns.word(ItemKind, "How far the item has been processed")
    source = columns.word(ItemSource, "Where the item came from")
    note = columns.note()
    owner = columns.owner()

    class Meta:
        table = "item"
        table_description = "Items of personal data"
        constraints = (columns.unique("item_code_unique", "code"),)

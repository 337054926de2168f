"""The company whose register this is, with its internal limits: one row."""

from tortoise.models import Model

from models import columns


class Operator(Model):
    """The operator (個人情報取扱事業者) and the limits that its judgement uses; the single row has id 1."""

    id = columns.row_number()
    name = columns.text("Name of the company")
    country = columns.country("Country of the company, ISO 3166-1 alpha-2")
    address = columns.optional_text("Address of the company (APPI 32)")
    representative = columns.optional_text("Representative of the company (APPI 32)")
    contact = columns.optional_text("Where principals turn to (APPI 32)")
    time_zone = columns.text("IANA time zone in which the register's days are days")
    academic = columns.flag("Whether the company is an academic research institution (APPI 16(8))")
    review_months = columns.number("Months within which an outsourcee is reviewed (APPI 25)")
    equivalent_check_months = columns.number("Months within which equivalent measures are checked (Rule 18(1))")
    return_days = columns.number("Days for return or erasure after a contract's end, unless the contract says")
    record_days = columns.number("Days within which a provision record is made (APPI 29)")
    note = columns.note()
    owner = columns.owner()

    class Meta:
        table = "operator"
        table_description = "The company whose register this is; one row"

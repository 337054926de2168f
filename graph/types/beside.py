"""The rows that stand beside another on a day: versions, the span that a day falls into, and what they name."""

from graph.reads.rows import Beside


def version(table: str, of: str, row: str = "id") -> Beside:
    """The version, in force on the day, of what the row's column names."""
    return Beside(
        table,
        f"{{it}}.{of}_id = {{row}}.{row} and {{it}}.from_on <= {{day}}"
        " and ({it}.until_on is null or {it}.until_on >= {day})",
    )


def named(table: str, column: str, beside: Beside | None = None) -> Beside:
    """The row that a column names, of the row itself or of the one beside it."""
    return Beside(table, f"{{it}}.id = {'{beside}' if beside else '{row}'}.{column}", beside)


def when_made(table: str, of: str, row: str, beside: Beside | None = None) -> Beside:
    """The row of a table of versions or spans that was in force on the day on which the delivery was made."""
    return Beside(
        table,
        f"{{it}}.{of}_id = {row} and {{it}}.from_on <= {{row}}.made_on"
        " and ({it}.until_on is null or {it}.until_on >= {row}.made_on)",
        beside,
    )


RECIPIENT_VERSION = version("recipient_version", "recipient")
CONTRACT_VERSION = version("contract_version", "contract")
CONTRACT_RUN = version("contract_run", "contract")
TRANSFER_VERSION = version("transfer_version", "transfer")
TRANSFER_RECIPIENT_VERSION = version("recipient_version", "recipient", "recipient_id")
SPAN = version("span", "transfer")

SERVICE = named("service", "service_id")
RECIPIENT = named("recipient", "recipient_id")
CONTRACT = named("contract", "contract_id")
TRANSFER = named("transfer", "transfer_id")
BASIS = named("basis", "basis_id")
INSTRUMENT = named("contract", "instrument_id")
RENEWED = named("contract", "renews_id")
SUBPROCESSOR = named("recipient", "subprocessor_id")
FINDING = named("finding", "finding_id")
DELIVERY = named("delivery", "delivery_id")
CONSENT_TEXT = named("consent_text", "consent_text_id")
POLICY = named("policy", "policy_id")
SPAN_BASIS = named("basis", "basis_id", SPAN)
SPAN_CONTRACT = named("contract", "contract_id", SPAN)
RECORDED_CONTRACT = named("contract", "contract_id", TRANSFER_VERSION)

DELIVERED = when_made("transfer_version", "transfer", "{row}.transfer_id")
WHEN_DELIVERED = when_made("span", "transfer", "{row}.transfer_id")
WHERE_DELIVERED = when_made("recipient_version", "recipient", "{beside}.recipient_id", TRANSFER)
